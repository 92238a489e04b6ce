import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  BRIDGE_CALLS,
  BRIDGE_EVENT_SCHEMAS,
  BRIDGE_SCHEMAS,
  type BridgeCall,
  type BridgePush,
  type BridgeRequest,
  type BridgeTransport,
  isBridgeCall,
} from '../../shared/contract/bridge.ts';
import { answerOf, refuse, RefusedError } from '../../shared/contract/errors.ts';
import { createDispatcher } from '../../main/bridge/dispatcher.ts';
import type { Handlers } from '../../main/bridge/handlers.ts';
import { SAMPLES } from './samples.ts';
import { TRANSPORTS } from './transports.ts';

const NAMES = Object.keys(BRIDGE_CALLS).filter(isBridgeCall);

/** Handlers that note what reaches them and answer with the samples. */
function scripted(reached: [string, unknown][], fault: () => Error | null): Handlers {
  function handler<C extends BridgeCall>(name: C) {
    return (input: unknown) => {
      reached.push([name, input]);
      const thrown = fault();
      if (thrown !== null) throw thrown;
      return SAMPLES[name].output;
    };
  }
  return {
    'app.bootstrap': handler('app.bootstrap'),
    'session.signIn': handler('session.signIn'),
    'session.ways': handler('session.ways'),
    'session.beginSingleSignOn': handler('session.beginSingleSignOn'),
    'session.singleSignOn': handler('session.singleSignOn'),
    'session.leaveSingleSignOn': handler('session.leaveSingleSignOn'),
    'session.secondStep': handler('session.secondStep'),
    'session.signOut': handler('session.signOut'),
    'secondStep.begin': handler('secondStep.begin'),
    'secondStep.confirm': handler('secondStep.confirm'),
    'secondStep.disable': handler('secondStep.disable'),
    'settings.update': handler('settings.update'),
    'inbox.list': handler('inbox.list'),
    'inbox.counts': handler('inbox.counts'),
    'conversation.get': handler('conversation.get'),
    'conversation.messages': handler('conversation.messages'),
    'conversation.around': handler('conversation.around'),
    'conversation.newer': handler('conversation.newer'),
    'search.find': handler('search.find'),
    'note.list': handler('note.list'),
    'note.add': handler('note.add'),
    'note.remove': handler('note.remove'),
    'conversation.markRead': handler('conversation.markRead'),
    'conversation.assign': handler('conversation.assign'),
    'conversation.resolve': handler('conversation.resolve'),
    'conversation.reopen': handler('conversation.reopen'),
    'message.sendText': handler('message.sendText'),
    'message.sendTemplate': handler('message.sendTemplate'),
    'message.sendMedia': handler('message.sendMedia'),
    'message.cancel': handler('message.cancel'),
    'message.decide': handler('message.decide'),
    'draft.save': handler('draft.save'),
    'draft.get': handler('draft.get'),
    'presence.report': handler('presence.report'),
    'page.seen': handler('page.seen'),
    'presence.list': handler('presence.list'),
    'templates.list': handler('templates.list'),
    'records.list': handler('records.list'),
    'command.give': handler('command.give'),
    'command.now': handler('command.now'),
    'relay.ask': handler('relay.ask'),
    'contacts.list': handler('contacts.list'),
    'contacts.count': handler('contacts.count'),
    'contact.get': handler('contact.get'),
    'contact.orders': handler('contact.orders'),
    'people.list': handler('people.list'),
    'external.open': handler('external.open'),
  };
}

/** What is handed to a transport although its type forbids it. */
function untyped(value: unknown): BridgeRequest {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as BridgeRequest;
}

const codeOf = (answer: unknown): unknown => {
  const parsed = answerOf(z.unknown()).safeParse(answer);
  if (!parsed.success) return 'no answer';
  return parsed.data.ok ? 'ok' : parsed.data.refusal.code;
};

