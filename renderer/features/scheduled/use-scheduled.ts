import { useTranslation } from 'react-i18next';
import type { ScheduledMessageRecord } from '../../../shared/contract/scheduled-message.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBridge } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import { refusalOf } from '../composer/refusal-of.ts';

/** A message as it is put down for a moment. */
export type Scheduled = Pick<
  ScheduledMessageRecord,
  'id' | 'conversationId' | 'content' | 'at' | 'orderReference'
>;

/** Puts a message down for its moment, or changes what waits. @throws {RefusedError} */
export function schedule(
  client: Pick<BridgeClient, 'call'>,
  { id, conversationId, content, at, orderReference }: Scheduled,
): Promise<unknown> {
  return client.call('command.give', {
    name: 'scheduledMessage.save',
    input: {
      scheduledMessageId: id,
      conversationId,
      content,
      at,
      ...(orderReference === undefined ? {} : { orderReference }),
    },
  });
}

/** What can be done with what waits; without the relay, too. */
export function useScheduled(): {
  readonly sendNow: (scheduled: Scheduled, now: number) => void;
  readonly remove: (scheduled: Scheduled) => void;
} {
  const { t } = useTranslation('team');
  const client = useBridge();
  const wordsOf = useRefusalWords();
  const say = async (given: Promise<unknown>, done: string): Promise<void> => {
    try {
      await given;
      announce(done);
    } catch (cause) {
      const { what, next } = wordsOf(refusalOf(cause));
      announceFailure(what, next);
    }
  };
  return {
    sendNow: (scheduled, now) =>
      void say(schedule(client, { ...scheduled, at: now }), t('later.goesNow')),
    remove: ({ id }) =>
      void say(
        client.call('command.give', {
          name: 'scheduledMessage.remove',
          input: { scheduledMessageId: id },
        }),
        t('later.removed'),
      ),
  };
}
