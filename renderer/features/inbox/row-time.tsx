import { useTranslation } from 'react-i18next';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import css from './inbox-row.module.css';
import { fullTime, shortTime } from './short-time.ts';

/** When the last message came, in few signs that stay true. */
export function RowTime(props: { readonly at: number }) {
  const { t, i18n } = useTranslation('inbox');
  const now = useRelayNowWhen((at) => shortTime(props.at, at, t, i18n.language));
  return (
    <time
      className={css['time']}
      dateTime={new Date(props.at).toISOString()}
      title={fullTime(props.at, i18n.language)}
    >
      {shortTime(props.at, now, t, i18n.language)}
    </time>
  );
}