describe.each(TRANSPORTS)('the bridge over %s', (_name, connect) => {
  const reached: [string, unknown][] = [];
  const listeners = new Set<(push: BridgePush, to: object | null) => void>();
  let transport: BridgeTransport;
  let fault: Error | null = null;

  beforeEach(async () => {
    fault = null;
    reached.length = 0;
    listeners.clear();
    transport = await connect({
      call: createDispatcher(
        scripted(reached, () => fault),
        () => undefined,
        () => undefined,
      ),
      pageGone: () => undefined,
      onPush: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
  });

  const push = (one: BridgePush): void => {
    for (const listener of listeners) listener(one, null);
  };

  it.each(NAMES)('carries %s there and its answer back, whole', async (name) => {
    const { input, output } = SAMPLES[name];
    const answer = await transport.call({ name, input });
    expect(answerOf<unknown>(BRIDGE_SCHEMAS[name].output).parse(answer)).toEqual({
      ok: true,
      value: output,
    });
    expect(reached).toEqual([[name, input]]);
  });

  it('answers with a refusal, in words, when the core refuses', async () => {
    fault = new RefusedError('not_allowed', 'only admins');
    expect(await transport.call({ name: 'people.list', input: {} })).toEqual({
      ok: false,
      refusal: refuse('not_allowed', 'only admins'),
    });
  });

  it('tells nothing of a fault of the core but that there was one', async () => {
    fault = new Error('password of the database: hunter2');
    const answer = await transport.call({ name: 'people.list', input: {} });
    expect(codeOf(answer)).toBe('internal');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it.each(NAMES)('refuses whatever is not the input of %s', async (name) => {
    const wrong = [null, 7, 'text', [], [SAMPLES[name].input], true];
    for (const input of wrong) {
      expect([input, codeOf(await transport.call({ name, input }))]).toEqual([
        input,
        'invalid_input',
      ]);
    }
    expect(reached).toEqual([]);
  });

  it.each<[BridgeCall, unknown]>([
    ['inbox.list', { filter: 'everything', sort: 'newest', before: null, limit: 50 }],
    ['inbox.list', { filter: 'all', sort: 'newest', before: null, limit: 0 }],
    ['inbox.list', { filter: 'all', sort: 'newest', before: null, limit: 50, sql: 'drop' }],
    ['inbox.list', { filter: 'all', sort: 'oldest', before: null, limit: 50 }],
    ['search.find', { text: 'x'.repeat(201), before: null, limit: 20 }],
    ['presence.report', { windowId: '1', conversationId: null, typing: false }],
    ['conversation.get', { conversationId: '../1' }],
    ['message.sendText', { ...SAMPLES['message.sendText'].input, body: 'x'.repeat(20_001) }],
    ['settings.update', { theme: 'sepia' }],
    ['external.open', { url: 'file:///etc/passwd' }],
    ['external.open', { url: 'javascript:alert(1)' }],
    ['session.signIn', { relayUrl: 'file:///', email: 'a@b.example', password: 'p' }],
    ['draft.save', { ...SAMPLES['draft.save'].input, draft: { text: 1 } }],
  ])('refuses %s with a wrong part', async (name, input) => {
    expect(codeOf(await transport.call({ name, input }))).toBe('invalid_input');
    expect(reached).toEqual([]);
  });

  it.each(['', 'app', 'toString', '__proto__', 'constructor', 'inbox.list ', 'INBOX.LIST'])(
    'does not know a call named %j',
    async (name) => {
      expect(codeOf(await transport.call({ name, input: {} }))).toBe('unknown_call');
    },
  );

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'inbox.counts'],
    ['no name', { input: {} }],
    ['a name that is none', { name: 7, input: {} }],
    ['a name without end', { name: 'x'.repeat(65), input: {} }],
    ['something beside the call', { name: 'people.list', input: {}, as: 'admin' }],
  ])('refuses %s for a call', async (_what, request) => {
    expect(codeOf(await transport.call(untyped(request)))).toBe('invalid_input');
    expect(reached).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a date', new Date(0)],
    ['bytes', new Uint8Array([1, 2])],
    ['a map', new Map([['1', 'NW-1001']])],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('lets %s through as no value of its own', async (_what, value) => {
    const input = { ...SAMPLES['message.sendTemplate'].input, templateId: value };
    const answer = await transport.call(untyped({ name: 'message.sendTemplate', input }));
    expect(codeOf(answer)).toBe('invalid_input');
    expect(reached).toEqual([]);
  });

  it('cannot be made to carry what is no JSON', async () => {
    await expect(transport.call({ name: 'people.list', input: { n: 1n } })).rejects.toThrow(
      /BigInt/,
    );
    const round: Record<string, unknown> = {};
    round['self'] = round;
    await expect(transport.call({ name: 'people.list', input: round })).rejects.toThrow(
      /circular|stack/i,
    );
    expect(codeOf(await transport.call({ name: 'people.list', input: {} }))).toBe('ok');
  });

  it('drops what is undefined, as JSON does', async () => {
    await transport.call(
      untyped({ name: 'settings.update', input: { theme: 'dark', x: undefined } }),
    );
    expect(reached).toEqual([['settings.update', { theme: 'dark' }]]);
  });

  it('answers calls that are under way at once, each with its own', async () => {
    const answers = await Promise.all(
      ['people.list', 'nothing', 'templates.list'].map((name) =>
        transport.call({ name, input: name === 'templates.list' ? { channel: 'sms' } : {} }),
      ),
    );
    expect(answers.map(codeOf)).toEqual(['ok', 'unknown_call', 'ok']);
  });

  it('brings every push to everyone who listens, in order, until they stop', async () => {
    const [first, second]: [unknown[], unknown[]] = [[], []];
    const got = Promise.withResolvers<void>();
    const stop = transport.onPush((one) => first.push(one));
    transport.onPush((one) => {
      second.push(one);
      if (second.length === 3) got.resolve();
      if (second.length === 2) {
        stop();
        push({ name: 'clock', payload: { offset: 2, relayNow: 2, known: true } });
      }
    });
    const changed = { name: 'changed', payload: { topics: [{ kind: 'inbox' }] } };
    const clock = { name: 'clock', payload: { offset: 1, relayNow: 1, known: true } };
    push(changed);
    push(clock);
    await got.promise;
    expect(second.slice(0, 2)).toEqual([changed, clock]);
    expect(second).toHaveLength(3);
    expect(first).toEqual([changed, clock]);
    expect(BRIDGE_EVENT_SCHEMAS.changed.safeParse(changed.payload).success).toBe(true);
  });
});
