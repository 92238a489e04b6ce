import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../../i18n/date-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import { daysFrom } from '../window/format-moment.ts';
import css from './inbox-row.module.css';
import { fullTime } from './short-time.ts';

/** Until when a conversation is put off. @param props.until ms; null: until the customer writes */
export function RowSnooze(props: { readonly until: number | null }) {
  const { t } = useTranslation('inbox');
  const locale = useLocale();
  const { until } = props;
  const words = (now: number): string => {
    if (until === null) return t('snoozed.replyShort');
    const days = daysFrom(now, until);
    if (days === 0) return dateFormat(locale, { timeStyle: 'short' }).format(until);
    if (days < 7) return dateFormat(locale, { weekday: 'short' }).format(until);
    return dateFormat(locale, { day: 'numeric', month: 'short' }).format(until);
  };
  const isOver = (now: number) => until !== null && until <= now;
  const now = useRelayNowWhen((at) => `${words(at)} ${isOver(at)}`);
  // Back by the relay's clock; the relay says so a little later.
  if (isOver(now)) return null;
  const whole =
    until === null ? t('snoozed.reply') : t('snoozed.until', { when: fullTime(until, locale) });
  return (
    <span className={css['snooze']} title={whole}>
      <AlarmClock size={14} aria-hidden />
      <span aria-hidden="true">{words(now)}</span>
      <VisuallyHidden>{whole}</VisuallyHidden>
    </span>
  );
}
