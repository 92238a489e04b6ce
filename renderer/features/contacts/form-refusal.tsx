import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { contactId, type ContactId } from '../../../shared/contract/ids.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import css from './contact-form.module.css';

/** Why it was not saved; where the number is somebody else's, the way to them. */
export function FormRefusal(props: {
  readonly error: RefusedError | null;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const wordsOf = useRefusalWords();
  if (props.error === null) return null;
  const { refusal } = props.error;
  const { what, next } = wordsOf(refusal);
  const other =
    refusal.code === 'identity_taken' ? contactId.safeParse(refusal.detail).data : undefined;
  return (
    <div role="alert" className={css['refused']}>
      <p>
        {what} {next}
      </p>
      {other === undefined ? null : (
        <Button size="small" onPress={() => props.onContact(other)}>
          {t('openOther')}
        </Button>
      )}
    </div>
  );
}
