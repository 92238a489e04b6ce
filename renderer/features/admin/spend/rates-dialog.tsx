import { FileDown, FileUp } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { saveText } from '../../../ui/save-csv.ts';
import form from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';

/** The company's own prices: out as a table, and in again. */
export function RatesDialog(props: {
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('spend');
  const asked = useAsk('rates.own', {});
  const save = useNow('rates.save');
  const picker = useRef<HTMLInputElement>(null);
  const own = asked.data;
  const problems = save.data?.problems ?? [];
  const load = async (file: File | undefined) => {
    if (file === undefined || own === undefined) return;
    const { currency, keepsConversations } = own;
    const csv = await file.text();
    save.mutate(
      { csv, currency, keepsConversations },
      {
        onSuccess: () => {
          props.onChanged();
          void asked.refetch();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('rates.title')}
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button
            icon={<FileDown size={16} aria-hidden />}
            isDisabled={own === undefined}
            onPress={() => saveText('casement-prices.csv', 'text/csv', [own?.csv ?? ''])}
          >
            {t('rates.save')}
          </Button>
          <Button
            variant="primary"
            icon={<FileUp size={16} aria-hidden />}
            isDisabled={own === undefined}
            isBusy={save.isPending}
            onPress={() => picker.current?.click()}
          >
            {t('rates.load')}
          </Button>
        </>
      }
    >
      <div className={form['form']}>
        <p className={form['quiet']}>{t('rates.what')}</p>
        {own?.savedAt === null ? <p className={form['quiet']}>{t('rates.none')}</p> : null}
        <input
          ref={picker}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={t('rates.file')}
          onChange={(event) => {
            void load(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        {save.data === undefined || problems.length > 0 ? null : (
          <p role="status">{t('rates.saved', { count: save.data.saved })}</p>
        )}
        {problems.length === 0 ? null : (
          <div role="alert">
            <p className={form['refused']}>{t('rates.wrong')}</p>
            <ul>
              {problems.slice(0, 20).map(({ row, column, problem, value }) => (
                <li key={`${String(row)} ${column} ${problem}`}>
                  {t('rates.row', {
                    row,
                    column,
                    problem: t(`rates.problem.${problem}`, { value }),
                  })}
                </li>
              ))}
            </ul>
          </div>
        )}
        <RefusedWords error={save.error ?? asked.error} />
      </div>
    </Dialog>
  );
}
