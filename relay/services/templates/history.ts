import type { TemplateDraftId, TemplateVersionId } from '../../../shared/contract/ids.ts';
import type { TemplateCategory } from '../../../shared/contract/template-content.ts';
import type { VersionEvent } from '../../../shared/contract/template-library.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Adds to what became of a version, where that is something new. */
export async function addToHistory(
  { sql, tenantId, changed }: TenantTransaction,
  versionId: TemplateVersionId,
  event: VersionEvent,
): Promise<void> {
  const last = await sql
    .selectFrom('template_history')
    .select(['place', 'status', 'category', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('version_id', '=', versionId)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isNew =
    last?.status !== event.status ||
    last.category !== event.category ||
    last.reason !== event.reason;
  if (!isNew) return;
  await sql
    .insertInto('template_history')
    .values({
      tenant_id: tenantId,
      version_id: versionId,
      place: (last?.place ?? 0) + 1,
      ...event,
    })
    .execute();
  changed('templateVersion', versionId);
}

/** A version, as far as what is decided about it needs. */
export interface VersionRow {
  readonly id: TemplateVersionId;
  readonly draft_id: TemplateDraftId;
  readonly category: TemplateCategory;
  readonly step: string;
}

/** The version that the provider keeps under this content, locked; null: it is of nobody here. */
export async function versionOfContent(
  { sql, tenantId }: TenantTransaction,
  contentSid: string,
): Promise<VersionRow | null> {
  const row = await sql
    .selectFrom('template_versions')
    .select(['id', 'draft_id', 'category', 'step'])
    .where('tenant_id', '=', tenantId)
    .where('provider_content_sid', '=', contentSid)
    .where('gone', '=', false)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** A version is no longer at the provider: its name is free for another one after a while. */
export async function markGone(
  tx: TenantTransaction,
  versionId: TemplateVersionId,
  at: number,
): Promise<void> {
  await tx.sql
    .updateTable('template_versions')
    .set({ template_id: null, gone: true, step: 'done', claimed_until: 0 })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', versionId)
    .execute();
  await addToHistory(tx, versionId, { at, status: 'deleted', category: null, reason: null });
  tx.changed('templateVersion', versionId);
}
