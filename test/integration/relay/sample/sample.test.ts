import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { northwindSupply } from '../../../../assets/sample/northwind.ts';
import { loadSecretKey } from '../../../../relay/secret-key.ts';
import { tenantId } from '../../../../shared/contract/ids.ts';
import type { Change, Entity } from '../../../../shared/contract/records.ts';
import { serviceWindow } from '../../../../shared/domain/window/service-window.ts';
import {
  connectDesktop,
  postSignIn,
  signIn,
  type TestDesktop,
} from '../../../support/relay/desktop.ts';
import {
  OWNER,
  PASSWORD,
  runningRelay,
  type TestRelay,
} from '../../../support/relay/running-relay.ts';
import { emptyDatabase } from '../../../support/relay-database/test-database.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';

const SIMULATOR = 'http://127.0.0.1:4010';

async function everything({ call, welcome }: TestDesktop): Promise<Change[]> {
  const changes: Change[] = [];
  let cursor = { epoch: welcome.head.epoch, number: 0 };
  for (let more = true; more;) {
    const page = await call('pull', { cursor, limit: 1000 });
    if (!page.ok) throw new Error(page.refusal.code);
    changes.push(...page.value.changes);
    cursor = page.value.next;
    more = page.value.more;
  }
  return changes;
}

function of<E extends Entity>(changes: readonly Change[], entity: E) {
  return changes.filter(
    (change): change is Extract<Change, { entity: E }> => change.entity === entity,
  );
}

/** When the sample was made: another moment makes another sample. */
async function seededAt({ parts: { store } }: TestRelay): Promise<number> {
  const { rows } = await sql`SELECT id FROM casement.all_tenants()`.execute(store.outside);
  const [{ id }] = z.tuple([z.object({ id: tenantId })]).parse(rows);
  const { created_at: at } = await store.inTenant(id, (tx) =>
    tx.sql.selectFrom('tenants').select('created_at').executeTakeFirstOrThrow(),
  );
  return at;
}

test('an empty database gets the sample tenant once, and every person of it can sign in', async () => {
  const seed = { kind: 'sample', providerUrl: SIMULATOR } as const;
  const asked: string[] = [];
  const provider = unusedProvider({
    fetchMedia: (_account, url) => {
      asked.push(url);
      return Promise.resolve({ contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) });
    },
  });
  const relay = await runningRelay({ seed, provider });
  const world = northwindSupply({ now: await seededAt(relay) });
  for (const { email, password, displayName } of world.people) {
    const { welcome } = await connectDesktop(relay.url, await signIn(relay.url, email, password));
    expect(welcome.person.name).toBe(displayName);
  }

  const [rep] = world.people;
  const token = await signIn(relay.url, rep?.email, rep?.password);
  const desktop = await connectDesktop(relay.url, token);
  const changes = await everything(desktop);
  expect(of(changes, 'conversation')).toHaveLength(world.conversations.length);
  // A contact comes once more beside each of its conversations.
  const contacts = new Set(of(changes, 'contact').map(({ id }) => id));
  expect(contacts.size).toBe(world.customers.length);
  const sent = world.conversations.flatMap(({ messages }) => messages);
  const messages = of(changes, 'message').flatMap(({ record }) => record ?? []);
  expect(messages).toHaveLength(sent.length);
  // Numbered without a gap, and nothing is left that a pull would not bring.
  const numbers = [...new Set(changes.map(({ number }) => number))].toSorted((a, b) => a - b);
  expect(numbers).toEqual(
    Array.from({ length: desktop.welcome.head.number }, (_, index) => index + 1),
  );

  const failed = messages.filter(({ problem }) => problem?.providerCode === 63016);
  expect(new Set(failed.map(({ problem }) => problem?.code))).toEqual(new Set(['window_closed']));
  const states = of(changes, 'conversation').flatMap(({ record }) =>
    record === null ? [] : serviceWindow(record.lastInboundAt, relay.clock.now()).state,
  );
  expect(new Set(states)).toEqual(new Set(['open', 'closed', 'never']));
  expect(messages.some(({ repliesToId }) => repliesToId !== null)).toBe(true);
  expect(messages.some(({ template }) => (template?.buttons.length ?? 0) > 0)).toBe(true);

  const picture = messages.find(({ media }) => media.length > 0)?.media[0];
  const file = await fetch(`${relay.url}/media/${picture?.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(asked).toEqual([
    expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:4010\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/Messages\/MM[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/,
    ),
  ]);
});

test('relays that start together fill the database once, and later starts leave it alone', async () => {
  const databaseUrl = await emptyDatabase();
  const seed = { kind: 'sample', providerUrl: SIMULATOR } as const;
  const secretKey = await loadSecretKey(randomBytes(32), '');
  const options = { databaseUrl, seed, secretKey };
  const relays = await Promise.all([runningRelay(options), runningRelay(options)]);
  expect(await relays[0].tenants()).toBe(1);
  const third = await runningRelay({ databaseUrl, secretKey });
  expect(await third.tenants()).toBe(1);
  expect((await postSignIn(third.url, { email: OWNER, password: PASSWORD })).status).toBe(401);
});
