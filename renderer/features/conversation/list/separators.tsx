import { useTranslation } from 'react-i18next';
import { useRelayNow } from '../../window/use-relay-now.ts';
import { useConversationScope } from '../conversation-context.tsx';
import css from './separators.module.css';

/** The line above the first message of a day. */
export function DaySeparator(props: { readonly at: number; readonly day: string }) {
  const { formats } = useConversationScope();
  const now = useRelayNow('minute');
  return (
    <div className={css['day']} data-day={props.day}>
      <time className={css['chip']} dateTime={props.day}>
        {formats.day(props.at, now)}
      </time>
    </div>
  );
}

/** The day of what is at the top of the list: it stays while its messages pass under it. */
export function StickyDay(props: { readonly at: number | null }) {
  const { formats } = useConversationScope();
  const now = useRelayNow('minute');
  if (props.at === null) return null;
  return (
    <div className={css['sticky']} aria-hidden="true">
      <span className={css['chip']}>{formats.day(props.at, now)}</span>
    </div>
  );
}

/** The line above what nobody had read when the conversation was opened. */
export function NewLine() {
  const { t } = useTranslation('conversation');
  return (
    <div className={css['new']} role="separator" aria-label={t('new')}>
      <span>{t('new')}</span>
    </div>
  );
}
