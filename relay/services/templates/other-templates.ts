import type { TemplateDraftId } from '../../../shared/contract/ids.ts';
import type { OtherTemplate } from '../../../shared/domain/template/finding.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/**
 * What else the account has at the provider or on the way there, as far as it may stand in the way
 * of a new template. Versions of the same draft are left out: a new one is meant to be like them.
 */
export async function otherTemplates(
  { sql, tenantId }: TenantTransaction,
  of: { readonly accountId: string; readonly exceptDraft: TemplateDraftId },
): Promise<readonly OtherTemplate[]> {
  const there = await sql
    .selectFrom('templates')
    .leftJoin('template_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'templates.tenant_id')
        .onRef('v.provider_content_sid', '=', 'templates.provider_content_sid'),
    )
    .select(['templates.name', 'templates.language', 'templates.category', 'templates.content'])
    .where('templates.tenant_id', '=', tenantId)
    .where('templates.provider_account_id', '=', of.accountId)
    .where((eb) => eb.or([eb('v.draft_id', 'is', null), eb('v.draft_id', '<>', of.exceptDraft)]))
    .execute();
  const onTheWay = await sql
    .selectFrom('template_versions')
    .select(['name', 'language', 'category', 'content'])
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', of.accountId)
    .where('draft_id', '<>', of.exceptDraft)
    .where('provider_content_sid', 'is', null)
    .where('gone', '=', false)
    .execute();
  return [
    ...there.map(({ name, language, category, content }) => ({
      name,
      language,
      category,
      body: content.body,
      footer: content.footer ?? '',
    })),
    ...onTheWay.map(({ name, language, category, content }) => ({
      name,
      language,
      category,
      body: content.kind === 'message' ? content.body : '',
      footer: content.kind === 'message' ? content.footer : '',
    })),
  ];
}
