import { v7 } from 'uuid';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import { type Refusal, RefusedError } from '../../shared/contract/errors.ts';
import { type ConversationId, type MessageId, commandId } from '../../shared/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import { contactsOf } from '../cache/contact-work.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import { refreshConversation } from './refresh.ts';

/** The commands that make a message. */
const SENDING: ReadonlySet<CommandName> = new Set<CommandName>([
  'message.sendText',
  'message.sendTemplate',
  'message.sendMedia',
]);

/** Puts a command down, in the transaction of its local effect. */
export function putCommand<N extends CommandName>(
  cache: Cache,
  name: N,
  input: CommandInput<N>,
  about: { readonly conversationId: ConversationId | null; readonly messageId: MessageId | null },
): void {
  const id = commandId.parse(v7());
  cache.outbox.add({ id, name, input, ...about });
  for (const contactId of contactsOf(name, input)) cache.refreshContact(contactId);
  if (about.conversationId !== null) refreshConversation(cache, about.conversationId);
}

/**
 * Takes a refused command out. A message that was to be sent by it stays where it is, parked
 * with the reason; everything else is again as the relay says.
 */
export function takeBack(cache: Cache, command: StoredCommand, refusal: Refusal): void {
  cache.transaction(() => {
    const contacts = cache.outbox.contactsOf(command.seq);
    cache.outbox.remove(command.seq);
    for (const id of contacts) cache.refreshContact(id);
    const { messageId, conversationId, name } = command;
    if (SENDING.has(name) && messageId !== null && cache.messages.isMadeHere(messageId)) {
      const message = cache.messages.get(messageId);
      if (message !== null) {
        const problem = { code: refusal.code, providerCode: null };
        cache.messages.replaceMadeHere({ ...message, status: 'parked', problem });
      }
    }
    if (conversationId !== null) refreshConversation(cache, conversationId);
  });
}

/** Takes out commands whose effect the relay has shown. */
export function finishCommands(cache: Cache, commands: readonly StoredCommand[]): void {
  cache.transaction(() => {
    for (const { seq, conversationId } of commands) {
      const contacts = cache.outbox.contactsOf(seq);
      cache.outbox.remove(seq);
      for (const id of contacts) cache.refreshContact(id);
      if (conversationId !== null) refreshConversation(cache, conversationId);
    }
  });
}

/** The refusal in what was thrown; null: it is something else. */
export function refusalOf(thrown: unknown): Refusal | null {
  return thrown instanceof RefusedError ? thrown.refusal : null;
}
