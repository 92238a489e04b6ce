import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../shared/contract/reads.ts';
import { useNow } from '../../bridge/records.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/toasts.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './account.module.css';

type SignedIn = ReadValue<'sessions.list'>['sessions'][number];

/** Desktops on which somebody is signed in, each with the way to end it. */
export function SessionList(props: {
  readonly sessions: readonly SignedIn[];
  readonly onEnded: () => void;
}) {
  const { t } = useTranslation('account');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const [ending, setEnding] = useState<SignedIn | null>(null);
  const deviceOf = ({ device }: SignedIn) => device ?? t('sessions.unknown');
  return (
    <ul className={css['sessions']}>
      {props.sessions.map((one) => (
        <li key={one.id} className={css['session']}>
          <MonitorSmartphone size={16} aria-hidden />
          <div className={css['device']}>
            <p>{one.current ? t('sessions.this') : deviceOf(one)}</p>
            <p className={css['quiet']}>
              {[
                t('sessions.last', { when: formats.near(one.lastUsedAt, now) }),
                one.address === null ? null : t('sessions.from', { address: one.address }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          {one.current ? null : (
            <Button size="small" onPress={() => setEnding(one)}>
              {t('sessions.end')}
            </Button>
          )}
        </li>
      ))}
      {ending === null ? null : (
        <EndSession
          id={ending.id}
          device={deviceOf(ending)}
          onClose={() => setEnding(null)}
          onEnded={() => {
            setEnding(null);
            props.onEnded();
          }}
        />
      )}
    </ul>
  );
}

function EndSession(props: {
  readonly id: string;
  readonly device: string;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}) {
  const { t } = useTranslation('account');
  const wordsOf = useRefusalWords();
  const revoke = useNow('session.revoke');
  const end = (wipe: boolean) =>
    revoke.mutate(
      { sessionId: props.id, wipe },
      {
        onSuccess: () => {
          announce(t('sessions.ended'));
          props.onEnded();
        },
      },
    );
  const refused = revoke.error === null ? null : wordsOf(revoke.error.refusal);
  return (
    <Dialog
      title={t('sessions.endTitle')}
      size="small"
      isQuestion
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button variant="danger" isBusy={revoke.isPending} onPress={() => end(true)}>
            {t('sessions.wipe')}
          </Button>
          <Button variant="primary" isBusy={revoke.isPending} onPress={() => end(false)}>
            {t('sessions.keep')}
          </Button>
        </>
      }
    >
      <p>{t('sessions.endWhat', { device: props.device })}</p>
      <p className={css['quiet']}>{t('sessions.wipeWhy')}</p>
      {refused === null ? null : (
        <p role="alert" className={css['refused']}>
          {refused.what} {refused.next}
        </p>
      )}
    </Dialog>
  );
}
