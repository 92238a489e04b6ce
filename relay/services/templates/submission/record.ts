import type { RefusalCode } from '../../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { Approval, ProviderTemplate } from '../../../providers/provider.ts';
import { addToHistory } from '../history.ts';
import { storeTemplate } from '../sync-templates.ts';
import type { Claimed } from './claim.ts';

/** The version's own row, as long as this relay still holds it. */
function update({ sql, tenantId }: TenantTransaction, { id }: Pick<Claimed, 'id'>) {
  return sql
    .updateTable('template_versions')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id);
}

/** The provider has it under this content. */
export async function recordCreated(
  tx: TenantTransaction,
  version: Claimed,
  template: ProviderTemplate,
  now: number,
): Promise<void> {
  await update(tx, version)
    .set({ step: 'submit', provider_content_sid: template.contentSid, created_there_at: now })
    .execute();
  await storeTemplate(tx, version.accountId, template, now);
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

/** Statuses in which the platform's reviewers have not decided yet. */
const UNDECIDED: ReadonlySet<string> = new Set(['received', 'pending', 'submitted', 'in_review']);
const STATUSES = ['received', 'pending', 'approved', 'rejected', 'paused', 'disabled'] as const;

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
  const step = UNDECIDED.has(approval.status) ? 'follow' : 'done';
  const isFirst = version.step !== 'follow';
  await update(tx, version)
    .set({ step, due_at: next, claimed_until: 0, ...(isFirst ? { attempts: 0 } : {}) })
    .execute();
  const status = STATUSES.find((one) => one === approval.status);
  const stored =
    status === undefined
      ? undefined
      : await tx.sql
          .updateTable('templates')
          .set({
            status,
            rejection_reason: approval.rejectionReason,
            ...(approval.category === null ? {} : { category: approval.category }),
          })
          .where('tenant_id', '=', tx.tenantId)
          .where('provider_account_id', '=', version.accountId)
          .where('provider_content_sid', '=', version.contentSid ?? '')
          .where('status', '<>', status)
          .returning('id')
          .executeTakeFirst();
  if (stored !== undefined) tx.changed('template', stored.id);
  await addToHistory(tx, version.id, {
    at: now,
    status: approval.status,
    category: approval.category,
    reason: approval.rejectionReason,
  });
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
    .set({ step: 'refused', claimed_until: 0, problem_code: code, problem_detail: detail })
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
    .set({ step: 'create', provider_content_sid: null, due_at: now, claimed_until: 0 })
    .execute();
}

/** It was taken away at the provider while the reviewers had it: it does not come back by itself. */
export async function recordTakenAway(
  tx: TenantTransaction,
  version: Claimed,
  now: number,
): Promise<void> {
  await update(tx, version).set({ step: 'done', claimed_until: 0 }).execute();
  await addToHistory(tx, version.id, {
    at: now,
    status: 'deleted',
    category: null,
    reason: null,
  });
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
  { sql, tenantId }: TenantTransaction,
  accountId: string,
  since: number,
): Promise<number> {
  const { count } = await sql
    .selectFrom('template_versions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .where('created_there_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}
