import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import css from './account.module.css';

/** What only the relay knows is not there: why, and the way to ask once more. */
export function NeedsRelay(props: {
  readonly error: RefusedError;
  readonly onTryAgain: () => unknown;
}) {
  const { t } = useTranslation('account');
  const { what } = useRefusalWords()(props.error.refusal);
  return (
    <>
      <p role="alert" className={css['quiet']}>
        {what} {t('needsRelay')}
      </p>
      <Button className={css['start'] ?? ''} onPress={() => void props.onTryAgain()}>
        {t('tryAgain')}
      </Button>
    </>
  );
}
