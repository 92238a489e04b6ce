import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import css from './inbox-row.module.css';
import { fullTime, shortTime } from './short-time.ts';

/** When the last message came, in few signs that stay true. */
export function RowTime(props: { readonly at: number }) {
  const { t } = useTranslation('inbox');
  const locale = useLocale();
  const now = useRelayNowWhen((at) => shortTime(props.at, at, t, locale));
  return (
    <time
      className={css['time']}
      dateTime={new Date(props.at).toISOString()}
      title={fullTime(props.at, locale)}
    >
      {shortTime(props.at, now, t, locale)}
    </time>
  );
}
