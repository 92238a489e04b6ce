import type { TemplateDraftId } from '../../../shared/contract/ids.ts';
import {
  templateDraftBody,
  type TemplateDraftBody,
} from '../../../shared/contract/template-library.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** A draft, which nobody else changes until the end of the transaction; null: there is none. */
export async function lockDraft(
  { sql, tenantId }: TenantTransaction,
  id: TemplateDraftId,
): Promise<TemplateDraftBody | null> {
  const row = await sql
    .selectFrom('template_drafts')
    .select('body')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : templateDraftBody.parse(row.body);
}
