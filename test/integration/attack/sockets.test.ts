import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { COMMANDS } from '../../../shared/contract/commands.ts';
import { answerOf } from '../../../shared/contract/errors.ts';
import { PROTOCOL_VERSION, RELAY_CALLS } from '../../../shared/contract/relay.ts';
import { tally } from '../../support/attack/tally.ts';
import { census } from '../../support/attack/census.ts';
import { inBatches, junkSocket } from '../../support/attack/junk-sockets.ts';
import {
  connectDesktop,
  nextOf,
  openSocket,
  postSignIn,
  signIn,
  turnedAway,
} from '../../support/relay/desktop.ts';
import { addSignedIn } from '../../support/relay/people.ts';
import {
  OWNER,
  PASSWORD,
  runningRelay,
  type TestRelay,
} from '../../support/relay/running-relay.ts';

const ENGINE = '/socket.io/?EIO=4&transport=websocket';
const anyAnswer = answerOf(z.unknown());

async function connectedDesktops(relay: TestRelay): Promise<unknown> {
  const { values } = await relay.parts.metrics.connectedDesktops.get();
  return values[0]?.value;
}

function from(address: string): Readonly<Record<string, string>> {
  return { host: 'relay', 'x-forwarded-for': address };
}

test('ten thousand junk handshakes leave nothing behind and keep nobody out', async () => {
  const relay = await runningRelay({ patience: 2000 });
  const token = await signIn(relay.url);
  const before = await census(relay.databaseUrl);
  const port = Number(new URL(relay.url).port);
  const statuses = await inBatches(10_000, 150, (which) =>
    junkSocket({ port, path: ENGINE, headers: from(`203.0.113.${which % 2}`), which }),
  );
  expect(new Set(statuses)).toEqual(new Set([101, 400]));
  // After the first hundreds of each address, the rest was not let in so far as to be answered.
  expect(statuses.filter((status) => status === 101).length).toBeLessThan(2000);
  expect(statuses.slice(-1000)).toEqual(Array.from({ length: 1000 }, () => 400));
  expect(await connectedDesktops(relay)).toBe(0);
  expect(await census(relay.databaseUrl)).toEqual(before);
  const { call } = await connectDesktop(relay.url, token);
  expect(await call('time', {})).toMatchObject({ ok: true });
}, 120_000);

test('a connection that never says for whom it speaks is cut, and one address has only so many', async () => {
  const relay = await runningRelay({ patience: 5000 });
  const token = await signIn(relay.url);
  const port = Number(new URL(relay.url).port);
  const silent = Array.from({ length: 300 }, () =>
    // It asks for a namespace that is none, and says no more.
    junkSocket({ port, path: ENGINE, headers: from('203.0.113.1'), which: 5 }),
  );
  const { call } = await connectDesktop(relay.url, token);
  expect(await call('time', {})).toMatchObject({ ok: true });
  const statuses = await Promise.all(silent);
  expect(tally(statuses)).toEqual({ 101: 200, 400: 100 });
});

test('guessing tokens and passwords is cut short where it comes from, and nowhere else', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const guesses = await inBatches(450, 20, async (at) => {
    const headers = { ...from('203.0.113.1'), authorization: `Bearer ${randomUUID()}` };
    const path = at % 3 === 0 ? 'wp-login.php' : `media/${randomUUID()}`;
    return (await fetch(`${relay.url}/${path}`, { headers })).status;
  });
  expect(new Set(guesses)).toEqual(new Set([401, 404, 429]));
  expect(guesses.slice(380).every((status) => status === 429)).toBe(true);
  const wrong = { email: OWNER, password: 'a wrong password' };
  const attempts = await inBatches(40, 20, async () => {
    const answer = await postSignIn(relay.url, wrong, from('203.0.113.2'));
    return answer.status;
  });
  expect(new Set(attempts)).toEqual(new Set([401, 429]));
  expect(attempts.filter((status) => status === 401).length).toBeLessThanOrEqual(20);
  const right = await postSignIn(
    relay.url,
    { email: OWNER, password: PASSWORD },
    from('198.51.100.1'),
  );
  expect(right.status).toBe(200);
  const { call } = await connectDesktop(relay.url, token);
  expect(await call('time', {})).toMatchObject({ ok: true });
});

test('one person’s desktops are only so many, and another’s are not counted with them', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const desktops = await Promise.all(
    Array.from({ length: 64 }, () => connectDesktop(relay.url, token)),
  );
  const auth = { token, protocol: PROTOCOL_VERSION, clientVersion: '0.1.0' };
  expect(await turnedAway(relay.url, auth)).toMatchObject({ refusal: { code: 'busy' } });
  const [first] = desktops;
  const gone = first === undefined ? null : nextOf(first.socket, 'disconnect');
  first?.socket.close();
  await gone;
  const again = openSocket(relay.url, auth);
  await expect
    .poll(async () => {
      again.connect();
      return Promise.race([
        nextOf(again, 'welcome').then(() => 'in'),
        nextOf(again, 'connect_error').then(() => 'out'),
      ]);
    })
    .toBe('in');
});

test('a flood of calls is told to wait, and others are answered', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const { socket, welcome } = await connectDesktop(relay.url, token);
  const grace = await addSignedIn(relay, welcome.tenant.id);
  const her = await connectDesktop(relay.url, grace.token);
  const answers = await inBatches(2500, 16, () => socket.emitWithAck('time', {}));
  const codes = answers.map((answer) => {
    const parsed = anyAnswer.parse(answer);
    return parsed.ok ? 'ok' : parsed.refusal.code;
  });
  expect(new Set(codes)).toEqual(new Set(['ok', 'busy']));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2000);
  expect(await her.call('time', {})).toMatchObject({ ok: true });
});

test('whatever a signed-in desktop says, the answer is one of the list and nothing is stored', async () => {
  const relay = await runningRelay();
  const { socket, call } = await connectDesktop(relay.url, await signIn(relay.url));
  const before = await census(relay.databaseUrl);
  const names = fc.oneof(
    fc.constantFrom(...Object.keys(RELAY_CALLS), '__proto__', 'toString', 'constructor'),
    fc.string({ maxLength: 40 }).filter((name) => !RESERVED.has(name)),
  );
  const garbage = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      id: fc.oneof(fc.uuid(), fc.string()),
      name: fc.oneof(fc.constantFrom(...Object.keys(COMMANDS)), fc.string()),
      input: fc.jsonValue({ maxDepth: 2 }),
    }),
    fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(names, garbage, async (name, input) => {
      socket.emit(name, input);
      const answer = anyAnswer.parse(await socket.timeout(5000).emitWithAck(name, input));
      const said = answer.ok ? '' : JSON.stringify(answer);
      expect(said).not.toMatch(/node_modules|select |insert /i);
    }),
    { numRuns: 300 },
  );
  expect(await call('time', {})).toMatchObject({ ok: true });
  expect(await census(relay.databaseUrl)).toEqual(before);
});

/** Words that socket.io's client keeps for itself. */
const RESERVED = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);
