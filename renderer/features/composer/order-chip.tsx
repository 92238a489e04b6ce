import { Package, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './reply-quote.module.css';

/** The order that the message will be about. */
export function OrderChip(props: { readonly number: string; readonly onRemove: () => void }) {
  const { t } = useTranslation('composer');
  return (
    <div className={css['quote']}>
      <Package size={16} aria-hidden />
      <p className={css['words']}>
        <bdi className={css['name']}>{t('aboutOrder', { number: props.number })}</bdi>
      </p>
      <IconButton
        size="small"
        label={t('removeOrder')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onRemove}
      />
    </div>
  );
}
