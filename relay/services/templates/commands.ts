import { v7 } from 'uuid';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { checkTemplateContent } from '../../../shared/domain/template/check-template.ts';
import { blockedNames } from '../../../shared/domain/template/library/blocked-names.ts';
import { mergeDrafts } from '../../../shared/domain/template/library/merge-drafts.ts';
import { miscategorised } from '../../../shared/domain/template/library/miscategorised.ts';
import { isSame } from '../../../shared/domain/template/library/same.ts';
import {
  FINAL_STATUSES,
  latestOf,
  nextNumber,
  statusOf,
  versionName,
} from '../../../shared/domain/template/library/versions.ts';
import { loadTemplateVersions } from '../../db/records/template-library.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { deleteTemplate } from './delete-template.ts';
import { dismissNotices } from './dismiss-notices.ts';
import { lockDraft } from './lock-draft.ts';
import { otherTemplates } from './other-templates.ts';

/** The account at which new templates are made: the one of the first WhatsApp sender. */
async function accountOf({ sql, tenantId }: TenantTransaction): Promise<string> {
  const sender = await sql
    .selectFrom('senders')
    .select('provider_account_id')
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', 'whatsapp')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (sender === undefined) throw new RefusedError('sender_not_found');
  return sender.provider_account_id;
}

/**
 * What admins do with the library of templates.
 *
 * @param submitted is told that a version waits to be brought to the provider
 */
export const templateCommands = (
  submitted: () => void,
): CommandHandlers<
  'templateDraft.save' | 'templateVersion.submit' | 'template.delete' | 'templateNotice.dismiss'
> => ({
  'template.delete': deleteTemplate(submitted),
  'templateNotice.dismiss': dismissNotices,

  'templateDraft.save': async ({ tx, audit }, { draftId, base, body }) => {
    const { sql, tenantId } = tx;
    const there = await lockDraft(tx, draftId);
    const after =
      there === null || base === null ? body : mergeDrafts(base, there, body, () => v7());
    if (there !== null && isSame(there, after)) return;
    const values = { body: JSON.stringify(after) };
    await sql
      .insertInto('template_drafts')
      .values({ tenant_id: tenantId, id: draftId, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
      .execute();
    tx.changed('templateDraft', draftId);
    await audit({
      subject: { kind: 'templateDraft', id: draftId, label: after.name },
      before: there,
      after,
    });
  },

  'templateVersion.submit': async (context, given) => {
    const { tx, person, now } = context;
    const { sql, tenantId } = tx;
    const { versionId, draftId, language, category, content } = given;
    const draft = await lockDraft(tx, draftId);
    if (draft === null) throw new RefusedError('template_draft_not_found');
    const here = draft.languages.find((one) => one.language === language);
    const isAsSeen = isSame([here?.content, draft.category], [content, category]);
    if (!isAsSeen) throw new RefusedError('template_changed');
    const all = (await loadTemplateVersions(tx, null)).map(({ record }) => record);
    const versions = all.filter((one) => one.draftId === draftId);
    const latest = latestOf(versions, language);
    if (
      latest !== null &&
      !FINAL_STATUSES.has(statusOf(latest)) &&
      isSame([latest.content, latest.category], [content, category])
    ) {
      throw new RefusedError('template_already_submitted', latest.name);
    }
    const accountId = await accountOf(tx);
    const others = await otherTemplates(tx, { accountId, exceptDraft: draftId });
    const isTaken = (name: string) =>
      others.some((one) => one.name === name && one.language === language);
    const number = nextNumber(versions, draft.name, language, isTaken);
    const name = versionName(draft.name, number);
    const wrong = checkTemplateContent({
      name,
      language,
      category,
      content,
      others,
      blocked: blockedNames(all, now),
      noUtilityUntil: miscategorised(all, now).restriction?.until ?? null,
    })
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
    if (wrong.length > 0) throw new RefusedError('template_not_valid', wrong.join(', '));
    await sql
      .insertInto('template_versions')
      .values({
        tenant_id: tenantId,
        id: versionId,
        draft_id: draftId,
        number,
        language,
        name,
        category,
        content: JSON.stringify(content),
        submitted_by: person.id,
        submitted_at: now,
        provider_account_id: accountId,
        step: 'create',
        due_at: now,
      })
      .execute();
    tx.changed('templateVersion', versionId);
    await context.audit({
      subject: { kind: 'templateVersion', id: versionId, label: name },
      before: null,
      after: { language, category, content },
    });
    context.afterCommit(submitted);
  },
});
