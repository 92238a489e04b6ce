import type { TemplateVersionId } from '../../../shared/contract/ids.ts';
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

/** The version that the provider keeps under this content; null: it is of nobody here. */
export async function versionOfContent(
  { sql, tenantId }: TenantTransaction,
  contentSid: string,
): Promise<TemplateVersionId | null> {
  const row = await sql
    .selectFrom('template_versions')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('provider_content_sid', '=', contentSid)
    .forUpdate()
    .executeTakeFirst();
  return row?.id ?? null;
}
