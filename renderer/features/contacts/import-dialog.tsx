import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagedImport } from '../../../shared/contract/contact-import.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { stageContactFile } from '../../bridge/contact-files.ts';
import { useAsk } from '../../bridge/records.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { RefusedWords } from '../admin/refused-words.tsx';
import css from './import-dialog.module.css';
import { ImportMapping } from './import-mapping.tsx';
import { ImportProgress } from './import-progress.tsx';

/** Contacts from a CSV file: the file, its columns, and how far it is. What runs goes on without it. */
export function ImportDialog(props: { readonly onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const stage = useMutation<StagedImport, RefusedError, File>({ mutationFn: stageContactFile });
  const [startedId, setStartedId] = useState<string | null>(null);
  const imports = useAsk('contactImports.list', {});
  const running = imports.data?.imports.find(({ state }) => state === 'running');
  const shownId = startedId ?? running?.id ?? null;
  return (
    <Dialog title={t('import.title')} isOpen onClose={props.onClose}>
      {shownId !== null ? (
        <ImportProgress id={shownId} />
      ) : stage.data !== undefined ? (
        <ImportMapping staged={stage.data} onStarted={setStartedId} />
      ) : (
        <div className={css['form']}>
          <p className={css['quiet']}>{t('import.what')}</p>
          <label className={css['pick']}>
            <span className={css['label']}>{t('import.file')}</span>
            <input
              type="file"
              accept=".csv,.txt,text/csv"
              disabled={stage.isPending}
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0];
                if (file !== undefined) stage.mutate(file);
                // The same file can be picked again after it was mended.
                currentTarget.value = '';
              }}
            />
          </label>
          {stage.isPending ? <p role="status">{t('import.reading')}</p> : null}
          <RefusedWords error={stage.error} />
        </div>
      )}
    </Dialog>
  );
}
