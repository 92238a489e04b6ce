import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { tipAttributes } from '../../../ui/tooltip.tsx';
import { Button as AriaButton } from 'react-aria-components/Button';
import css from './jump-button.module.css';

/** Jumps to the newest message; says how many of the customer's are below. */
export function JumpButton(props: { readonly count: number; readonly onPress: () => void }) {
  const { t } = useTranslation('conversation');
  const label = props.count === 0 ? t('latest') : t('latestCount', { count: props.count });
  return (
    <div className={css['place']}>
      <AriaButton
        className={css['button'] ?? ''}
        aria-label={label}
        onPress={props.onPress}
        {...tipAttributes({ text: label, placement: 'left' })}
      >
        {props.count === 0 ? null : <span className={css['count']}>{props.count}</span>}
        <ArrowDown size={16} aria-hidden />
      </AriaButton>
    </div>
  );
}
