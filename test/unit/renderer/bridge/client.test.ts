import { describe, expect, it } from 'vitest';
import { createBridgeClient } from '../../../../renderer/bridge/client.ts';
import type { BridgeTransport } from '../../../../shared/contract/bridge.ts';
import { refuse, RefusedError } from '../../../../shared/contract/errors.ts';

function transportThat(answer: () => Promise<unknown>) {
  const listeners = new Set<(push: unknown) => void>();
  const transport: BridgeTransport = {
    call: answer,
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const push = (message: unknown) => listeners.forEach((listener) => listener(message));
  return { transport, push };
}

async function refusalOf(answer: () => Promise<unknown>): Promise<string> {
  const client = createBridgeClient(transportThat(answer).transport);
  try {
    await client.call('people.list', {});
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code;
    throw error;
  }
  return 'no refusal';
}

describe('a call over the bridge', () => {
  it('gives the value of the answer', async () => {
    const { transport } = transportThat(async () => ({ ok: true, value: { people: [] } }));
    await expect(createBridgeClient(transport).call('people.list', {})).resolves.toEqual({
      people: [],
    });
  });

  it('rejects with the refusal of the core, with its detail', async () => {
    const answer = { ok: false, refusal: refuse('invalid_input', 'limit') };
    const { transport } = transportThat(async () => answer);
    await expect(createBridgeClient(transport).call('people.list', {})).rejects.toMatchObject({
      refusal: answer.refusal,
    });
  });

  it.each([
    ['a value of another form', async () => ({ ok: true, value: { people: 'nobody' } })],
    ['no answer at all', async () => undefined],
    ['a refusal that is not on the list', async () => ({ ok: false, refusal: { code: 'bad' } })],
    ['a lost connection to the core', () => Promise.reject(new Error('socket closed'))],
  ])('takes %s as a fault of Casement itself', async (_, answer) => {
    expect(await refusalOf(answer)).toBe('internal');
  });
});

describe('pushes over the bridge', () => {
  it('reach the listeners of their name, and nobody after unsubscribing', () => {
    const { transport, push } = transportThat(async () => undefined);
    const client = createBridgeClient(transport);
    const heard: string[] = [];
    const stop = client.on('changed', ({ topics }) => heard.push(...topics.map((t) => t.kind)));
    push({ name: 'changed', payload: { topics: [{ kind: 'inbox' }] } });
    push({ name: 'session', payload: { session: null } });
    stop();
    push({ name: 'changed', payload: { topics: [{ kind: 'people' }] } });
    expect(heard).toEqual(['inbox']);
  });

  it('are dropped where they do not have their form', () => {
    const { transport, push } = transportThat(async () => undefined);
    let heard = 0;
    createBridgeClient(transport).on('changed', () => (heard += 1));
    push({ name: 'changed', payload: { topics: [{ kind: 'conversation', id: 'one' }] } });
    push('changed');
    expect(heard).toBe(0);
  });
});
