import { describe, expect, it } from 'vitest';
import { createBridgeClient } from '../../renderer/bridge/client.ts';
import type { BridgePush, Topic } from '../../shared/contract/bridge.ts';
import { CONTACT, CONVERSATION, SAMPLES } from './samples.ts';
import { TRANSPORTS } from './transports.ts';

const [record] = SAMPLES['conversation.messages'].output.messages;
if (record === undefined) throw new Error('the samples have no message');

/** One of every kind: a kind without one does not compile. */
const TOPICS: { readonly [K in Topic['kind']]: Extract<Topic, { readonly kind: K }> } = {
  inbox: { kind: 'inbox' },
  conversation: { kind: 'conversation', id: CONVERSATION },
  message: { kind: 'message', record },
  templates: { kind: 'templates' },
  people: { kind: 'people' },
  contacts: { kind: 'contacts' },
  records: { kind: 'records', entity: 'person' },
  draft: { kind: 'draft', id: CONVERSATION },
  notes: { kind: 'notes', id: CONVERSATION },
  orders: { kind: 'orders', id: CONTACT },
  everything: { kind: 'everything' },
};

describe.each(TRANSPORTS)('what has changed, over %s', (_, connect) => {
  it.each(Object.values(TOPICS))('tells the page of $kind, whole', async (topic) => {
    const listeners = new Set<(push: BridgePush) => void>();
    const transport = await connect({
      call: async () => ({ ok: true, value: {} }),
      pageGone: () => undefined,
      onPush: (listener) => {
        const toAll = (push: BridgePush) => listener(push, null);
        listeners.add(toAll);
        return () => listeners.delete(toAll);
      },
    });
    const { promise: told, resolve } = Promise.withResolvers<unknown>();
    createBridgeClient(transport).on('changed', resolve);
    for (const push of listeners) push({ name: 'changed', payload: { topics: [topic] } });
    expect(await told).toEqual({ topics: [topic] });
  });
});
