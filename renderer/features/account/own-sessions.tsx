import { useTranslation } from 'react-i18next';
import { useAsk } from '../../bridge/records.ts';
import css from './account.module.css';
import { NeedsRelay } from './needs-relay.tsx';
import { SessionList } from './session-list.tsx';

/** Where one is signed in oneself. */
export function OwnSessions() {
  const { t } = useTranslation('account');
  const asked = useAsk('sessions.list', { everybody: false });
  return (
    <section className={css['part']} aria-labelledby="own-sessions">
      <h2 id="own-sessions" className={css['heading']}>
        {t('sessions.title')}
      </h2>
      {asked.error === null ? null : <NeedsRelay error={asked.error} onTryAgain={asked.refetch} />}
      <SessionList
        sessions={asked.error === null ? (asked.data?.sessions ?? []) : []}
        onEnded={() => void asked.refetch()}
      />
    </section>
  );
}
