import { ArrowLeft, Pencil, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint } from '../../../../shared/contract/webhook-out.ts';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { Deed } from '../deed.tsx';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { nameOf, stateOf, wordOf } from './endpoint-words.ts';
import css from './webhooks.module.css';

export interface EndpointPageProps {
  readonly endpoint: Endpoint;
  readonly onBack: () => void;
  readonly onChanged: () => void;
}

/** One endpoint: where it is, how it does, what went there, and what can be done about it. */
export function EndpointPage({ endpoint, onBack, onChanged }: EndpointPageProps) {
  const { t } = useTranslation('webhooks');
  const admin = useTranslation('admin');
  const [changing, setChanging] = useState(false);
  const test = useNow('endpoint.test');
  const rotate = useNow('endpoint.rotateSecret');
  const remove = useNow('endpoint.remove');
  const { id, url, types, isOn } = endpoint;
  const name = nameOf(endpoint);
  const state = stateOf(endpoint);
  const press = () =>
    test.mutate(
      { endpointId: id },
      {
        onSuccess: () => {
          announce(t('testSent'));
          onChanged();
        },
      },
    );
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <IconButton label={t('back')} icon={<ArrowLeft size={16} aria-hidden />} onPress={onBack} />
        <h2 className={css['title']}>{name}</h2>
        <Button icon={<Pencil size={16} aria-hidden />} onPress={() => setChanging(true)}>
          {t('change')}
        </Button>
        <Button
          variant="primary"
          icon={<Send size={16} aria-hidden />}
          isDisabled={!isOn}
          isBusy={test.isPending}
          onPress={press}
        >
          {t('test')}
        </Button>
      </header>
      <div className={css['body']}>
        <section className={css['facts']}>
          <p className={css['url']}>{url}</p>
          <p className={css['sign']} data-state={state}>
            {t(`is.${state}`)}
          </p>
          {state === 'gone' ? <p className={css['quiet']}>{t('goneNext')}</p> : null}
          {state === 'off' ? <p className={css['quiet']}>{t('offNext')}</p> : null}
          <p className={css['quiet']}>
            {types.map((type) => t(`type.${wordOf(type)}`)).join(' · ')}
          </p>
          <RefusedWords error={test.error ?? rotate.error ?? remove.error} />
        </section>
        <DeliveryLog endpoint={endpoint} onChanged={onChanged} />
        <section>
          <Deed
            what={t('rotate')}
            why={t('rotateWhy')}
            action={t('rotateDo')}
            isGrave
            isBusy={rotate.isPending}
            onDo={() => rotate.mutate({ endpointId: id })}
          />
          <Deed
            what={t('remove')}
            why={t('removeWhy')}
            action={t('removeDo')}
            isGrave
            isBusy={remove.isPending}
            onDo={() =>
              remove.mutate(
                { endpointId: id },
                {
                  onSuccess: () => {
                    announce(t('removed', { name }));
                    onBack();
                    onChanged();
                  },
                },
              )
            }
          />
        </section>
      </div>
      {changing ? (
        <EndpointDialog endpoint={endpoint} onClose={() => setChanging(false)} onDone={onChanged} />
      ) : null}
      {rotate.data === undefined ? null : (
        <Dialog
          title={t('rotated')}
          isOpen
          isQuestion
          onClose={rotate.reset}
          actions={<Button onPress={rotate.reset}>{admin.t('done')}</Button>}
        >
          <ToldOnce label={t('secret')} text={rotate.data.secret} />
        </Dialog>
      )}
    </div>
  );
}
