import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Provider, ProviderAccount } from '../../../../relay/providers/provider.ts';
import { accountsOf } from '../../../../relay/services/accounts/accounts.ts';
import { messageId, tenantId } from '../../../../shared/contract/ids.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { type BackfillWorld, backfillWorld, EVERY_MS } from '../../../support/backfill-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Clocks differ by less; the provider's dates have whole seconds. */
const TOLERANCE_MS = 11_000;
const RUNS = Number(process.env['CASEMENT_MODEL_RUNS'] ?? 6);

let world: BackfillWorld;
const undo: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await backfillWorld((work) => undo.push(work));
}, 60_000);
beforeEach(() => world.simulator.faults.clear());
afterAll(async () => {
  for (const work of undo.toReversed()) await work();
}, 60_000);

interface Stored {
  readonly sid: string;
  readonly at: number;
  readonly received: number;
  readonly start: number;
  readonly unread: number;
  readonly body: unknown;
}

/** Every inbound message that the relay has, with its conversation. */
async function stored(): Promise<Stored[]> {
  const rows = await asAdmin(
    world.relay().databaseUrl,
    `SELECT m.provider_sid, m.at::float, m.received_at::float, c.last_inbound_at::float, c.unread_count, m.body
     FROM casement.messages m JOIN casement.conversations c ON c.id = m.conversation_id
     WHERE m.direction = 'inbound' ORDER BY m.at`,
  );
  return rows.map((row) => ({
    sid: String(row['provider_sid']),
    at: Number(row['at']),
    received: Number(row['received_at']),
    start: Number(row['last_inbound_at']),
    unread: Number(row['unread_count']),
    body: row['body'],
  }));
}

/** The oracle: what customers have written, by the provider's log. */
function written() {
  return world.simulator
    .log()
    .flatMap((entry) => (entry.type === 'inbound' ? [entry.message] : []));
}

async function readLater(): Promise<void> {
  await world.pass(EVERY_MS + MINUTE);
  await world.backfill().readDue();
}

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      phone: fc.constantFrom('+5215512345678', '+13125550177', '+4915112345678'),
      fault: fc.constantFrom('none', 'lose', 'duplicate', 'delay', 'reorder'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fall' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.nat(90) }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function perform(given: Action, state: { down: boolean }): Promise<void> {
  const { faults } = world.simulator;
  if (given.kind === 'write') {
    if (given.fault === 'delay') {
      faults.set({ kind: 'delay', delayMs: 20 * MINUTE, callbacks: 'inbound' });
    } else if (given.fault === 'lose') faults.set({ kind: 'lose', callbacks: 'inbound' });
    else if (given.fault === 'duplicate') faults.set({ kind: 'duplicate', callbacks: 'inbound' });
    else if (given.fault === 'reorder') faults.set({ kind: 'reorder', callbacks: 'inbound' });
    await world.write(given.phone, 'Is it in stock?');
  } else if (given.kind === 'pass') {
    await world.pass(given.minutes * MINUTE);
  } else if (given.kind === 'fall') {
    if (!state.down) await world.fall();
    state.down = true;
  } else if (given.kind === 'restart') {
    if (!state.down) await world.fall();
    await world.rise();
    state.down = false;
  } else if (!state.down) {
    await world.backfill().readDue();
  }
}

test('whatever happens to webhooks and relays, every message is there once, with its own window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), async (actions) => {
      const state = { down: false };
      for (const given of actions) await perform(given, state);
      if (state.down) await world.rise();
      world.simulator.faults.clear();
      // What was delayed or held back comes now.
      await world.pass(25 * MINUTE);
      await readLater();
      const here = await stored();
      const there = written();
      expect(here.map(({ sid }) => sid).toSorted()).toEqual(there.map(({ sid }) => sid).toSorted());
      for (const { sid, dateCreated, from } of there) {
        const found = here.find((each) => each.sid === sid);
        const latest = Math.max(
          ...there.filter((each) => each.from === from).map((each) => each.dateCreated),
        );
        expect(found?.at).toBeLessThanOrEqual(
          Math.min(dateCreated + TOLERANCE_MS, found?.received ?? 0),
        );
        expect(found?.start).toBeLessThanOrEqual(latest + TOLERANCE_MS);
        expect(found?.unread).toBe(there.filter((each) => each.from === from).length);
      }
    }),
    { numRuns: RUNS, plugins: [fc.interruptAfterTimeLimit(25_000)] },
  );
}, 90_000);

