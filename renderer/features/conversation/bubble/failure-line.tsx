import { Ban, CircleAlert, CirclePause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { REFUSALS } from '../../../../shared/contract/errors.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { Button } from '../../../ui/button.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { nextAction } from '../model/next-action.ts';
import { Decision } from './decision.tsx';
import css from './failure-line.module.css';
import { WaitingLine } from './waiting-line.tsx';

const SHOWN = {
  failed: { Icon: CircleAlert, tone: 'failed' },
  undelivered: { Icon: CircleAlert, tone: 'failed' },
  parked: { Icon: CirclePause, tone: 'held' },
  cancelled: { Icon: Ban, tone: 'quiet' },
} as const;

type ShownStatus = keyof typeof SHOWN;

function isShown(status: string): status is ShownStatus {
  return Object.hasOwn(SHOWN, status);
}

function useSentence(message: MessageRecord): string {
  const { t } = useTranslation('conversation');
  const { problem, status } = message;
  if (problem !== null) {
    return t(`problem.${problem.code}`, { defaultValue: REFUSALS[problem.code].what });
  }
  if (status === 'cancelled') return t('problem.cancelled');
  return t(status === 'undelivered' ? 'problem.undelivered' : 'problem.unknown');
}

function Actions(props: { readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { act, freeformOpen } = useConversationScope();
  const { message } = props;
  const action = nextAction(message, freeformOpen);
  if (action === 'none' || action === 'decide') return null;
  return (
    <span className={css['actions']}>
      <Button size="small" onPress={() => act(action, message)}>
        {t(`action.${action}`)}
      </Button>
    </span>
  );
}

/** Whether the state of a message is told under it, so that its bubble needs no sign for it. */
export function hasFailureLine(status: MessageRecord['status']): boolean {
  return status === 'unconfirmed' || isShown(status);
}

/** Why a message is not on its way, in one sentence, with the one thing that helps. */
export function FailureLine(props: { readonly message: MessageRecord }) {
  const { message } = props;
  const { status } = message;
  if (message.direction === 'inbound') return null;
  if (status === 'queued' || status === 'sending') {
    return <WaitingLine key={status} message={message} />;
  }
  if (status === 'unconfirmed') return <Decision message={message} />;
  return isShown(status) ? <Failure message={message} status={status} /> : null;
}

function Failure(props: { readonly message: MessageRecord; readonly status: ShownStatus }) {
  const { t } = useTranslation('conversation');
  const { message } = props;
  const sentence = useSentence(message);
  const { Icon, tone } = SHOWN[props.status];
  const code = message.problem?.providerCode ?? null;
  return (
    <div className={css['line']} data-tone={tone}>
      <span className={css['icon']}>
        <Icon size={16} aria-hidden />
      </span>
      <p className={css['sentence']}>
        {sentence}
        {code === null ? null : (
          <span className={css['code']}> {t('problem.code', { code: String(code) })}</span>
        )}
      </p>
      <Actions message={message} />
    </div>
  );
}
