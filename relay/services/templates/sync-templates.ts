import { sql } from 'kysely';
import { v7 } from 'uuid';
import { templateId } from '../../../shared/contract/ids.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { ProviderTemplate } from '../../providers/provider.ts';
import { accountsOf, allTenants } from '../accounts/accounts.ts';
import { recordDeleted } from './decided.ts';
import { addToHistory, versionOfContent } from './history.ts';
import { noteNews } from './notices.ts';

/**
 * Brings every tenant's templates up to what its provider has. A provider that cannot be
 * reached leaves the templates as they are; the next time brings what was missed.
 */
export async function syncTemplates(parts: Parts): Promise<void> {
  for (const tenantId of await allTenants(parts)) {
    const accounts = await parts.store.inTenant(tenantId, (tx) => accountsOf(parts, tx));
    for (const account of accounts) {
      try {
        const from = parts.clock.now();
        const templates = await parts.provider.listTemplates(account);
        const listed = { from, at: parts.clock.now() };
        await parts.store.inTenant(tenantId, (tx) =>
          storeTemplates(tx, account.id, templates, listed),
        );
      } catch (error) {
        parts.log.warn(
          { event: 'templates_not_read', accountId: account.id, reason: String(error) },
          'the templates could not be read from the provider; check the account and its token',
        );
      }
    }
  }
}

/**
 * Makes the account's templates the given ones; only what differs counts as changed.
 *
 * @param listed ms on the relay's clock: what was made at the provider after `from` may not be in
 *   the list yet, and stays
 */
export async function storeTemplates(
  tx: TenantTransaction,
  accountId: string,
  templates: readonly ProviderTemplate[],
  listed: { readonly from: number; readonly at: number },
): Promise<void> {
  const known = await knownTemplates(tx, accountId);
  for (const template of templates) {
    await storeTemplate(tx, accountId, template, listed, known.get(template.contentSid) ?? null);
  }
  const there = new Set(templates.map(({ contentSid }) => contentSid));
  const missing = [...known.keys()].filter((contentSid) => !there.has(contentSid));
  for (const contentSid of missing) {
    const madeThere = await tx.sql
      .selectFrom('template_versions')
      .select('created_there_at')
      .where('tenant_id', '=', tx.tenantId)
      .where('provider_content_sid', '=', contentSid)
      .executeTakeFirst();
    if ((madeThere?.created_there_at ?? -Infinity) >= listed.from) continue;
    await recordDeleted(tx, accountId, contentSid, listed.at);
  }
}

/** A template as it was known before. */
interface Known {
  readonly status: TemplateRecord['status'];
  readonly category: TemplateRecord['category'];
  readonly rejection_reason: string | null;
  readonly told_at: number;
}

async function knownTemplates(
  { sql: db, tenantId }: TenantTransaction,
  accountId: string,
): Promise<ReadonlyMap<string, Known>> {
  const rows = await db
    .selectFrom('templates')
    .select(['provider_content_sid', 'status', 'category', 'rejection_reason', 'told_at'])
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ provider_content_sid: sid, ...known }) => [sid, known]));
}

/**
 * Stores one template of the provider.
 *
 * @param listed ms on the relay's clock: an event that was told after `from` knows better
 * @param known as it was before; null: it is new
 */
export async function storeTemplate(
  tx: TenantTransaction,
  accountId: string,
  template: ProviderTemplate,
  listed: { readonly from: number; readonly at: number },
  known: Known | null,
): Promise<void> {
  const { sql: db, tenantId, changed } = tx;
  const { contentSid, statusWord, status: listedStatus, ...told } = template;
  const { name, language, category: listedCategory, rejectionReason: why, ...content } = told;
  const isOlder = known !== null && known.told_at > listed.from;
  const status = isOlder ? known.status : listedStatus;
  const category = isOlder ? known.category : listedCategory;
  const rejectionReason = isOlder ? known.rejection_reason : why;
  const stored = await db
    .insertInto('templates')
    .values({
      tenant_id: tenantId,
      id: templateId.parse(v7()),
      provider_account_id: accountId,
      provider_content_sid: contentSid,
      name,
      language,
      category,
      status,
      rejection_reason: rejectionReason,
      content: JSON.stringify(content),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'provider_account_id', 'provider_content_sid'])
        .doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          language: eb.ref('excluded.language'),
          category: eb.ref('excluded.category'),
          status: eb.ref('excluded.status'),
          rejection_reason: eb.ref('excluded.rejection_reason'),
          content: eb.ref('excluded.content'),
        }))
        .where(
          sql<boolean>`(templates.name, templates.language, templates.category, templates.status, templates.rejection_reason, templates.content)
            IS DISTINCT FROM (excluded.name, excluded.language, excluded.category, excluded.status, excluded.rejection_reason, excluded.content)`,
        ),
    )
    .returning('id')
    .executeTakeFirst();
  if (stored === undefined) return;
  changed('template', stored.id);
  // What was not asked for yet is `unsubmitted`: the submission itself tells when it has been.
  if (isOlder || status === 'unsubmitted') return;
  const version = await versionOfContent(tx, contentSid);
  const { at } = listed;
  if (known !== null) {
    const noticed = { id: stored.id, name, language };
    const after = { status, category };
    await noteNews(tx, noticed, version, [known, after], { at, reason: rejectionReason });
  }
  if (version === null) return;
  await addToHistory(tx, version.id, {
    at,
    status: statusWord,
    category,
    reason: rejectionReason,
  });
}
