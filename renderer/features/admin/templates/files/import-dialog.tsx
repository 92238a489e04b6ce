import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateDraftId } from '../../../../../shared/contract/ids.ts';
import { useGive, useRecords } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import formCss from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';
import { type FileFault, type FilePlan, planImport, readTemplates } from './template-file.ts';

/** More faults than these are told by their number. */
const SHOWN = 20;

/** Templates from a file: what would change is seen first, and a file with a fault does nothing. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('library');
  const drafts = useRecords('templateDraft');
  const save = useGive('templateDraft.save');
  const [plan, setPlan] = useState<FilePlan | null>(null);
  const [faults, setFaults] = useState<readonly FileFault[]>([]);
  const pick = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = readTemplates(await file.text());
    setFaults(read.ok ? [] : read.faults);
    setPlan(read.ok ? planImport(read.bodies, drafts) : null);
  };
  const count = plan === null ? 0 : plan.fresh.length + plan.changed.length;
  const take = async () => {
    for (const body of plan?.fresh ?? []) {
      const draftId = templateDraftId.parse(crypto.randomUUID());
      await save.mutateAsync({ draftId, base: null, body });
    }
    for (const { draft, body } of plan?.changed ?? []) {
      const { id: draftId, ...base } = draft;
      await save.mutateAsync({ draftId, base, body });
    }
    announce(t('files.done', { count }));
    onClose();
  };
  return (
    <Dialog
      title={t('files.import')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={count === 0}
          isBusy={save.isPending}
          onPress={() => void take().catch(() => undefined)}
        >
          {t('files.take', { count })}
        </Button>
      }
    >
      <div className={formCss['form']}>
        <p className={formCss['quiet']}>{t('files.what')}</p>
        <label>
          <span className={formCss['legend']}>{t('files.file')}</span>{' '}
          <input
            type="file"
            accept="application/json,.json"
            onChange={(event) => void pick(event.currentTarget.files?.[0])}
          />
        </label>
        {faults.length === 0 ? null : (
          <div role="alert">
            <p className={formCss['refused']}>{t('files.faulty', { count: faults.length })}</p>
            <ul>
              {faults.slice(0, SHOWN).map(({ line, path, reason }) => (
                <li key={`${line} ${path} ${reason}`}>
                  {t(path === '' ? 'files.faultWhole' : 'files.fault', { line, path, reason })}
                </li>
              ))}
            </ul>
          </div>
        )}
        {plan === null ? null : (
          <ul role="status">
            <li>{t('files.fresh', { count: plan.fresh.length })}</li>
            {plan.changed.map(({ draft }) => (
              <li key={draft.id}>{t('files.changed', { name: draft.name })}</li>
            ))}
            <li>{t('files.same', { count: plan.same })}</li>
          </ul>
        )}
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
