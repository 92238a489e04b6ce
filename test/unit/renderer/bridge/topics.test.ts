import { describe, expect, it } from 'vitest';
import { isTouched, topicKey, type BridgeKey } from '../../../../renderer/bridge/topics.ts';
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
  notices: ['relay.ask', { name: 'templates.notices', input: {} }],
  audit: ['relay.ask', { name: 'audit.list', input: {} }],
  people: ['people.list', {}],
  draft: ['draft.get', { conversationId: ONE }],
  otherDraft: ['draft.get', { conversationId: OTHER }],
  bootstrap: ['app.bootstrap', {}],
};

describe('a topic', () => {
  it('is its own word for each conversation, so that none waits for another', () => {
    const words = [
      { kind: 'inbox' },
      { kind: 'conversation', id: ONE },
      { kind: 'conversation', id: OTHER },
      { kind: 'draft', id: ONE },
    ].map((one) => topicKey(topic.parse(one)));
    expect(new Set(words).size).toBe(4);
  });
});

describe('which answers a change touches', () => {
  it.each([
    [{ kind: 'inbox' }, ['list', 'counts']],
    [{ kind: 'conversation', id: ONE }, ['one', 'messages']],
    [{ kind: 'draft', id: ONE }, ['one', 'draft']],
    [{ kind: 'templates' }, ['templates', 'notices']],
    [{ kind: 'people' }, ['list', 'one', 'other', 'people']],
    [
      { kind: 'everything' },
      [
        'list',
        'counts',
        'one',
        'messages',
        'other',
        'templates',
        'notices',
        'audit',
        'people',
        'draft',
        'otherDraft',
      ],
    ],
  ])('%j', (change, expected) => {
    const touched = Object.keys(KEYS).filter((name) => {
      const key = KEYS[name];
      return key !== undefined && isTouched(key, topic.parse(change));
    });
    expect(touched).toEqual(expected);
  });
});
