import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { itemOf, type DemoState } from './demo-core.ts';

const placeOf = (message: MessageRecord | undefined) =>
  message === undefined ? null : { at: message.at, id: message.id };

export function listMessages(
  state: DemoState,
  input: BridgeParsed<'conversation.messages'>,
): BridgeOutput<'conversation.messages'> {
  const { conversationId, before, limit } = input;
  const all = state.records.messages.get(conversationId) ?? [];
  const end = before === null ? all.length : all.findIndex(({ id }) => id === before.id);
  const start = Math.max(0, end - limit);
  const page = all.slice(start, end);
  return { messages: page, previous: start > 0 ? placeOf(page[0]) : null };
}

export function listAround(
  state: DemoState,
  input: BridgeParsed<'conversation.around'>,
): BridgeOutput<'conversation.around'> {
  const { conversationId, messageId, limit } = input;
  const all = state.records.messages.get(conversationId) ?? [];
  const at = all.findIndex(({ id }) => id === messageId);
  if (at === -1) throw new RefusedError('message_not_found');
  const start = Math.max(0, at - Math.floor(limit / 2));
  const page = all.slice(start, start + limit);
  return {
    messages: page,
    previous: start > 0 ? placeOf(page[0]) : null,
    next: start + limit < all.length ? placeOf(page.at(-1)) : null,
  };
}

export function listNewer(
  state: DemoState,
  input: BridgeParsed<'conversation.newer'>,
): BridgeOutput<'conversation.newer'> {
  const { conversationId, after, limit } = input;
  const all = state.records.messages.get(conversationId) ?? [];
  const start = all.findIndex(({ id }) => id === after.id) + 1;
  const page = all.slice(start, start + limit);
  return { messages: page, next: start + limit < all.length ? placeOf(page.at(-1)) : null };
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The text around the first hit, in pieces. */
function snippetOf(body: string, wanted: string) {
  const at = plain(body).indexOf(wanted);
  const start = Math.max(0, at - 24);
  return [
    { text: (start > 0 ? '…' : '') + body.slice(start, at), hit: false },
    { text: body.slice(at, at + wanted.length), hit: true },
    { text: body.slice(at + wanted.length, at + wanted.length + 90), hit: false },
  ].filter(({ text }) => text !== '');
}

export function search(
  state: DemoState,
  input: BridgeParsed<'search.find'>,
  complete: boolean,
): BridgeOutput<'search.find'> {
  const wanted = plain(input.text.trim());
  const { before, limit } = input;
  const conversations = [...state.records.conversations.values()];
  if (wanted === '') return { conversations: [], notes: [], messages: [], next: null, complete };
  const found = conversations
    .flatMap((conversation) =>
      (state.records.messages.get(conversation.id) ?? []).map((message) => ({
        conversation,
        message,
      })),
    )
    .filter(({ message }) => plain(message.body ?? '').includes(wanted))
    .toSorted((a, b) => b.message.at - a.message.at)
    .filter(({ message }) => before === null || message.at < before.at);
  const page = found.slice(0, limit);
  return {
    notes: [],
    conversations:
      before === null
        ? conversations
            .map((conversation) => itemOf(state, conversation))
            .filter(({ contact }) =>
              plain(`${contact.name} ${contact.company ?? ''} ${contact.phone ?? ''}`).includes(
                wanted,
              ),
            )
            .slice(0, 8)
        : [],
    messages: page.map(({ conversation, message }) => ({
      item: itemOf(state, conversation),
      message,
      snippet: snippetOf(message.body ?? '', wanted),
    })),
    next: found.length > limit ? placeOf(page.at(-1)?.message) : null,
    complete,
  };
}
