import type { TemplateDraftId, TemplateVersionId } from '../../../shared/contract/ids.ts';
import type {
  TemplateVersionRecord,
  VersionEvent,
} from '../../../shared/contract/template-library.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The drafts of templates with these ids; null: all of the tenant. */
export async function loadTemplateDrafts(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TemplateDraftId[] | null,
): Promise<NumberedRecords<'templateDraft'>> {
  const rows = await sql
    .selectFrom('template_drafts')
    .select(['id', 'body', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ id, body, change_no }) => ({ number: change_no, record: { id, ...body } }));
}

const STAGES = {
  create: 'waiting',
  submit: 'waiting',
  follow: 'at_provider',
  done: 'at_provider',
  refused: 'refused',
  delete: 'deleting',
} as const satisfies Record<string, TemplateVersionRecord['stage']>;

/** The versions of templates with these ids; null: all of the tenant. */
export async function loadTemplateVersions(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TemplateVersionId[] | null,
): Promise<NumberedRecords<'templateVersion'>> {
  const rows = await sql
    .selectFrom('template_versions')
    .select(['id', 'draft_id', 'number', 'language', 'name', 'category', 'content', 'change_no'])
    .select(['submitted_by', 'submitted_at', 'step', 'problem_code', 'problem_detail'])
    .select('template_id')
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  const events = await sql
    .selectFrom('template_history')
    .select(['version_id', 'at', 'status', 'category', 'reason'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('version_id', 'in', ids ?? []))
    .orderBy('version_id')
    .orderBy('place')
    .execute();
  const history = new Map<TemplateVersionId, VersionEvent[]>();
  for (const { version_id, ...event } of events) {
    history.set(version_id, [...(history.get(version_id) ?? []), event]);
  }
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      draftId: row.draft_id,
      number: row.number,
      language: row.language,
      name: row.name,
      category: row.category,
      content: row.content,
      submittedById: row.submitted_by,
      submittedAt: row.submitted_at,
      stage: STAGES[row.step],
      problem:
        row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail },
      templateId: row.template_id,
      history: history.get(row.id) ?? [],
    },
  }));
}
