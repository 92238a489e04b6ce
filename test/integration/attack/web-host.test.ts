import { connect } from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { BRIDGE_CALLS, BRIDGE_SCHEMAS, isBridgeCall } from '../../../shared/contract/bridge.ts';
import { answerOf } from '../../../shared/contract/errors.ts';
import { inBatches, junkSocket } from '../../support/attack/junk-sockets.ts';
import { tally } from '../../support/attack/tally.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';
import { aWebHost, comeIn, connectSocket, get, loadTab, SOCKET } from '../host/web-visit.ts';

const anyAnswer = answerOf(z.unknown());

test('junk sockets, with and without a cookie, are turned away and cut; the page works on', async () => {
  const host = await aWebHost({}, Date.now, 700);
  const page = await connectSocket(host);
  const cookie = await comeIn(host);
  const own = { host: `127.0.0.1:${host.port}`, origin: `http://127.0.0.1:${host.port}` };
  const knocks = [
    own,
    { ...own, cookie: 'x=y' },
    { ...own, origin: 'https://evil.example', cookie },
  ];
  const outside = await inBatches(1500, 100, (which) =>
    junkSocket({ port: host.port, path: SOCKET, headers: knocks[which % 3] ?? own, which }),
  );
  expect(tally(outside)).toEqual({ 403: 1500 });
  // A page of the browser that has no token of its own, as one of another port.
  const inside = await inBatches(150, 50, (which) =>
    junkSocket({ port: host.port, path: SOCKET, headers: { ...own, cookie }, which }),
  );
  expect(tally(inside)).toEqual({ 101: 150 });
  expect(await page.emitWithAck('call', { name: 'inbox.list', input: {} })).toEqual({
    ok: true,
    value: {},
  });
});

test('a thousand wrong tokens open nothing, and the right one still does', async () => {
  const host = await aWebHost();
  const answers = await inBatches(1000, 50, async () => {
    const { status } = await get(host, `/open?token=${randomUUID()}`);
    return status;
  });
  expect(tally(answers)).toEqual({ 401: 1000 });
  expect(await loadTab(host, await comeIn(host))).not.toBe('');
});

test('slow headers and slow bodies are cut off, and a frame that is too large ends its connection alone', async () => {
  const host = await aWebHost({}, Date.now, 700);
  const slow = Array.from({ length: 30 }, (_, i) => {
    const socket = connect(host.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${host.port}\r\n`);
    if (i % 2 === 0) {
      socket.write('content-type: application/json\r\ncontent-length: 500\r\n\r\n{');
    }
    onTestFinished(() => void socket.destroy());
    return once(socket, 'close');
  });
  const [page, other] = [await connectSocket(host), await connectSocket(host)];
  const gone = new Promise((resolve) => page.once('disconnect', resolve));
  page.emit('call', { name: 'x'.repeat(1_100_000) });
  await gone;
  expect(await other.emitWithAck('call', { name: 'inbox.list', input: {} })).toMatchObject({
    ok: true,
  });
  await Promise.all(slow);
});

test('a page that floods is told to wait', async () => {
  const held = Promise.withResolvers<{ readonly ok: true; readonly value: unknown }>();
  const host = await aWebHost({ call: () => held.promise });
  const page = await connectSocket(host);
  const answers = Array.from({ length: 300 }, () => page.emitWithAck('call', {}));
  const refused = await Promise.race(answers);
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'busy' } });
  held.resolve({ ok: true, value: {} });
  const all = await Promise.all(answers);
  expect(all.filter((answer) => anyAnswer.parse(answer).ok)).toHaveLength(256);
});

test('whatever a compromised page says by any name, it is refused; nothing is stored or sent', async () => {
  const world = await scriptedWorld();
  const core = await world.signedIn();
  const host = await aWebHost(core.app);
  const page = await connectSocket(host);
  const facts = async () => ({
    inbox: await core.call('inbox.list', inboxOf('all')),
    settings: (await core.call('app.bootstrap', {})).settings,
    messages: await core.call('conversation.messages', {
      conversationId: world.conversation.id,
      before: null,
      limit: 200,
    }),
    commands: world.relay.commands.length,
  });
  const before = await facts();
  const { id } = world.conversation;
  const garbage = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(
      fc.constantFrom('conversationId', 'messageId', 'body', 'limit', 'name', '__proto__', 'id'),
      fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(id), fc.constant('x'.repeat(50_000))),
    ),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  );
  const names = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Object.keys(BRIDGE_CALLS)) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'session', '') },
    { weight: 1, arbitrary: fc.string() },
  );
  await fc.assert(
    fc.asyncProperty(names, garbage, async (name, input) => {
      // What the contract allows is no garbage.
      fc.pre(!isBridgeCall(name) || !BRIDGE_SCHEMAS[name].input.safeParse(input).success);
      page.emit(name === '' ? 'nothing' : `${name}!`, input);
      const answer = anyAnswer.parse(await page.emitWithAck('call', { name, input }));
      expect(answer.ok).toBe(false);
      expect(JSON.stringify(answer)).not.toMatch(/node_modules|SQLITE|\.ts:\d/);
    }),
    { numRuns: 800 },
  );
  for (const whole of [null, 7, 'call', [], { name: 'inbox.list' }, { name: 7, input: {} }]) {
    expect(await page.emitWithAck('call', whole)).toMatchObject({ ok: false });
  }
  expect(await facts()).toEqual(before);
});

function inboxOf(filter: 'all') {
  return { filter, sort: 'newest' as const, before: null, limit: 50 };
}
