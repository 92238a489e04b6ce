import { sql } from 'kysely';
import type { RefusalCode } from '../../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { Approval, ProviderTemplate } from '../../../providers/provider.ts';
import { isUndecided, recordDecision, recordDeleted } from '../decided.ts';
import { markGone } from '../history.ts';
import { storeTemplate } from '../sync-templates.ts';
import type { Claimed } from './claim.ts';

/** The version's own row, as long as this relay still holds it. */
function update({ sql: db, tenantId }: TenantTransaction, { id }: Pick<Claimed, 'id'>) {
  return db.updateTable('template_versions').where('tenant_id', '=', tenantId).where('id', '=', id);
}

/** The next step, unless an admin wants it deleted meanwhile. */
function stepTo(step: Claimed['step']) {
  return sql<Claimed['step']>`CASE WHEN step = 'delete' THEN step ELSE ${step} END`;
}

/** The provider has it under this content. */
export async function recordCreated(
  tx: TenantTransaction,
  version: Claimed,
  template: ProviderTemplate,
  now: number,
): Promise<void> {
  await update(tx, version)
    .set({
      step: stepTo('submit'),
      provider_content_sid: template.contentSid,
      created_there_at: now,
    })
    .execute();
  await storeTemplate(tx, version.accountId, template, { from: now, at: now }, null);
  const stored = await tx.sql
    .selectFrom('templates')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('provider_account_id', '=', version.accountId)
    .where('provider_content_sid', '=', template.contentSid)
    .executeTakeFirstOrThrow();
  await update(tx, version).set({ template_id: stored.id }).execute();
  tx.changed('templateVersion', version.id);
}

/**
 * What the platform's reviewers say: asked for the first time, or again.
 *
 * @param next ms on the relay's clock, when they are asked again if they have not decided
 */
export async function recordApproval(
  tx: TenantTransaction,
  version: Claimed,
  approval: Approval,
  times: { readonly now: number; readonly next: number },
): Promise<void> {
  const { now, next } = times;
  const step = isUndecided(approval.status) ? 'follow' : 'done';
  const isFirst = version.step !== 'follow';
  await update(tx, version)
    .set((eb) => ({
      step: stepTo(step),
      due_at: sql<number>`CASE WHEN step = 'delete' THEN ${eb.ref('due_at')} ELSE ${next} END`,
      claimed_until: 0,
      ...(isFirst ? { attempts: 0 } : {}),
    }))
    .execute();
  const decision = {
    status: approval.status,
    category: approval.category,
    reason: approval.rejectionReason,
  };
  await recordDecision(tx, version.accountId, version.contentSid ?? '', decision, now);
  if (isFirst) tx.changed('templateVersion', version.id);
}

/** The provider said no: a person has to change something. */
export async function recordRefused(
  tx: TenantTransaction,
  version: Claimed,
  code: RefusalCode,
  detail: string | null,
): Promise<void> {
  await update(tx, version)
    .set({
      step: stepTo('refused'),
      claimed_until: 0,
      problem_code: code,
      problem_detail: detail,
    })
    .execute();
  tx.changed('templateVersion', version.id);
}

/** The content is gone from the provider before anybody was asked: it is made anew. */
export async function recordGone(
  tx: TenantTransaction,
  version: Claimed,
  now: number,
): Promise<void> {
  await update(tx, version)
    .set({ step: stepTo('create'), provider_content_sid: null, due_at: now, claimed_until: 0 })
    .execute();
}

/**
 * It is not at the provider any more, taken away there or deleted from here: it does not come back
 * by itself.
 */
export async function recordTakenAway(
  tx: TenantTransaction,
  version: Claimed,
  now: number,
): Promise<void> {
  const { contentSid } = version;
  if (contentSid !== null) await recordDeleted(tx, version.accountId, contentSid, now);
  // Of what never got there, no content tells.
  await markGone(tx, version.id, now);
}

/** The provider would not delete it: it is as it was. */
export async function recordKept(
  tx: TenantTransaction,
  version: Claimed,
  detail: string,
): Promise<void> {
  await update(tx, version)
    .set({
      step: 'done',
      claimed_until: 0,
      problem_code: 'template_not_deleted',
      problem_detail: detail,
    })
    .execute();
  tx.changed('templateVersion', version.id);
}

/** Tried again then. */
export async function recordLater(
  tx: TenantTransaction,
  version: Pick<Claimed, 'id'>,
  at: number,
): Promise<void> {
  await update(tx, version).set({ due_at: at, claimed_until: 0 }).execute();
}

/** How many templates the account has made since then. */
export async function createdSince(
  { sql: db, tenantId }: TenantTransaction,
  accountId: string,
  since: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('template_versions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .where('created_there_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}
