import { describe, expect, it } from 'vitest';
import { isTouched, type BridgeKey } from '../../../../renderer/bridge/topics.ts';
import { topic } from '../../../../shared/contract/bridge.ts';

const ONE = '018f0000-0000-7000-8000-000000000001';
const OTHER = '018f0000-0000-7000-8000-000000000002';
const KEYS: Readonly<Record<string, BridgeKey>> = {
  list: ['inbox.list', { filter: 'mine' }],
  counts: ['inbox.counts', {}],
  one: ['conversation.get', { conversationId: ONE }],
  messages: ['conversation.messages', { conversationId: ONE, before: null, limit: 50 }],
  other: ['conversation.get', { conversationId: OTHER }],
  templates: ['templates.list', { channel: 'whatsapp' }],
  people: ['people.list', {}],
  bootstrap: ['app.bootstrap', {}],
};

describe('which answers a change touches', () => {
  it.each([
    [{ kind: 'inbox' }, ['list', 'counts']],
    [{ kind: 'conversation', id: ONE }, ['one', 'messages']],
    [{ kind: 'templates' }, ['templates']],
    [{ kind: 'people' }, ['list', 'one', 'other', 'people']],
    [{ kind: 'everything' }, ['list', 'counts', 'one', 'messages', 'other', 'templates', 'people']],
  ])('%j', (change, expected) => {
    const touched = Object.keys(KEYS).filter((name) => {
      const key = KEYS[name];
      return key !== undefined && isTouched(key, topic.parse(change));
    });
    expect(touched).toEqual(expected);
  });
});
