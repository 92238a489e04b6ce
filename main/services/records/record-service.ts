import { z } from 'zod';
import type { BridgeParsed } from '../../../shared/contract/bridge.ts';
import {
  COMMAND_SCHEMAS,
  type CommandInput,
  type CommandName,
  isCommandName,
} from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { conversationId, type ConversationId } from '../../../shared/contract/ids.ts';
import { isReadName, type ReadName, READ_SCHEMAS } from '../../../shared/contract/reads.ts';
import { mayAsk, mayGive } from '../../../shared/contract/roles.ts';
import { contactsOf, worksOnContacts } from '../../cache/contact-work.ts';
import { effectOf, hasEffect } from '../../cache/effects.ts';
import { putCommand } from '../../sync/outbox.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import { tellContacts } from '../../sync/tell-contacts.ts';
import type { Topics } from '../../sync/topics.ts';
import { mustHaveNumbers } from '../contacts/check-numbers.ts';
import type { Workspace } from '../session/workspace.ts';

/** What admin screens do: with the things that there are few of, and with the relay itself. */
export interface RecordService {
  readonly list: (input: BridgeParsed<'records.list'>) => { readonly records: unknown[] };
  /** Queues a command whose effect is seen at once. */
  readonly give: (input: BridgeParsed<'command.give'>) => void;
  /** Has a command carried out now. */
  readonly now: (input: BridgeParsed<'command.now'>) => Promise<{ readonly result?: unknown }>;
  /** Without the relay some questions have the answer that it gave last, and `asOf` says when. */
  readonly ask: (
    input: BridgeParsed<'relay.ask'>,
  ) => Promise<{ readonly value: unknown; readonly asOf?: number }>;
}

/** @throws {RefusedError} `unknown_call`, `not_allowed` or `invalid_input` */
function checked(
  workspace: Workspace,
  name: string,
  input: unknown,
): { readonly name: CommandName; readonly input: CommandInput<CommandName> } {
  if (!isCommandName(name)) throw new RefusedError('unknown_call', name);
  if (!mayGive(workspace.session().person.role, name)) throw new RefusedError('not_allowed');
  const parsed = COMMAND_SCHEMAS[name].safeParse(input);
  if (parsed.success) return { name, input: parsed.data };
  const [issue] = parsed.error.issues;
  throw new RefusedError('invalid_input', `${issue?.path.join('.')}: ${issue?.message}`);
}

/** The commands on a conversation that nothing more is to be done for here than to queue them. */
const ON_CONVERSATIONS: ReadonlySet<CommandName> = new Set<CommandName>([
  'conversation.tag',
  'conversation.snooze',
  'conversation.unsnooze',
]);

const named = z.object({ conversationId });

/** The conversation that the command changes; null: it is of another kind. */
function about(name: CommandName, input: unknown): ConversationId | null {
  return ON_CONVERSATIONS.has(name) ? named.parse(input).conversationId : null;
}

/** Figures that are looked at without the relay too. */
const KEPT: ReadonlySet<ReadName> = new Set<ReadName>(['spend.month', 'budgets.list']);

/** The admin work of whoever is signed in. */
export function createRecordService(
  workspace: () => Workspace,
  topics: Topics,
  relayClock: Pick<RelayClock, 'now'>,
): RecordService {
  return {
    list: ({ entity }) => ({ records: [...workspace().cache.directory.all(entity)] }),
    give: (given) => {
      const here = workspace();
      const { name, input } = checked(here, given.name, given.input);
      const conversation = about(name, input);
      if (conversation !== null) {
        if (here.cache.conversations.get(conversation) === null) {
          throw new RefusedError('conversation_not_found');
        }
        here.cache.transaction(() => {
          putCommand(here.cache, name, input, { conversationId: conversation, messageId: null });
        });
        topics.conversation(conversation);
        here.commandPut();
        return;
      }
      if (!hasEffect(name) && !worksOnContacts(name)) {
        throw new RefusedError('unknown_call', `${name} cannot wait`);
      }
      mustHaveNumbers(here.cache, name, input);
      here.cache.transaction(() => {
        putCommand(here.cache, name, input, { conversationId: null, messageId: null });
      });
      const effect = effectOf(name, input);
      if (effect !== null) topics.records(effect.entity);
      tellContacts(here.cache, topics, contactsOf(name, input));
      here.commandPut();
    },
    now: async ({ commandId: id, ...given }) => {
      const here = workspace();
      const command = checked(here, given.name, given.input);
      const { result } = await here.client.ask('command', { id, ...command });
      here.sync.requestPull();
      return result === undefined ? {} : { result };
    },
    ask: async ({ name, input }) => {
      const here = workspace();
      if (!isReadName(name)) throw new RefusedError('unknown_call', name);
      if (!mayAsk(here.session().person.role, name)) throw new RefusedError('not_allowed');
      const { value: schema } = READ_SCHEMAS[name];
      try {
        const answer = await here.client.ask('ask', { name, input });
        const value = schema.parse(answer.value);
        // Whoever was signed in may have signed out meanwhile: their cache is closed.
        if (KEPT.has(name) && workspace().cache === here.cache) {
          here.cache.answers.put(name, input, { value, asOf: relayClock.now() });
        }
        return { value };
      } catch (error) {
        const isAway = error instanceof RefusedError && error.refusal.code === 'relay_unreachable';
        const kept = isAway && KEPT.has(name) ? here.cache.answers.of(name, input) : null;
        // What an older version kept may have another form: it is as if nothing were there.
        const value = schema.safeParse(kept?.value);
        if (kept === null || !value.success) throw error;
        return { value: value.data, asOf: kept.asOf };
      }
    },
  };
}
