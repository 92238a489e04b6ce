import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTopics } from '../../../../main/sync/topics.ts';
import type { Topic } from '../../../../shared/contract/bridge.ts';
import { aMessage } from '../../renderer/conversation/a-message.ts';

describe('createTopics', () => {
  it("tells a customer's message itself, ahead of what has changed with it", async () => {
    const told: Topic[] = [];
    const topics = createTopics((some) => told.push(...some));
    const record = aMessage({ number: 1 });
    topics.conversation(record.conversationId);
    topics.arrived([record, aMessage({ number: 2, direction: 'outbound' })]);
    await nextTurn();
    expect(told).toEqual([
      { kind: 'message', record },
      { kind: 'inbox' },
      { kind: 'conversation', id: record.conversationId },
    ]);
  });

  it('tells no messages where there are many: they are asked for', async () => {
    const told: Topic[] = [];
    const topics = createTopics((some) => told.push(...some));
    topics.arrived(Array.from({ length: 51 }, (_, index) => aMessage({ number: index + 1 })));
    await nextTurn();
    expect(told).toEqual([]);
  });

  it('tells each once', async () => {
    const told: Topic[][] = [];
    const topics = createTopics((some) => told.push([...some]));
    topics.arrived([aMessage({ number: 1 })]);
    await nextTurn();
    topics.inbox();
    await nextTurn();
    expect(told.map((some) => some.map(({ kind }) => kind))).toEqual([['message'], ['inbox']]);
  });
});
