import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../../shared/contract/errors.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './notices.module.css';

/** Why what was to be sent was not taken; the text is back in the composer. */
export function SendNotice(props: { readonly refusal: Refusal; readonly onDismiss: () => void }) {
  const { t } = useTranslation('composer');
  const { refusal } = props;
  return (
    <div className={css['notice']} data-tone="closed" role="alert">
      <CircleAlert size={16} aria-hidden />
      <p className={css['words']}>
        <strong>{t('notSent', { what: refusal.what })}</strong> {refusal.next}
      </p>
      <IconButton
        size="small"
        label={t('dismiss')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onDismiss}
      />
    </div>
  );
}
