import { Ban, CircleAlert, CircleHelp, CirclePause, Clock3 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REFUSALS } from '../../../../shared/contract/errors.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { useRelayNowWhen } from '../../window/use-relay-now.ts';
import { Button } from '../../../ui/button.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { nextAction } from '../model/next-action.ts';
import css from './failure-line.module.css';

const SHOWN = {
  failed: { Icon: CircleAlert, tone: 'failed' },
  undelivered: { Icon: CircleAlert, tone: 'failed' },
  unconfirmed: { Icon: CircleHelp, tone: 'held' },
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
  if (status === 'unconfirmed') return t('problem.provider_unconfirmed');
  if (status === 'cancelled') return t('problem.cancelled');
  return t(status === 'undelivered' ? 'problem.undelivered' : 'problem.unknown');
}

function Actions(props: { readonly message: MessageRecord; readonly onAct?: () => void }) {
  const { t } = useTranslation('conversation');
  const { act, decide, freeformOpen } = useConversationScope();
  const { message } = props;
  const action = nextAction(message, freeformOpen);
  if (action === 'none') return null;
  if (action === 'decide') {
    return (
      <span className={css['actions']}>
        <Button size="small" onPress={() => decide(message, true)}>
          {t('action.wentOut')}
        </Button>
        <Button size="small" onPress={() => decide(message, false)}>
          {t('action.didNot')}
        </Button>
      </span>
    );
  }
  return (
    <span className={css['actions']}>
      <Button
        size="small"
        onPress={() => {
          act(action, message);
          props.onAct?.();
        }}
      >
        {t(`action.${action}`)}
      </Button>
    </span>
  );
}

/** How long a message may be queued before that is said, in ms: usually it is gone by then. */
const QUEUED_QUIETLY_MS = 4_000;

function QueuedLine(props: { readonly message: MessageRecord }) {
  const { formats, online } = useConversationScope();
  const { t } = useTranslation('conversation');
  const { message } = props;
  // Whether a message that the relay may have already can still be taken back is told later.
  const [isCancelling, setCancelling] = useState(false);
  const isLate = (now: number) => !online || now - message.at > QUEUED_QUIETLY_MS;
  const now = useRelayNowWhen((at) => String(isLate(at)));
  if (!isLate(now)) return null;
  const until = message.validUntil === null ? null : formats.since(message.validUntil, now);
  const waits =
    until === null
      ? t(online ? 'queued.plain' : 'queued.offline')
      : t(online ? 'queued.until' : 'queued.offlineUntil', { until });
  return (
    <div className={css['line']} data-tone="quiet">
      <span className={css['icon']}>
        <Clock3 size={16} aria-hidden />
      </span>
      <p className={css['sentence']}>{isCancelling ? t('queued.cancelling') : waits}</p>
      {isCancelling ? null : <Actions message={message} onAct={() => setCancelling(true)} />}
    </div>
  );
}

/** Whether the state of a message is told under it, so that its bubble needs no sign for it. */
export function hasFailureLine(status: MessageRecord['status']): boolean {
  return isShown(status);
}

/** Why a message is not on its way, in one sentence, with the one thing that helps. */
export function FailureLine(props: { readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { message } = props;
  const sentence = useSentence(message);
  if (message.status === 'queued') return <QueuedLine message={message} />;
  if (message.direction === 'inbound' || !isShown(message.status)) return null;
  const { Icon, tone } = SHOWN[message.status];
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
