import { Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { classNames } from '../../ui/class-names.ts';
import { Hint } from '../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import css from './entry-point-chip.module.css';
import { formatMoment } from './format-moment.ts';
import { useRelayNowWhen } from './use-relay-now.ts';

const HOUR = 3_600_000;

export interface EntryPointChipProps {
  readonly conversation: Pick<ConversationRecord, 'entryPointEndsAt'>;
  /** `list`: in a row; `header`: above a conversation, with a tooltip of its own. */
  readonly size: 'list' | 'header';
}

/**
 * That messages are free after an ad click, and how long still. It says nothing of the window:
 * that has a sign of its own.
 */
export function EntryPointChip(props: EntryPointChipProps) {
  const { t } = useTranslation('window');
  const locale = useLocale();
  const endsAt = props.conversation.entryPointEndsAt ?? 0;
  const hoursLeft = (at: number) => Math.ceil((endsAt - at) / HOUR);
  const now = useRelayNowWhen((at) => String(Math.max(0, hoursLeft(at))));
  if (now >= endsAt) return null;
  const words = t('entryPoint.until', { moment: formatMoment(endsAt, now, locale) });
  if (props.size === 'list') {
    return (
      <span className={css['chip']} title={words}>
        <Megaphone size={14} aria-hidden />
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    );
  }
  return (
    <Hint text={words} placement="bottom" className={classNames(css['chip'], css['header'])}>
      <Megaphone size={14} aria-hidden />
      <span aria-hidden="true" className={css['words']}>
        {t('entryPoint.left', { hours: hoursLeft(now) })}
      </span>
    </Hint>
  );
}
