import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../../shared/contract/bridge.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { PersonRecord } from '../../../shared/contract/records.ts';
import { useBridge, useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import { refusalOf } from '../composer/refusal-of.ts';

/** What a command needs to know of a conversation. */
export type Target = Pick<InboxItem, 'conversation' | 'contact' | 'assignee'>;

/** What a person does with a whole conversation, from wherever it is shown. */
export interface Commands {
  /** Resolves an open conversation, or opens a resolved one again. */
  readonly toggleResolved: (target: Target) => void;
  /** @param to null: nobody */
  readonly assign: (target: Target, to: PersonRecord | null) => void;
  readonly assignToMe: (target: Target) => void;
}

/**
 * Says what a command has done, with the way back, or why it was refused.
 *
 * @returns takes the command as it was given, its words (null: none) and what undoes it
 */
export function useRun(): (
  given: Promise<unknown>,
  done: string | null,
  undo: () => Promise<unknown>,
) => Promise<void> {
  const { t } = useTranslation('conversation');
  const wordsOf = useRefusalWords();
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
  return run;
}

/** The commands; each says what it has done and can be undone, since it may take the row away. */
export function useCommands(): Commands {
  const { t } = useTranslation('conversation');
  const client = useBridge();
  const { person: me } = useSession();
  const run = useRun();

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

  return {
    toggleResolved,
    assign,
    assignToMe: (target) => assign(target, me),
  };
}
