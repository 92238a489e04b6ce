import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../../shared/contract/bridge.ts';
import type { CommandInput, CommandName } from '../../../shared/contract/commands.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type {
  ConversationRecord,
  PersonRecord,
  TagRecord,
} from '../../../shared/contract/records.ts';
import { useBridge, useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import { useRelayClock } from '../window/use-relay-now.ts';
import { refusalOf } from '../composer/refusal-of.ts';
import { useFormats } from './use-formats.ts';

/** What a command needs to know of a conversation. */
type Target = Pick<InboxItem, 'conversation' | 'contact' | 'assignee'>;

/** What a person does with a whole conversation, from wherever it is shown. */
export interface Commands {
  /** Resolves an open conversation, or opens a resolved one again. */
  readonly toggleResolved: (target: Target) => void;
  /** @param to null: nobody */
  readonly assign: (target: Target, to: PersonRecord | null) => void;
  readonly assignToMe: (target: Target) => void;
  /** @param until ms on the relay's clock; null: until the customer writes */
  readonly snooze: (target: Target, until: number | null) => void;
  readonly unsnooze: (target: Target) => void;
  readonly changeTags: (
    conversation: ConversationRecord,
    change: { readonly add: readonly TagRecord[]; readonly remove: readonly TagRecord[] },
  ) => void;
}

const idsOf = (tags: readonly TagRecord[]) => tags.map(({ id }) => id);

/** The commands; each says what it has done and can be undone, since it may take the row away. */
export function useCommands(): Commands {
  const { t } = useTranslation('conversation');
  const client = useBridge();
  const { person: me } = useSession();
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const clock = useRelayClock();

  async function run(
    given: Promise<unknown>,
    done: string | null,
    undo: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await given;
    } catch (cause) {
      const { what, next } = wordsOf(refusalOf(cause));
      announceFailure(what, next);
      return;
    }
    if (done === null) return;
    announce(done, {
      action: { label: t('undo'), isUndo: true, run: () => void run(undo(), null, undo) },
    });
  }

  function toggleResolved({ conversation, contact }: Target) {
    const input = { conversationId: conversation.id };
    const resolve = () => client.call('conversation.resolve', input);
    const reopen = () => client.call('conversation.reopen', input);
    const isOpen = conversation.status === 'open';
    void run(
      isOpen ? resolve() : reopen(),
      t(isOpen ? 'done.resolved' : 'done.reopened', { name: contact.name }),
      isOpen ? reopen : resolve,
    );
  }

  function assign({ conversation, contact, assignee }: Target, to: PersonRecord | null) {
    if ((to?.id ?? null) === (assignee?.id ?? null)) return;
    const give = (assigneeId: PersonId | null) =>
      client.call('conversation.assign', { conversationId: conversation.id, assigneeId });
    const words =
      to === null ? 'done.unassigned' : to.id === me.id ? 'done.taken' : 'done.assigned';
    void run(give(to?.id ?? null), t(words, { name: contact.name, to: to?.name ?? '' }), () =>
      give(assignee?.id ?? null),
    );
  }

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
        ? t('team:snooze.doneReply', { name })
        : t('team:snooze.done', { name, when: formats.since(until, clock.tick()) });
    const before = conversation.snooze;
    void run(putOff(conversation, until), words, () =>
      before === null ? bringBack(conversation) : putOff(conversation, before.until),
    );
  }

  function unsnooze({ conversation, contact }: Target) {
    const until = conversation.snooze?.until ?? null;
    void run(bringBack(conversation), t('team:snooze.isBack', { name: contact.name }), () =>
      putOff(conversation, until),
    );
  }

  const changeTags: Commands['changeTags'] = ({ id: conversationId }, { add, remove }) => {
    const change = give('conversation.tag', {
      conversationId,
      add: idsOf(add),
      remove: idsOf(remove),
    });
    void run(change, null, () => change);
  };

  return {
    snooze,
    unsnooze,
    changeTags,
    toggleResolved,
    assign,
    assignToMe: (target) => assign(target, me),
  };
}
