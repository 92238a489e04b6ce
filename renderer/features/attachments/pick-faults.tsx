import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { fileSize } from '../conversation/model/media-shape.ts';
import notices from '../composer/notices.module.css';
import type { PickFault } from './check-picked.ts';
import css from './pick-faults.module.css';

/** Why picked files were not taken: one plain sentence each. */
export function PickFaults(props: {
  readonly faults: readonly PickFault[];
  readonly onDismiss: () => void;
}) {
  const { t } = useTranslation('attachments');
  const locale = useLocale();
  if (props.faults.length === 0) return null;
  return (
    <div className={notices['notice']} data-tone="closed" role="alert">
      <CircleAlert size={16} aria-hidden />
      <ul className={css['faults']}>
        {props.faults.map(({ name, fault, size, limit }) => (
          <li key={`${name} ${size}`}>
            {t(`fault.${fault}`, {
              name,
              size: fileSize(size, locale),
              limit: limit === null ? '' : fileSize(limit, locale),
            })}
          </li>
        ))}
      </ul>
      <IconButton
        size="small"
        label={t('dismiss')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onDismiss}
      />
    </div>
  );
}
