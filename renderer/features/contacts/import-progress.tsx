import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { contactImportId } from '../../../shared/contract/ids.ts';
import { saveImportResult } from '../../bridge/contact-files.ts';
import { useAsk, useNow } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedWords } from '../admin/refused-words.tsx';
import css from './import-dialog.module.css';

/** How often it is asked how far it is, ms: nothing tells of it by itself. */
const ASK_MS = 1000;

/** How far an import is, and what became of its rows. */
export function ImportProgress(props: { readonly id: string }) {
  const { t } = useTranslation('contacts');
  const { data, refetch, error } = useAsk('contactImports.list', {});
  const cancel = useNow('contactImport.cancel');
  const [failed, setFailed] = useState<RefusedError | null>(null);
  const found = data?.imports.find(({ id }) => id === props.id);
  const isOver = found?.state === 'done' || found?.state === 'cancelled';
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => void refetch(), ASK_MS);
    return () => clearInterval(timer);
  }, [isOver, refetch]);
  if (found === undefined) return <RefusedWords error={error} />;
  const save = () => {
    saveImportResult(found.id).catch((cause: unknown) => {
      setFailed(cause instanceof RefusedError ? cause : new RefusedError('internal'));
    });
  };
  return (
    <div className={css['form']}>
      <p role="status">
        {isOver
          ? t(`import.${found.state}`)
          : t('import.running', { done: found.done, rows: found.rows })}
      </p>
      <progress className={css['bar']} max={Math.max(1, found.rows)} value={found.done}>
        {found.done}
      </progress>
      <ul>
        {(['created', 'updated', 'skipped', 'failed'] as const).map((one) => (
          <li key={one}>{t(`import.counts.${one}`, { count: found[one] })}</li>
        ))}
      </ul>
      <RefusedWords error={error ?? cancel.error ?? failed} />
      {isOver ? (
        <Button className={css['start'] ?? ''} onPress={save}>
          {t('import.result')}
        </Button>
      ) : (
        <Button
          className={css['start'] ?? ''}
          isBusy={cancel.isPending}
          onPress={() => cancel.mutate({ importId: contactImportId.parse(found.id) })}
        >
          {t('import.cancel')}
        </Button>
      )}
    </div>
  );
}
