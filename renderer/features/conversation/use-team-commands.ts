import { useTranslation } from 'react-i18next';
import type { CommandInput, CommandName } from '../../../shared/contract/commands.ts';
import type { ConversationRecord, TagRecord } from '../../../shared/contract/records.ts';
import { useBridge } from '../../bridge/context.tsx';
import { useRelayClock } from '../window/use-relay-now.ts';
import { type Target, useRun } from './use-commands.ts';
import { useFormats } from './use-formats.ts';

/** How a person sorts what is to be done: only where a conversation is open. */
export interface TeamCommands {
  /** @param until ms on the relay's clock; null: until the customer writes */
  readonly snooze: (target: Target, until: number | null) => void;
  readonly unsnooze: (target: Target) => void;
  readonly changeTags: (
    conversation: ConversationRecord,
    change: { readonly add: readonly TagRecord[]; readonly remove: readonly TagRecord[] },
  ) => void;
}

const idsOf = (tags: readonly TagRecord[]) => tags.map(({ id }) => id);

/** The commands; what takes the row away says so and can be undone. */
export function useTeamCommands(): TeamCommands {
  const { t } = useTranslation('team');
  const client = useBridge();
  const run = useRun();
  const formats = useFormats();
  const clock = useRelayClock();

  const give = <N extends CommandName>(name: N, input: CommandInput<N>) =>
    client.call('command.give', { name, input });
  const putOff = (
    { id: conversationId, lastInboundAt }: ConversationRecord,
    until: number | null,
  ) => give('conversation.snooze', { conversationId, until, lastInboundAt });
  const bringBack = ({ id: conversationId }: ConversationRecord) =>
    give('conversation.unsnooze', { conversationId });

  function snooze({ conversation, contact }: Target, until: number | null) {
    const { name } = contact;
    const words =
      until === null
        ? t('snooze.doneReply', { name })
        : t('snooze.done', { name, when: formats.since(until, clock.tick()) });
    const before = conversation.snooze;
    void run(putOff(conversation, until), words, () =>
      before === null ? bringBack(conversation) : putOff(conversation, before.until),
    );
  }

  function unsnooze({ conversation, contact }: Target) {
    const until = conversation.snooze?.until ?? null;
    void run(bringBack(conversation), t('snooze.isBack', { name: contact.name }), () =>
      putOff(conversation, until),
    );
  }

  const changeTags: TeamCommands['changeTags'] = ({ id: conversationId }, { add, remove }) => {
    const change = give('conversation.tag', {
      conversationId,
      add: idsOf(add),
      remove: idsOf(remove),
    });
    void run(change, null, () => change);
  };

  return { snooze, unsnooze, changeTags };
}
