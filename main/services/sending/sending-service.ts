import type { BridgeParsed } from '../../../shared/contract/bridge.ts';
import { type CommandInput, MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { ConversationRecord, MessageRecord } from '../../../shared/contract/records.ts';
import { notSendable } from '../../../shared/domain/template/sendable.ts';
import { mayWriteFreeform, windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import type { Clock } from '../../clock.ts';
import { putCommand } from '../../sync/outbox.ts';
import { refreshConversation } from '../../sync/refresh.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Topics } from '../../sync/topics.ts';
import type { Workspace } from '../session/workspace.ts';
import { clearTemplate, templateSentBefore, textSentBefore } from './sent-before.ts';
import { clearText } from './draft-after.ts';
import { fillTemplate } from './fill-template.ts';
import { aboutOrder, newMessage } from './new-message.ts';
import { sendMedia } from './send-media.ts';

/**
 * Writing to customers. Every refusal leaves the draft as it is. A message that was queued
 * already is answered with as it is now.
 */
export interface SendingService {
  readonly sendText: (input: BridgeParsed<'message.sendText'>) => MessageRecord;
  readonly sendTemplate: (input: BridgeParsed<'message.sendTemplate'>) => MessageRecord;
  readonly sendMedia: (input: BridgeParsed<'message.sendMedia'>) => MessageRecord;
  readonly cancel: (id: MessageId) => void;
  readonly decide: (id: MessageId, wentOut: boolean) => void;
}

/** The sending of whoever is signed in. */
export function createSendingService(
  workspace: () => Workspace,
  topics: Topics,
  relayClock: RelayClock,
  clock: Clock,
): SendingService {
  /** @throws {RefusedError} `conversation_not_found`, `opted_out` */
  function writable(id: ConversationId): ConversationRecord {
    const { cache } = workspace();
    const conversation = cache.conversations.get(id);
    if (conversation === null) throw new RefusedError('conversation_not_found');
    const contact = cache.contacts.get(conversation.contactId);
    if (contact?.optIn[conversation.channel] === 'opted_out') throw new RefusedError('opted_out');
    return conversation;
  }

  function changed(id: ConversationId): void {
    topics.conversation(id);
    topics.draft(id);
    workspace().commandPut();
  }

  function sendText(input: BridgeParsed<'message.sendText'>): MessageRecord {
    const { cache, session } = workspace();
    const { messageId, conversationId, body, repliesToId } = input;
    const before = textSentBefore(cache, input, clock.wall());
    if (before !== null) {
      topics.conversation(conversationId);
      return before;
    }
    if (body.trim() === '') throw new RefusedError('text_empty');
    if (body.length > MAX_BODY_LENGTH) throw new RefusedError('text_too_long');
    const { channel, lastInboundAt } = writable(conversationId);
    const now = relayClock.now();
    if (!mayWriteFreeform(channel, lastInboundAt, now)) throw new RefusedError('window_closed');
    const validUntil = channel === 'sms' ? null : windowClosesAt(lastInboundAt);
    const content = { kind: 'text', body, template: null, repliesToId, validUntil } as const;
    const author = session().person.id;
    const order = input.orderReference;
    const message = newMessage(messageId, conversationId, author, now, content, order);
    const command: CommandInput<'message.sendText'> = {
      messageId,
      conversationId,
      body,
      repliesToId,
      validUntil,
      ...aboutOrder(order),
    };
    cache.transaction(() => {
      cache.messages.put(message, 0);
      clearText(cache, conversationId, clock.wall());
      putCommand(cache, 'message.sendText', command, { conversationId, messageId });
    });
    changed(conversationId);
    return message;
  }

  function sendTemplate(input: BridgeParsed<'message.sendTemplate'>): MessageRecord {
    const { cache, session } = workspace();
    const { messageId, conversationId, templateId } = input;
    const before = templateSentBefore(cache, input, clock.wall());
    if (before !== null) {
      topics.conversation(conversationId);
      return before;
    }
    const template = cache.directory.get('template', templateId);
    if (template === null) throw new RefusedError('template_not_found');
    const refused = notSendable(template.status);
    if (refused !== null) throw new RefusedError(refused);
    const { body, variables } = fillTemplate(template, input.variables);
    writable(conversationId);
    const { name, language, buttons } = template;
    const content = {
      kind: 'template',
      body,
      template: { templateId, name, language, variables, buttons: buttons.map((b) => b.title) },
      repliesToId: null,
      validUntil: null,
    } as const;
    const author = session().person.id;
    const order = input.orderReference;
    const message = newMessage(messageId, conversationId, author, relayClock.now(), content, order);
    cache.transaction(() => {
      cache.messages.put(message, 0);
      clearTemplate(cache, conversationId, clock.wall());
      putCommand(
        cache,
        'message.sendTemplate',
        { messageId, conversationId, templateId, variables, ...aboutOrder(order) },
        { conversationId, messageId },
      );
    });
    changed(conversationId);
    return message;
  }

  /** @throws {RefusedError} `message_not_found` */
  function known(id: MessageId): MessageRecord {
    const message = workspace().cache.messages.get(id);
    if (message === null) throw new RefusedError('message_not_found');
    return message;
  }

  /** Takes back what the relay cannot have: it was never handed over, or was refused. */
  function cancelHere(message: MessageRecord): boolean {
    const { cache } = workspace();
    const commands = cache.outbox.ofMessage(message.id);
    if (!cache.messages.isMadeHere(message.id)) return false;
    if (commands.some(({ state, attempts }) => state === 'accepted' || attempts > 0)) return false;
    cache.transaction(() => {
      for (const { seq } of commands) cache.outbox.remove(seq);
      cache.messages.replaceMadeHere({ ...message, status: 'cancelled', problem: null });
      refreshConversation(cache, message.conversationId);
    });
    return true;
  }

  return {
    sendText,
    sendTemplate,
    sendMedia: (input) => {
      const parts = { workspace: workspace(), writable, now: relayClock.now(), wall: clock.wall() };
      const message = sendMedia(parts, input);
      changed(input.conversationId);
      return message;
    },
    cancel: (messageId) => {
      const message = known(messageId);
      const { conversationId } = message;
      if (!cancelHere(message)) {
        const about = { conversationId, messageId };
        putCommand(workspace().cache, 'message.cancel', { messageId }, about);
      }
      changed(conversationId);
    },
    decide: (messageId, wentOut) => {
      const { cache } = workspace();
      const { conversationId } = known(messageId);
      const about = { conversationId, messageId };
      putCommand(cache, 'message.decide', { messageId, wentOut }, about);
      changed(conversationId);
    },
  };
}
