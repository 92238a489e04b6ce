import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeMutation } from '../../bridge/context.tsx';
import { useAsk } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/toasts.tsx';
import css from './account.module.css';
import { CodeForm } from './code-form.tsx';
import { NeedsRelay } from './needs-relay.tsx';
import { PasswordForm } from './password-form.tsx';
import { SetUpSteps } from './set-up-steps.tsx';

/** The second step of whoever is signed in: whether it is on, and switching it. */
export function OwnSecondStep() {
  const { t } = useTranslation('account');
  const asked = useAsk('secondStep.state', {});
  const begin = useBridgeMutation('secondStep.begin');
  const confirm = useBridgeMutation('secondStep.confirm');
  const disable = useBridgeMutation('secondStep.disable');
  const [asking, setAsking] = useState(false);
  const over = (words: string) => {
    announce(words);
    setAsking(false);
    begin.reset();
    void asked.refetch();
  };
  const setUp = begin.data;
  return (
    <section className={css['part']} aria-labelledby="own-second-step">
      <h2 id="own-second-step" className={css['heading']}>
        {t('second.title')}
      </h2>
      {asked.error === null ? null : <NeedsRelay error={asked.error} onTryAgain={asked.refetch} />}
      {asked.data === undefined || asked.error !== null ? null : (
        <>
          <p className={css['quiet']}>{t(asked.data.on ? 'second.on' : 'second.off')}</p>
          {asked.data.on && asked.data.required ? (
            <p className={css['quiet']}>{t('second.required')}</p>
          ) : null}
          {asking || (asked.data.on && asked.data.required) ? null : (
            <Button className={css['start'] ?? ''} onPress={() => setAsking(true)}>
              {t(asked.data.on ? 'second.turnOff' : 'second.turnOn')}
            </Button>
          )}
          {asking && asked.data.on ? (
            <PasswordForm
              action={t('second.turnOff')}
              hint={t('second.passwordWhyOff')}
              isBusy={disable.isPending}
              error={disable.error}
              onChange={disable.reset}
              onCancel={() => setAsking(false)}
              onPassword={(password) =>
                disable.mutate({ password }, { onSuccess: () => over(t('second.disabled')) })
              }
            />
          ) : null}
          {asking && !asked.data.on && setUp === undefined ? (
            <PasswordForm
              action={t('second.turnOn')}
              hint={t('second.passwordWhyOn')}
              isBusy={begin.isPending}
              error={begin.error}
              onChange={begin.reset}
              onCancel={() => setAsking(false)}
              onPassword={(password) => begin.mutate({ password })}
            />
          ) : null}
        </>
      )}
      {setUp === undefined || !asking ? null : (
        <>
          <SetUpSteps setUp={setUp} />
          <CodeForm
            action={t('second.confirm')}
            hint={t('firstCodeHint')}
            isBusy={confirm.isPending}
            error={confirm.error}
            onChange={confirm.reset}
            onCode={(code) =>
              confirm.mutate({ code }, { onSuccess: () => over(t('second.confirmed')) })
            }
          />
        </>
      )}
    </section>
  );
}