test('a message whose webhook was lost yesterday opens no window that is not there', async () => {
  await readLater();
  world.simulator.faults.set({ kind: 'lose', callbacks: 'inbound' });
  const before = world.simulator.clock.now();
  const sid = await world.write('+442071234567', 'Are you there?');
  await world.pass(26 * HOUR);
  await world.backfill().readDue();
  const found = (await stored()).find((each) => each.sid === sid);
  expect(found).toMatchObject({ unread: 1, body: 'Are you there?' });
  expect(found?.start).toBeLessThanOrEqual(before + 1000);
});

test('a message whose webhook was late is moved to when it was written, and its window too', async () => {
  await readLater();
  world.simulator.faults.set({ kind: 'delay', delayMs: 20 * MINUTE, callbacks: 'inbound' });
  const before = world.simulator.clock.now();
  const sid = await world.write('+33612345678', 'Bonjour');
  await world.pass(25 * MINUTE);
  const late = (await stored()).find((each) => each.sid === sid);
  expect(late?.start).toBeGreaterThan(before + 19 * MINUTE);
  await world.backfill().readDue();
  const corrected = (await stored()).find((each) => each.sid === sid);
  expect(corrected?.start).toBeLessThanOrEqual(before + TOLERANCE_MS);
  expect(corrected?.at).toBe(corrected?.start);
});

test('of two relays on one database, one reads an account', async () => {
  await world.pass(EVERY_MS + MINUTE);
  const { parts } = world.relay();
  let calls = 0;
  const provider: Provider = {
    ...parts.provider,
    listMessages: (account, page) => {
      calls += 1;
      return parts.provider.listMessages(account, page);
    },
  };
  const relays = [world.backfill({ provider }), world.backfill({ provider })];
  await Promise.all(relays.map((relay) => relay.readDue()));
  expect(calls).toBe(1);
});

test('what could not be stored is read again: the place moves only after the commit', async () => {
  await readLater();
  world.simulator.faults.set({ kind: 'lose', callbacks: 'inbound' });
  const sid = await world.write('+13125550177', 'Forty boxes, please');
  // Later than any overlap of a reading that had gone on.
  await world.pass(HOUR);
  const url = world.relay().databaseUrl;
  await asAdmin(
    url,
    `CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END';
     CREATE TRIGGER fail BEFORE INSERT ON casement.messages FOR EACH ROW EXECUTE FUNCTION public.fail()`,
  );
  await world.backfill().readDue();
  await asAdmin(url, 'DROP TRIGGER fail ON casement.messages; DROP FUNCTION public.fail()');
  expect((await stored()).map((each) => each.sid)).not.toContain(sid);
  await world.pass(EVERY_MS + MINUTE);
  await world.backfill().readDue();
  expect((await stored()).filter((each) => each.sid === sid).length).toBe(1);
});

test('a provider that is busy or broken is asked again later', async () => {
  await readLater();
  world.simulator.faults.set({ kind: 'lose', callbacks: 'inbound' });
  const sid = await world.write('+13125550177', 'And nuts');
  world.simulator.faults.set({ kind: 'too-many-requests', requests: 'any' });
  await readLater();
  expect((await stored()).map((each) => each.sid)).not.toContain(sid);
  await world.backfill().readDue();
  expect((await stored()).map((each) => each.sid)).not.toContain(sid);
  await readLater();
  expect((await stored()).map((each) => each.sid)).toContain(sid);
});

test('a reading that died with its relay is taken up two minutes after the next one starts', async () => {
  const { parts } = world.relay();
  world.simulator.faults.set({ kind: 'lose', callbacks: 'inbound' });
  await world.write('+4915112345678', 'Lost with the relay');
  await world.pass(EVERY_MS + MINUTE);
  const asked = Promise.withResolvers<void>();
  const forever = new Promise<never>(() => undefined);
  const dead = world.backfill({
    provider: {
      ...parts.provider,
      listMessages: () => {
        asked.resolve();
        return forever;
      },
    },
  });
  void dead.readDue();
  await asked.promise;
  const next = world.backfill();
  await next.start();
  expect((await stored()).map(({ body }) => body)).not.toContain('Lost with the relay');
  await world.pass(2 * MINUTE);
  await next.readDue();
  expect((await stored()).map(({ body }) => body)).toContain('Lost with the relay');
  await next.stop();
}, 30_000);

