import type { TemplateVersionId } from '../../../shared/contract/ids.ts';
import type { TemplateCategory } from '../../../shared/contract/template-content.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { addToHistory, markGone, versionOfContent } from './history.ts';
import { noteNews } from './notices.ts';

/** Statuses in which the platform's reviewers have not decided yet. */
const UNDECIDED: ReadonlySet<string> = new Set(['received', 'pending', 'submitted', 'in_review']);
const STATUSES = ['received', 'pending', 'approved', 'rejected', 'paused', 'disabled'] as const;

/** Whether the platform's reviewers still have it. */
export function isUndecided(status: string): boolean {
  return UNDECIDED.has(status);
}

/** What the platform says of a template. */
export interface Decision {
  /** The provider's own word, in small letters; null: as it was. */
  readonly status: string | null;
  /** Null: as it was. */
  readonly category: TemplateCategory | null;
  /** Of a rejection; undefined: as it was. */
  readonly reason?: string | null;
}

/**
 * Puts down what the platform says of a template, wherever that was heard: in what can be sent, in
 * the history of the version, and as a notice to admins. The same again does nothing.
 *
 * @param at ms on the relay's clock
 * @returns whether anything of it is known here
 */
export async function recordDecision(
  tx: TenantTransaction,
  accountId: string,
  contentSid: string,
  decision: Decision,
  at: number,
): Promise<boolean> {
  if (decision.status === 'deleted') return recordDeleted(tx, accountId, contentSid, at);
  const { sql, tenantId } = tx;
  const row = await sql
    .selectFrom('templates')
    .select(['id', 'name', 'language', 'status', 'category', 'rejection_reason'])
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .where('provider_content_sid', '=', contentSid)
    .forUpdate()
    .executeTakeFirst();
  const version = await versionOfContent(tx, contentSid);
  const category = decision.category ?? row?.category ?? null;
  const isKept = decision.status === null || decision.reason === undefined;
  const reason = isKept ? (row?.rejection_reason ?? null) : (decision.reason ?? null);
  if (row !== undefined) {
    // A word that is not known is as good as pending: nothing is sent with it.
    const told = STATUSES.find((one) => one === decision.status) ?? 'pending';
    const status = decision.status === null ? row.status : told;
    const isNew =
      row.status !== status || row.category !== category || row.rejection_reason !== reason;
    if (isNew) {
      await sql
        .updateTable('templates')
        .set({ status, category, rejection_reason: reason })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', row.id)
        .execute();
      tx.changed('template', row.id);
    }
    await noteNews(tx, row, version, [row, { status, category }], { at, reason });
  }
  if (version !== null) {
    const status = decision.status ?? row?.status ?? 'pending';
    await addToHistory(tx, version.id, { at, status, category, reason });
    if (!isUndecided(status)) await stopAsking(tx, version.id);
  }
  return row !== undefined || version !== null;
}

async function stopAsking(
  { sql, tenantId }: TenantTransaction,
  id: TemplateVersionId,
): Promise<void> {
  await sql
    .updateTable('template_versions')
    .set({ step: 'done' })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('step', '=', 'follow')
    .execute();
}

/** It is no longer at the provider. @returns whether anything of it was known here */
export async function recordDeleted(
  tx: TenantTransaction,
  accountId: string,
  contentSid: string,
  at: number,
): Promise<boolean> {
  const gone = await tx.sql
    .deleteFrom('templates')
    .where('tenant_id', '=', tx.tenantId)
    .where('provider_account_id', '=', accountId)
    .where('provider_content_sid', '=', contentSid)
    .returning(['id', 'name', 'language', 'status', 'category'])
    .executeTakeFirst();
  const version = await versionOfContent(tx, contentSid);
  if (gone !== undefined) {
    tx.removed('template', gone.id);
    const after = { status: 'deleted', category: null };
    await noteNews(tx, gone, version, [gone, after], { at, reason: null });
  }
  if (version !== null) await markGone(tx, version.id, at);
  return gone !== undefined || version !== null;
}
