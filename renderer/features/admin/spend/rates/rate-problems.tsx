import { useTranslation } from 'react-i18next';
import type { CommandResult } from '../../../../../shared/contract/commands.ts';
import type { RefusedError } from '../../../../../shared/contract/errors.ts';
import form from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';

/** More wrong rows than these are not told one by one. */
const TOLD = 20;

/** What came of a table that was loaded: how many prices were saved, or which rows are wrong. */
export function RateProblems(props: {
  readonly saved: CommandResult<'rates.save'> | undefined;
  readonly error: RefusedError | null;
}) {
  const { t } = useTranslation('spend');
  const { saved, error } = props;
  const problems = saved?.problems ?? [];
  return (
    <>
      {saved === undefined || problems.length > 0 ? null : (
        <p role="status">{t('rates.saved', { count: saved.saved })}</p>
      )}
      {problems.length === 0 ? null : (
        <div role="alert">
          <p className={form['refused']}>{t('rates.wrong')}</p>
          <ul>
            {problems.slice(0, TOLD).map(({ row, column, problem, value }) => (
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
      <RefusedWords error={error} />
    </>
  );
}
