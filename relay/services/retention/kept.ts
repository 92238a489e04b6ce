import type { Kept } from '../../../shared/domain/retention/cutoff.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** For how long the tenant keeps messages and files. */
export async function readKept({ sql, tenantId }: TenantTransaction): Promise<Kept> {
  const row = await sql
    .selectFrom('tenant_rules')
    .select(['messages_kept_months', 'media_kept_months'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return {
    messagesMonths: row?.messages_kept_months ?? null,
    mediaMonths: row?.media_kept_months ?? null,
  };
}

/** Sets it. */
export async function setKept(
  { sql, tenantId }: TenantTransaction,
  { messagesMonths, mediaMonths }: Kept,
): Promise<void> {
  const row = { messages_kept_months: messagesMonths, media_kept_months: mediaMonths };
  await sql
    .insertInto('tenant_rules')
    .values({ tenant_id: tenantId, ...row })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
    .execute();
}

/** What desktops have been told is gone: everything older that carries a smaller number. */
export interface Mark {
  /** ms; null: no message. */
  readonly messagesBefore: number | null;
  /** ms; null: no file. */
  readonly mediaBefore: number | null;
  readonly number: number;
}

/** The tenant's own mark; null: nothing ever became too old. */
export async function readMark({ sql, tenantId }: TenantTransaction): Promise<Mark | null> {
  const row = await sql
    .selectFrom('clearings')
    .select(['messages_before', 'media_before', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    messagesBefore: row.messages_before,
    mediaBefore: row.media_before,
    number: row.change_no,
  };
}
