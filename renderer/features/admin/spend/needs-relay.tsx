import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../../shared/contract/errors.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';

/** Why the relay did not say what a screen of Spend shows; nothing where it did. */
export function NeedsRelay(props: {
  readonly error: RefusedError | null;
  readonly isBusy: boolean;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation('spend');
  const wordsOf = useRefusalWords();
  const { error, isBusy, onAgain } = props;
  if (error === null) return null;
  return (
    <EmptyState
      icon={<CloudOff size={20} />}
      title={wordsOf(error.refusal).what}
      action={
        <Button isBusy={isBusy} onPress={onAgain}>
          {t('common:tryAgain')}
        </Button>
      }
    >
      {t('needsRelay')}
    </EmptyState>
  );
}
