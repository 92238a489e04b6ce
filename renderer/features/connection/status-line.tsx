import { CircleAlert, CloudOff, DatabaseBackup, LoaderCircle, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBootstrap } from '../../bridge/context.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { formatMoment } from '../window/format-moment.ts';
import { PATIENCE, statusOf, type Status } from './status-of.ts';
import css from './status-line.module.css';
import { useCoreReachable } from './use-core-reachable.ts';
import { useLasting } from './use-lasting.ts';

/** A thin line at the top, only when something is wrong: what it is, and what still works. */
export function StatusLine() {
  const { t } = useTranslation('connection');
  const locale = useLocale();
  const { connection } = useBootstrap();
  const reachable = useCoreReachable();
  const isLoading = connection.loading !== null && !connection.loading.done;
  const lasting = useLasting(`${connection.state} ${isLoading}`, PATIENCE.loading);
  const [isRead, setRead] = useState(false);
  const status = statusOf(connection, reachable, lasting, isRead);
  return (
    <div role="status">
      {status === null ? null : (
        <div className={classNames(css['line'], css[status.tone])}>
          <StatusIcon status={status} />
          <p className={css['words']}>
            <strong>{whatOf(status, t, locale)}</strong> {stillOf(status, t)}
          </p>
          {'isDone' in status ? (
            <IconButton
              size="small"
              label={t('dismiss')}
              icon={<X size={16} aria-hidden />}
              onPress={() => setRead(true)}
            />
          ) : null}
        </div>
      )}
    </div>
  );
}

type Translate = (key: string, values: Record<string, unknown>) => string;

function whatOf(status: Status, t: Translate, locale: string): string {
  if (status.kind === 'offline') {
    // The moment is one of this machine's own clock.
    const now = Date.now();
    return t('offline.what', { since: formatMoment(Math.min(status.since, now), now, locale) });
  }
  return t(`${status.kind}.what`, status.kind === 'loading' ? { count: status.messages } : {});
}

function stillOf(status: Status, t: Translate): string {
  if ('isDone' in status) return t(status.isDone ? 'anew.done' : 'anew.loading', {});
  const still = t(`${status.kind}.still`, {});
  if (!('waiting' in status) || status.waiting === 0) return still;
  return `${t('waiting', { count: status.waiting })} ${still}`;
}

function StatusIcon(props: { readonly status: Status }) {
  if (props.status.kind === 'offline') return <CloudOff size={16} aria-hidden />;
  if ('isDone' in props.status && props.status.isDone)
    return <DatabaseBackup size={16} aria-hidden />;
  if (props.status.tone === 'failed') return <CircleAlert size={16} aria-hidden />;
  return <LoaderCircle size={16} aria-hidden className={css['turning']} />;
}
