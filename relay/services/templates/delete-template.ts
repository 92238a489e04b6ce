import { RefusedError } from '../../../shared/contract/errors.ts';
import { isDeletable } from '../../../shared/domain/template/library/deletable.ts';
import { loadTemplateVersions } from '../../db/records/template-library.ts';
import type { CommandHandler } from '../commands/handler.ts';
import { lockDraft } from './lock-draft.ts';

/**
 * Has what was submitted of a draft deleted at the provider: here it is put down alone, and brought
 * there like a submission. What is written stays.
 *
 * @param submitted is told that there is something to do at the provider
 */
export const deleteTemplate =
  (submitted: () => void): CommandHandler<'template.delete'> =>
  async ({ tx, now, audit, afterCommit }, { draftId, languages }) => {
    const { sql, tenantId } = tx;
    const draft = await lockDraft(tx, draftId);
    if (draft === null) throw new RefusedError('template_draft_not_found');
    const all = await loadTemplateVersions(tx, null);
    const going = all
      .map(({ record }) => record)
      .filter((one) => one.draftId === draftId && isDeletable(one))
      .filter(({ language }) => languages === null || languages.includes(language));
    if (going.length === 0) throw new RefusedError('template_nothing_to_delete');
    for (const { id } of going) {
      await sql
        .updateTable('template_versions')
        .set({ step: 'delete', attempts: 0, due_at: now, problem_code: null, problem_detail: null })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
      tx.changed('templateVersion', id);
    }
    if (languages === null && !draft.archived) {
      await sql
        .updateTable('template_drafts')
        .set({ body: JSON.stringify({ ...draft, archived: true }) })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', draftId)
        .execute();
      tx.changed('templateDraft', draftId);
    }
    await audit({
      subject: { kind: 'templateDraft', id: draftId, label: draft.name },
      before: { versions: going.map(({ name, language }) => `${name} (${language})`) },
      after: null,
    });
    afterCommit(submitted);
  };
