import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectDesktop,
  nextOf,
  openSocket,
  signIn,
  turnedAway,
} from '../../../support/relay/desktop.ts';
import { runningRelay, type TestRelay } from '../../../support/relay/running-relay.ts';

let relay: TestRelay;
let token: string;
const cleanUps: (() => Promise<void>)[] = [];
beforeAll(async () => {
  relay = await runningRelay({}, (work) => cleanUps.unshift(work));
  token = await signIn(relay.url);
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

function refused(code: string, detail?: unknown) {
  return {
    ok: false,
    refusal: {
      code,
      what: expect.any(String),
      next: expect.any(String),
      ...(detail === undefined ? {} : { detail }),
    },
  };
}

describe('a handshake', () => {
  const good = { protocol: 1, clientVersion: '0.1.0' };
  test.each([
    ['nothing', {}, 'invalid_input'],
    ['no protocol', { token: 'x', clientVersion: '0.1.0' }, 'invalid_input'],
    ['garbage', { token: { $ne: 1 }, protocol: 'one', clientVersion: [] }, 'invalid_input'],
    ['no token', good, 'invalid_input'],
    ['an object for a token', { ...good, token: { toString: 1 } }, 'invalid_input'],
    ['no version', { ...good, token: 'x', clientVersion: 'latest' }, 'invalid_input'],
    ['an invented token', { ...good, token: 'x'.repeat(32) }, 'not_signed_in'],
    ['a long token', { ...good, token: 'x.'.repeat(50_000) }, 'not_signed_in'],
    ['a token of control signs', { ...good, token: 'a\r\nb: c\u0000' }, 'not_signed_in'],
    ['another protocol to come', { protocol: 2, hello: 'whatever it is then' }, 'relay_too_old'],
    ['an old desktop', { ...good, token: 'x', clientVersion: '0.0.9' }, 'client_too_old'],
  ])('with %s is turned away with a code', async (_what, auth, code) => {
    const { what: sentence, next } = refused(code).refusal;
    expect(await turnedAway(relay.url, auth)).toMatchObject({
      refusal: { code, what: sentence, next },
    });
  });

  test('of a page in a browser is turned away', async () => {
    const socket = openSocket(relay.url, { ...good, token });
    socket.io.opts.extraHeaders = { origin: 'https://evil.example' };
    const failed = nextOf(socket, 'connect_error');
    socket.connect();
    expect(await failed).toBeInstanceOf(Error);
    expect(socket.connected).toBe(false);
  });

  test('by polling is not offered', async () => {
    const answer = await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(400);
  });
});

describe('a call', () => {
  test.each([
    ['of an unknown name', 'drop', {}, refused('unknown_call')],
    ['of an inherited name', 'constructor', {}, refused('unknown_call')],
    ['of a name that means much', '__proto__', {}, refused('unknown_call')],
    ['without input', 'pull', undefined, refused('invalid_input', expect.any(String))],
    ['with too much', 'time', { a: 1 }, refused('invalid_input', expect.stringContaining('a'))],
    [
      'with a wrong field deep inside',
      'pull',
      { cursor: { epoch: 'x', number: 1 }, limit: 1 },
      refused('invalid_input', expect.stringContaining('cursor.epoch')),
    ],
    [
      'for more than there may be',
      'pull',
      { cursor: { epoch: randomUUID(), number: 1 }, limit: 100_000 },
      refused('invalid_input', expect.stringContaining('limit')),
    ],
    [
      'with a number that no column holds',
      'history',
      { conversationId: null, before: { at: 2 ** 60, id: randomUUID() }, limit: 1 },
      refused('invalid_input', expect.stringContaining('before.at')),
    ],
    ['of presence without places', 'presence', {}, refused('invalid_input', expect.any(String))],
    [
      'of presence at too many places',
      'presence',
      {
        places: Array.from({ length: 17 }, () => ({ conversationId: randomUUID(), typing: true })),
      },
      refused('invalid_input', expect.stringContaining('places')),
    ],
    [
      'of presence at a place that is none',
      'presence',
      { places: [{ conversationId: 'x', typing: true }] },
      refused('invalid_input', expect.stringContaining('places.0.conversationId')),
    ],
    [
      'of presence for somebody else',
      'presence',
      { places: [], personId: randomUUID() },
      refused('invalid_input', expect.stringContaining('personId')),
    ],
    [
      'from another log',
      'pull',
      { cursor: { epoch: randomUUID(), number: 0 }, limit: 1 },
      refused('resync_needed'),
    ],
    [
      'of an unknown command',
      'command',
      { id: randomUUID(), name: 'tenant.drop', input: {} },
      refused('unknown_call'),
    ],
    [
      'of a command with a wrong shape',
      'command',
      { id: randomUUID(), name: 'conversation.resolve', input: { conversationId: 7 } },
      refused('invalid_input', expect.stringContaining('conversationId')),
    ],
  ])('%s is answered with a code', async (_what, name, input, expected) => {
    const { socket } = await connectDesktop(relay.url, token);
    const answer = await (input === undefined
      ? socket.emitWithAck(name)
      : socket.emitWithAck(name, input));
    expect(answer).toEqual(expected);
  });

  test('from the future of this log asks for a resync', async () => {
    const { welcome, call } = await connectDesktop(relay.url, token);
    const cursor = { epoch: welcome.head.epoch, number: welcome.head.number + 1 };
    expect(await call('pull', { cursor, limit: 1 })).toEqual(refused('resync_needed'));
  });

  test('without an answer to give is left alone, and the next one is served', async () => {
    const { socket, call } = await connectDesktop(relay.url, token);
    socket.emit('pull', { limit: 'x' });
    socket.emit('pull', {}, 'no function');
    socket.emit('pull', {}, 7);
    socket.emit('time');
    expect(await call('time', {})).toMatchObject({ ok: true });
  });

  test('too many at a time are told to wait', async () => {
    const { socket } = await connectDesktop(relay.url, token);
    const input = { before: null, limit: 1, messagesEach: 1 };
    const answers: unknown[] = await Promise.all(
      Array.from({ length: 60 }, () => socket.emitWithAck('snapshot', input)),
    );
    const busy = answers.filter((answer) => JSON.stringify(answer).includes('"busy"'));
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(30);
    expect(await socket.emitWithAck('time', {})).toMatchObject({ ok: true });
  });

  test('of a megabyte ends its connection and no other', async () => {
    const other = await connectDesktop(relay.url, token);
    const { socket } = await connectDesktop(relay.url, token);
    const gone = nextOf(socket, 'disconnect');
    socket.emit('pull', { cursor: 'x'.repeat(1_100_000) }, () => undefined);
    await gone;
    expect(await other.call('time', {})).toMatchObject({ ok: true });
  });
});
