import { useTranslation } from 'react-i18next';
import type { SecondStepSetUp } from '../../../shared/contract/sign-in.ts';
import { useBridgeMutation } from '../../bridge/context.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeForm } from '../account/code-form.tsx';
import { SetUpSteps } from '../account/set-up-steps.tsx';
import { Mark } from './mark.tsx';
import css from './sign-in.module.css';

export interface SecondStepProps {
  /** Set: the company asks for a second step, and it is to be set up first. */
  readonly setUp: SecondStepSetUp | null;
  /** Back to the password; `isOver`: as the relay does not know of this sign-in any more. */
  readonly onBack: (isOver: boolean) => void;
}

/** What follows a right password: the code of the authenticator app. */
export function SecondStep({ setUp, onBack }: SecondStepProps) {
  const { t } = useTranslation('account');
  const give = useBridgeMutation('session.secondStep');
  return (
    <main className={css['page']}>
      <div className={css['form']}>
        <Mark />
        <h1 className={css['title']}>{t(setUp === null ? 'step.title' : 'step.setUpTitle')}</h1>
        <p className={css['lead']}>{t(setUp === null ? 'step.lead' : 'step.setUpLead')}</p>
        {setUp === null ? null : <SetUpSteps setUp={setUp} />}
        <CodeForm
          action={t('step.signIn')}
          hint={t(setUp === null ? 'codeHint' : 'firstCodeHint')}
          isBusy={give.isPending}
          error={give.error}
          onChange={give.reset}
          onCode={(code) =>
            give.mutate(
              { code },
              {
                onError: ({ refusal }) => {
                  const isOver =
                    refusal.code === 'not_signed_in' || refusal.code === 'too_many_attempts';
                  if (isOver) onBack(true);
                },
              },
            )
          }
          other={
            <Button variant="quiet" size="large" onPress={() => onBack(false)}>
              {t('step.back')}
            </Button>
          }
        />
      </div>
    </main>
  );
}
