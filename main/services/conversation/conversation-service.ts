import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId, PersonId } from '../../../shared/contract/ids.ts';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { putCommand } from '../../sync/outbox.ts';
import type { Topics } from '../../sync/topics.ts';
import type { Workspace } from '../session/workspace.ts';
import { pageOfMessages, reachOf } from './message-pages.ts';
import { messagesAfter, messagesAround } from './messages-around.ts';

/** One conversation and what is done with it. */
export interface ConversationService {
  readonly get: (id: ConversationId) => BridgeOutput<'conversation.get'>;
  readonly messages: (
    input: BridgeParsed<'conversation.messages'>,
  ) => Promise<BridgeOutput<'conversation.messages'>>;
  readonly around: (
    input: BridgeParsed<'conversation.around'>,
  ) => Promise<BridgeOutput<'conversation.around'>>;
  readonly newer: (input: BridgeParsed<'conversation.newer'>) => BridgeOutput<'conversation.newer'>;
  readonly markRead: (id: ConversationId, upTo: MessageId) => void;
  readonly assign: (id: ConversationId, assigneeId: PersonId | null) => void;
  readonly resolve: (id: ConversationId) => void;
  readonly reopen: (id: ConversationId) => void;
}

/** The conversations of whoever is signed in. */
export function createConversationService(
  workspace: () => Workspace,
  topics: Topics,
): ConversationService {
  /** @throws {RefusedError} `conversation_not_found` */
  function record(id: ConversationId): ConversationRecord {
    const found = workspace().cache.conversations.get(id);
    if (found === null) throw new RefusedError('conversation_not_found');
    return found;
  }

  function commanded(id: ConversationId): void {
    topics.conversation(id);
    workspace().commandPut();
  }

  return {
    get: (id) => {
      const { cache, sync } = workspace();
      const item = cache.inbox.get(id);
      if (item === null) throw new RefusedError('conversation_not_found');
      return {
        ...item,
        draft: cache.drafts.get(id),
        historyComplete: reachOf(cache, sync, id).complete,
      };
    },
    messages: (input) => {
      record(input.conversationId);
      return pageOfMessages(workspace(), input);
    },
    around: (input) => {
      record(input.conversationId);
      return messagesAround(workspace(), input);
    },
    newer: (input) => {
      record(input.conversationId);
      return messagesAfter(workspace(), input);
    },
    markRead: (conversationId, upTo) => {
      const { cache } = workspace();
      const before = record(conversationId);
      const place = cache.messages.get(upTo);
      if (place === null || place.conversationId !== conversationId) {
        throw new RefusedError('message_not_found');
      }
      const left = cache.messages.inboundAfter(conversationId, place);
      if (left >= before.unreadCount) return;
      cache.transaction(() => {
        putCommand(
          cache,
          'conversation.markRead',
          { conversationId, upTo },
          { conversationId, messageId: null },
        );
      });
      commanded(conversationId);
    },
    assign: (conversationId, assigneeId) => {
      const { cache } = workspace();
      const before = record(conversationId);
      if (assigneeId !== null && cache.directory.get('person', assigneeId)?.active !== true) {
        throw new RefusedError('person_not_found');
      }
      const owner = assigneeId === null ? 'queue' : 'person';
      if (before.assigneeId === assigneeId && before.owner === owner) return;
      cache.transaction(() => {
        putCommand(
          cache,
          'conversation.assign',
          { conversationId, assigneeId },
          { conversationId, messageId: null },
        );
      });
      commanded(conversationId);
    },
    resolve: (conversationId) => {
      changeStatus(conversationId, 'resolved');
    },
    reopen: (conversationId) => {
      changeStatus(conversationId, 'open');
    },
  };

  function changeStatus(conversationId: ConversationId, status: 'open' | 'resolved'): void {
    const { cache } = workspace();
    if (record(conversationId).status === status) return;
    const name = status === 'open' ? 'conversation.reopen' : 'conversation.resolve';
    cache.transaction(() => {
      putCommand(cache, name, { conversationId }, { conversationId, messageId: null });
    });
    commanded(conversationId);
  }
}
