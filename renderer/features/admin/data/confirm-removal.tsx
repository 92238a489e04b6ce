import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../../shared/contract/errors.ts';
import { useSession } from '../../../bridge/context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import adminCss from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';

/** Asks once more before what is old goes for good: the company's name is typed. */
export function ConfirmRemoval(props: {
  readonly children: ReactNode;
  readonly isBusy: boolean;
  readonly error: RefusedError | null;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}) {
  const { t } = useTranslation('admin');
  const { name } = useSession().tenant;
  const [typed, setTyped] = useState('');
  const isRight = typed.trim().toLocaleLowerCase() === name.trim().toLocaleLowerCase();
  return (
    <Dialog
      title={t('data.ask')}
      size="small"
      isQuestion
      isOpen
      onClose={props.onCancel}
      actions={
        <>
          <Button variant="quiet" onPress={props.onCancel}>
            {t('data.cancel')}
          </Button>
          <Button
            variant="danger"
            isDisabled={!isRight}
            isBusy={props.isBusy}
            onPress={props.onConfirm}
          >
            {t('data.remove')}
          </Button>
        </>
      }
    >
      <form
        className={adminCss['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) props.onConfirm();
        }}
      >
        {props.children}
        <p>{t('data.askWhat', { name })}</p>
        <TextField label={t('data.askName')} value={typed} onChange={setTyped} autoFocus />
        <RefusedWords error={props.error} />
      </form>
    </Dialog>
  );
}
