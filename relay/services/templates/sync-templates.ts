import { sql } from 'kysely';
import { v7 } from 'uuid';
import { templateId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { ProviderTemplate } from '../../providers/provider.ts';
import { accountsOf, allTenants } from '../accounts/accounts.ts';
import { addToHistory, versionOfContent } from './history.ts';

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
  for (const template of templates) await storeTemplate(tx, accountId, template, listed.at);
  const gone = await tx.sql
    .deleteFrom('templates')
    .where('tenant_id', '=', tx.tenantId)
    .where('provider_account_id', '=', accountId)
    .where('provider_content_sid', 'not in', [
      '', // `not in ()` is no SQL
      ...templates.map(({ contentSid }) => contentSid),
    ])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('template_versions as v')
            .select('v.id')
            .whereRef('v.tenant_id', '=', 'templates.tenant_id')
            .whereRef('v.provider_content_sid', '=', 'templates.provider_content_sid')
            .where('v.created_there_at', '>=', listed.from),
        ),
      ),
    )
    .returning(['id', 'provider_content_sid'])
    .execute();
  for (const { id, provider_content_sid: contentSid } of gone) {
    tx.removed('template', id);
    const versionId = await versionOfContent(tx, contentSid);
    if (versionId === null) continue;
    await tx.sql
      .updateTable('template_versions')
      .set({ template_id: null })
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', versionId)
      .execute();
    await addToHistory(tx, versionId, {
      at: listed.at,
      status: 'deleted',
      category: null,
      reason: null,
    });
  }
}

/**
 * Stores one template of the provider.
 *
 * @param at ms on the relay's clock, for the history of the version that it belongs to
 */
export async function storeTemplate(
  tx: TenantTransaction,
  accountId: string,
  template: ProviderTemplate,
  at: number,
): Promise<void> {
  const { sql: db, tenantId, changed } = tx;
  const { contentSid, name, language, category, status, rejectionReason, ...content } = template;
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
  const versionId = await versionOfContent(tx, contentSid);
  // What was not asked for yet is `unsubmitted`: the submission itself tells when it has been.
  if (versionId === null || status === 'unsubmitted') return;
  await addToHistory(tx, versionId, { at, status, category, reason: rejectionReason });
}
