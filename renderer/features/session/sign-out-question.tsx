import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface SignOutQuestionProps {
  /** How much of one's own work has not gone to the relay yet. */
  readonly waiting: number;
  readonly isBusy: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before what waits to be sent is left behind. */
export function SignOutQuestion(props: SignOutQuestionProps) {
  const { t } = useTranslation('session');
  return (
    <Dialog
      title={t('signOut')}
      size="small"
      isQuestion
      isOpen
      onClose={props.onStay}
      actions={
        <>
          <Button onPress={props.onStay}>{t('stay')}</Button>
          <Button variant="primary" isBusy={props.isBusy} onPress={props.onLeave}>
            {t('signOut')}
          </Button>
        </>
      }
    >
      {t('waiting', { count: props.waiting })}
    </Dialog>
  );
}
