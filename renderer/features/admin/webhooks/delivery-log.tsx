import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery, Endpoint } from '../../../../shared/contract/webhook-out.ts';
import { useAsk, useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { RefusedWords } from '../refused-words.tsx';
import { wordOf } from './endpoint-words.ts';
import css from './webhooks.module.css';

const PAGE = 25;
const STATES = ['every', 'waiting', 'delivered', 'dead'] as const;
/** Nothing tells of deliveries: while they are looked at, they are asked for so often. */
const AGAIN_MS = 3000;

/** What went to an endpoint and what did not, the newest first. */
export function DeliveryLog(props: {
  readonly endpoint: Endpoint;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('webhooks');
  const { id: endpointId, dead } = props.endpoint;
  const [state, setState] = useState<(typeof STATES)[number]>('every');
  const [ends, setEnds] = useState<readonly number[]>([]);
  const replay = useNow('delivery.replay');
  const asked = useAsk('deliveries.list', {
    endpointId,
    state: state === 'every' ? null : state,
    before: ends.at(-1) ?? null,
    limit: PAGE,
  });
  const { refetch } = asked;
  const { onChanged } = props;
  useEffect(() => {
    const timer = setInterval(() => {
      void refetch();
      onChanged();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [refetch, onChanged]);
  const again = (deliveryNumber: number | null) =>
    replay.mutate(
      { endpointId, deliveryNumber },
      {
        onSuccess: () => {
          announce(t('replayed'));
          void refetch();
          onChanged();
        },
      },
    );
  const next = asked.data?.next ?? null;
  return (
    <section className={css['card']} aria-label={t('deliveries')}>
      <div className={css['cardHead']}>
        <h3 className={css['cardTitle']}>{t('deliveries')}</h3>
        {dead < 2 ? null : (
          <Button size="small" isBusy={replay.isPending} onPress={() => again(null)}>
            {t('replayAll', { dead })}
          </Button>
        )}
        <SelectField
          label={t('show')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`delivery.${value}`) }))}
          onChange={(value) => {
            setState(value);
            setEnds([]);
          }}
        />
      </div>
      <RefusedWords error={asked.error ?? replay.error} />
      {asked.data === undefined && asked.error === null ? (
        <Skeleton width="100%" height="60px" />
      ) : null}
      {asked.data?.deliveries.length === 0 ? (
        <p className={css['quiet']}>{t('noDeliveries')}</p>
      ) : null}
      <ol className={css['lines']}>
        {(asked.data?.deliveries ?? []).map((delivery) => (
          <DeliveryLine
            key={delivery.number}
            delivery={delivery}
            isBusy={replay.isPending}
            onReplay={() => again(delivery.number)}
          />
        ))}
      </ol>
      {next === null && ends.length === 0 ? null : (
        <div className={css['pages']}>
          <Button isDisabled={ends.length === 0} onPress={() => setEnds((now) => now.slice(0, -1))}>
            {t('newer')}
          </Button>
          <Button
            isDisabled={next === null}
            onPress={() => setEnds((now) => (next === null ? now : [...now, next]))}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  );
}

function DeliveryLine(props: {
  readonly delivery: Delivery;
  readonly isBusy: boolean;
  readonly onReplay: () => void;
}) {
  const { t } = useTranslation('webhooks');
  const formats = useFormats();
  const { type, at, state, attempts, lastStatus, lastError, nextAt, eventId } = props.delivery;
  const facts = [
    formats.exact(at),
    t('attempts', { count: attempts }),
    lastStatus === null ? null : t('answered', { status: lastStatus }),
    lastError === null ? null : t(`error.${lastError}`),
    nextAt === null || attempts === 0 ? null : t('next', { when: formats.exact(nextAt) }),
  ];
  return (
    <li className={css['line']} data-state={state}>
      <div className={css['what']}>
        <p className={css['strong']}>{t(`type.${wordOf(type)}`)}</p>
        <p className={css['quiet']}>{facts.filter((fact) => fact !== null).join(' · ')}</p>
        <p className={css['id']}>{eventId}</p>
      </div>
      <span className={css['sign']} data-state={state}>
        {t(`delivery.${state}`)}
      </span>
      {state === 'dead' ? (
        <Button
          size="small"
          icon={<RotateCcw size={14} aria-hidden />}
          isBusy={props.isBusy}
          onPress={props.onReplay}
        >
          {t('replay')}
        </Button>
      ) : null}
    </li>
  );
}