test('a file whose webhook was lost is there too', async () => {
  world.simulator.faults.set({ kind: 'lose', callbacks: 'inbound' });
  const picture = { contentType: 'image/png', base64: 'iVBORw0KGgo=' };
  const sid = await world.write('+13125550177', { text: 'Like this one', media: [picture] });
  await readLater();
  const [media] = await asAdmin(
    world.relay().databaseUrl,
    `SELECT f.content_type, f.provider_url, m.kind FROM casement.media f
     JOIN casement.messages m ON m.id = f.message_id WHERE m.provider_sid = $1`,
    [sid],
  );
  expect(media).toMatchObject({ content_type: 'image/png', kind: 'media' });
  const file = await world
    .relay()
    .parts.provider.fetchMedia(await accountOf(world), String(media?.['provider_url']), 1000);
  expect(file?.contentType).toBe('image/png');
});

test('what the relay sent is followed although every callback was lost; what others sent is left alone', async () => {
  const opened = await world.write('+13125550177', 'Are you open?');
  const { url, databaseUrl, parts } = world.relay();
  world.simulator.faults.set({ kind: 'lose', callbacks: 'status', probability: 1 });
  const desktop = await connectDesktop(url, await signIn(url));
  const [conversation] = await asAdmin(
    databaseUrl,
    'SELECT conversation_id FROM casement.messages WHERE provider_sid = $1',
    [opened],
  );
  const id = messageId.parse(randomUUID());
  const answer = await desktop.call('command', {
    id: randomUUID(),
    name: 'message.sendText',
    input: {
      messageId: id,
      conversationId: conversation?.['conversation_id'],
      body: 'Until six',
      repliesToId: null,
      validUntil: null,
    },
  });
  expect(answer).toMatchObject({ ok: true });
  const status = async (): Promise<unknown> => {
    const [row] = await asAdmin(databaseUrl, 'SELECT status FROM casement.messages WHERE id = $1', [
      id,
    ]);
    return row?.['status'];
  };
  await vi.waitFor(async () => expect(await status()).toBe('accepted'), { timeout: 10_000 });
  const account = await accountOf(world);
  const other = await parts.provider.send(account, {
    channel: 'whatsapp',
    from: '+13125550142',
    to: { phone: '+13125550177', whatsappUserId: null },
    content: { kind: 'text', body: 'From another system' },
    statusCallback: 'http://127.0.0.1:9/none',
    validitySeconds: null,
  });
  expect(other.kind).toBe('accepted');
  await readLater();
  expect(await status()).toMatch(/delivered|read/);
  const [early] = await asAdmin(
    databaseUrl,
    'SELECT count(*)::int AS n FROM casement.early_statuses',
  );
  const [foreign] = await asAdmin(
    databaseUrl,
    `SELECT count(*)::int AS n FROM casement.messages WHERE body = 'From another system'`,
  );
  expect([early?.['n'], foreign?.['n']]).toEqual([0, 0]);
}, 30_000);

test('a relay reads when it starts', async () => {
  await readLater();
  await world.fall();
  const sid = await world.write('+13125550177', 'Anybody there?');
  await world.rise({ backfillMinutes: 5 });
  await vi.waitFor(async () => expect((await stored()).map((each) => each.sid)).toContain(sid), {
    timeout: 15_000,
  });
}, 30_000);

/** The relay's one account at the provider. */
async function accountOf({ relay }: BackfillWorld): Promise<ProviderAccount> {
  const { parts, databaseUrl } = relay();
  const [tenant] = await asAdmin(databaseUrl, 'SELECT id FROM casement.tenants');
  const [account] = await parts.store.inTenant(tenantId.parse(tenant?.['id']), (tx) =>
    accountsOf(parts, tx),
  );
  if (account === undefined) throw new Error('the relay has no account');
  return account;
}
