import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channel as channels, type ContactRecord } from '../../../shared/contract/records.ts';
import { useBootstrap, useBridgeQuery } from '../../bridge/context.tsx';
import { useAsk } from '../../bridge/records.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Fact } from '../contact/fact.tsx';
import factCss from '../contact/fact.module.css';
import { OptInSign } from '../contact/opt-ins.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import { ConsentDialog } from './consent-dialog.tsx';
import css from './contact-screen.module.css';
import { Part } from './part.tsx';

/** What the contact permits on each channel, how that came to be, and the way to record more. */
export function Consents(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const [isOpen, setIsOpen] = useState(false);
  const isOnline = useBootstrap().connection.state === 'online';
  return (
    <Part
      title={t('consent.title')}
      action={
        <Button size="small" isDisabled={!isOnline} onPress={() => setIsOpen(true)}>
          {t('consent.record')}
        </Button>
      }
    >
      <dl className={factCss['list']}>
        {channels.options.map((one) => (
          <Fact key={one} name={t(`channel.${one}`)}>
            <OptInSign state={contact.optIn[one]} />
          </Fact>
        ))}
      </dl>
      {isOnline ? (
        <History contact={contact} />
      ) : (
        <p className={css['quiet']}>{t('consent.needsRelay')}</p>
      )}
      {isOpen ? <ConsentDialog contact={contact} onClose={() => setIsOpen(false)} /> : null}
    </Part>
  );
}

function History(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contacts');
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const now = useRelayNow('minute');
  const people = useBridgeQuery('people.list', {}).data?.people ?? [];
  const { data, error, refetch } = useAsk('contact.consents', { contactId: props.contact.id });
  if (data === undefined && error !== null) {
    const { what, next } = wordsOf(error.refusal);
    return (
      <p className={css['quiet']}>
        {what} {next}{' '}
        <Button size="small" variant="quiet" onPress={() => void refetch()}>
          {t('tryAgain')}
        </Button>
      </p>
    );
  }
  if (data === undefined || data.entries.length === 0) return null;
  return (
    <ol className={css['history']} aria-label={t('consent.history')}>
      {data.entries.map((entry) => (
        <li key={`${entry.at} ${entry.channel}`} className={css['entry']}>
          <span>
            {t('consent.entry', {
              channel: t(`channel.${entry.channel}`),
              state: t(`consent.state.${entry.state}`),
              source: entry.source,
            })}
          </span>
          <span className={css['when']} title={formats.exact(entry.at)}>
            {people.find(({ id }) => id === entry.personId)?.name ?? t('consent.bySystem')} ·{' '}
            {formats.near(entry.at, now)}
          </span>
          <q className={css['evidence']}>{entry.evidence}</q>
        </li>
      ))}
    </ol>
  );
}
