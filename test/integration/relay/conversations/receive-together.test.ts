import fc from 'fast-check';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openReception } from '../../../../relay/http/webhooks/receive-webhook.ts';
import { openLog } from '../../../../relay/log.ts';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import type { InboundMessage } from '../../../../relay/providers/provider.ts';
import type { Parts } from '../../../../relay/parts.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import { openVault } from '../../../../relay/services/accounts/vault.ts';
import { mediaLinks } from '../../../../relay/services/media/links.ts';
import {
  type Receipt,
  type Received,
  receiveInbound,
} from '../../../../relay/services/conversations/receive.ts';

import { receiveTogether } from '../../../../relay/services/conversations/receive-together.ts';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';
import { addSender } from '../../../support/relay/thread.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
const MINUTE = 60_000;
const RUNS = Number(process.env['CASEMENT_MODEL_RUNS'] ?? 20);

interface Place {
  readonly tenantId: TenantId;
  readonly accountId: string;
  readonly to: string;
}

async function newPlace(store: Store): Promise<Place> {
  const tenantId = await newTenant(store);
  const sender = await store.inTenant(tenantId, async (tx) => {
    const id = await addSender(tx);
    return tx.sql
      .selectFrom('senders')
      .select(['provider_account_id', 'address'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  });
  return { tenantId, accountId: sender.provider_account_id, to: sender.address };
}

/** What one webhook brings: who, which message, when it was written. */
const webhook = fc.record({
  tenant: fc.constantFrom(0, 1),
  from: fc.constantFrom(
    { phone: '+5215512345678', whatsappUserId: null },
    { phone: '+13125550177', whatsappUserId: 'US.1' },
    { phone: '+4915112345678', whatsappUserId: null },
    // These may turn out to be one person.
    { phone: '+442071234567', whatsappUserId: null },
    { phone: null, whatsappUserId: 'GB.2' },
    { phone: '+442071234567', whatsappUserId: 'GB.2' },
  ),
  number: fc.nat(30),
  minute: fc.nat(10),
  body: fc.constantFrom('Is it in stock?', 'STOP', 'Forty boxes 🔩', 'x'.repeat(400), null),
  media: fc.nat(2),
  ad: fc.boolean(),
  quotes: fc.option(fc.nat(30)),
});
type Webhook = typeof webhook extends fc.Arbitrary<infer T> ? T : never;

const sidOf = (number: number): string => `SM${String(number).padStart(32, '0')}`;

/** A message is one and the same however often it is delivered. */
function asMessage(given: Webhook, to: string): InboundMessage {
  return {
    kind: 'inbound',
    providerSid: sidOf(given.number),
    channel: 'whatsapp',
    from: given.from,
    to,
    profileName: 'Grace',
    body: given.body,
    media: Array.from({ length: given.media }, (_, index) => ({
      url: `https://api.twilio.com/${String(index)}`,
      contentType: 'image/png',
    })),
    location: null,
    button: null,
    referral: given.ad ? { headline: 'Bolts', body: null, sourceUrl: null } : null,
    repliesToSid: given.quotes === null ? null : sidOf(given.quotes),
  };
}

/** Everything of a tenant that receiving made, without ids and numbers. */
function contentsOf(store: Store, { tenantId }: Place) {
  return store.inTenant(tenantId, async ({ sql: db }) => {
    const messages = await db
      .selectFrom('messages as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .innerJoin('contacts as p', 'p.id', 'c.contact_id')
      .leftJoin('messages as q', 'q.id', 'm.replies_to_id')
      .select(['m.provider_sid', 'm.kind', 'm.body', 'm.referral', 'm.at', 'm.received_at'])
      .select(['m.status', 'p.phone', 'p.whatsapp_user_id', 'q.provider_sid as quoted'])
      .select((eb) =>
        eb
          .selectFrom('media')
          .select((inner) => inner.fn.countAll<number>().as('n'))
          .whereRef('media.message_id', '=', 'm.id')
          .as('files'),
      )
      .orderBy('m.provider_sid')
      .execute();
    const conversations = await db
      .selectFrom('conversations as c')
      .innerJoin('contacts as p', 'p.id', 'c.contact_id')
      .leftJoin('messages as m', (join) =>
        join.on(sql<boolean>`m.id = (c.last_message->>'id')::uuid`),
      )
      .select(['p.phone', 'p.whatsapp_user_id', 'p.name', 'p.country', 'p.opt_in_whatsapp'])
      .select(['c.unread_count', 'c.last_inbound_at', 'c.last_message_at', 'c.address', 'c.status'])
      .select(['c.entry_point_clicked_at', 'm.at as newest_at', 'm.provider_sid as newest'])
      .orderBy('p.phone')
      .orderBy('p.whatsapp_user_id')
      .execute();
    return { messages, conversations };
  });
}

/** Has the database write down every change number that a row ever gets. */
async function writeDownNumbers(url: string): Promise<void> {
  const tables = ['messages', 'contacts', 'conversations', 'senders', 'tenants', 'removals'];
  await asAdmin(
    url,
    `CREATE TABLE public.numbers (tenant uuid, number bigint);
     CREATE FUNCTION public.write_down() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
       BEGIN
         IF new.change_no > 0 AND (tg_op = 'INSERT' OR new.change_no <> old.change_no) THEN
           INSERT INTO public.numbers
           VALUES ((to_jsonb(new) ->> CASE tg_table_name WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END)::uuid, new.change_no);
         END IF;
         RETURN new;
       END $$;
     ${tables
       .map(
         (table) => `CREATE TRIGGER write_down AFTER INSERT OR UPDATE ON casement.${table}
           FOR EACH ROW EXECUTE FUNCTION public.write_down();`,
       )
       .join('\n')}`,
  );
}

/** The numbers that were given, in order, and the last that the counter gave. */
async function numbersOf(url: string, { tenantId }: Place) {
  const rows = await asAdmin(
    url,
    `SELECT array_agg(number::int ORDER BY number) AS given,
       (SELECT last_change::int FROM casement.tenant_counters WHERE tenant_id = $1) AS last
     FROM public.numbers WHERE tenant = $1`,
    [tenantId],
  );
  return rows[0];
}

const upTo = (last: unknown): number[] => Array.from({ length: Number(last) }, (_, i) => i + 1);

const log = openLog('silent');

/** Stores these in one call and waits for each. */
async function inOneCall(store: Store, places: readonly Place[], group: readonly Webhook[]) {
  const results: Received[] = [];
  const told = group.map((given, index) => {
    const { promise, resolve, reject } = Promise.withResolvers<Received>();
    const place = placeOf(places, given);
    return {
      promise: promise.then((outcome) => (results[index] = outcome)),
      incoming: {
        tenantId: place.tenantId,
        receipt: receiptOf(given, place),
        stored: resolve,
        failed: reject,
      },
    };
  });
  const all = Promise.all(told.map(({ promise }) => promise));
  await receiveTogether(
    { store, log },
    told.map(({ incoming }) => incoming),
  );
  await all;
  return results;
}

function placeOf(places: readonly Place[], { tenant }: Webhook): Place {
  const place = places[tenant];
  if (place === undefined) throw new RangeError('no such tenant');
  return place;
}

function receiptOf(given: Webhook, { accountId, to }: Place): Receipt {
  return {
    accountId,
    message: asMessage(given, to),
    receivedAt: NOON + given.minute * MINUTE,
    providerDate: NOON + given.minute * MINUTE - 1000,
  };
}

test('messages that are stored together, in any groups, are what they are one after the other', async () => {
  const { store, url } = await testStore();
  await writeDownNumbers(url);
  await fc.assert(
    fc.asyncProperty(
      fc.array(webhook, { minLength: 1, maxLength: 40 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 12 })),
      async (webhooks, sizes) => {
        const alone = [await newPlace(store), await newPlace(store)];
        const expected: Received[] = [];
        for (const given of webhooks) {
          const place = placeOf(alone, given);
          expected.push(
            await store.inTenant(place.tenantId, (tx) =>
              receiveInbound(tx, receiptOf(given, place)),
            ),
          );
        }
        const together = [await newPlace(store), await newPlace(store)];
        const outcomes: Received[] = [];
        for (let start = 0; start < webhooks.length;) {
          const size = sizes.next().value ?? 1;
          outcomes.push(...(await inOneCall(store, together, webhooks.slice(start, start + size))));
          start += size;
        }
        expect(outcomes).toEqual(expected);
        for (const [index, place] of together.entries()) {
          const reference = alone[index];
          expect(await contentsOf(store, place)).toEqual(
            reference === undefined ? null : await contentsOf(store, reference),
          );
          const numbers = await numbersOf(url, place);
          expect(numbers?.['given']).toEqual(upTo(numbers?.['last']));
        }
      },
    ),
    { numRuns: RUNS, plugins: [fc.interruptAfterTimeLimit(6000)] },
  );
}, 60_000);

function partsOf(store: Store): Parts {
  return {
    store,
    clock: { now: () => NOON },
    provider: unusedProvider(),
    vault: openVault(randomBytes(32)),
    log,
    metrics: openMetrics(),
    publicUrl: 'https://relay.northwind.example',
    links: mediaLinks(randomBytes(32), 'https://relay.northwind.example'),
  };
}

const sink = { applyStatus: () => Promise.resolve('seen' as const), wake: () => undefined };

test('webhooks at once at two relays, repeated ones among them, are stored once, with numbers without gaps', async () => {
  const { store, url } = await testStore();
  await writeDownNumbers(url);
  const parts = partsOf(store);
  const [one, other] = [openReception(parts, sink), openReception(parts, sink)];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(webhook, fc.boolean()), { minLength: 1, maxLength: 80 }),
      async (webhooks) => {
        const places = [await newPlace(store), await newPlace(store)];
        const outcomes = await Promise.all(
          webhooks.map(([given, first]) => {
            const { tenantId, accountId, to } = placeOf(places, given);
            return (first ? one : other)({
              account: { tenantId, id: accountId, accountSid: 'AC', authToken: '' },
              event: asMessage(given, to),
              token: null,
              repeated: false,
            });
          }),
        );
        for (const [index, place] of places.entries()) {
          const sids = webhooks.flatMap(([given]) =>
            given.tenant === index ? [sidOf(given.number)] : [],
          );
          const mine = outcomes.filter((_, at) => webhooks[at]?.[0].tenant === index);
          const distinct = [...new Set(sids)].toSorted();
          expect(mine.filter((outcome) => outcome === 'stored').length).toBe(distinct.length);
          expect(mine.filter((outcome) => outcome === 'seen').length).toBe(
            sids.length - distinct.length,
          );
          const { messages, conversations } = await contentsOf(store, place);
          expect(messages.map((row) => row.provider_sid)).toEqual(distinct);
          const unread = conversations.reduce((sum, row) => sum + row.unread_count, 0);
          expect(unread).toBe(distinct.length);
          // Nobody who wrote to both relays at once has become two contacts.
          const phones = conversations.flatMap(({ phone }) => phone ?? []);
          expect(phones).toEqual([...new Set(phones)]);
          const numbers = await numbersOf(url, place);
          expect(numbers?.['given']).toEqual(upTo(numbers?.['last']));
        }
      },
    ),
    { numRuns: RUNS, plugins: [fc.interruptAfterTimeLimit(6000)] },
  );
}, 60_000);

test('where the commit fails nothing is told to be stored, and it keeps no other message out', async () => {
  const { store, url } = await testStore();
  await asAdmin(
    url,
    `CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF new.body = 'STOCK?' THEN RAISE EXCEPTION 'not today'; END IF; RETURN NULL; END $$;
     CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON casement.messages
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.fail()`,
  );
  const place = await newPlace(store);
  const receive = openReception(partsOf(store), sink);
  const given = { tenant: 0, minute: 0, media: 0, ad: false, quotes: null } as const;
  const from = { phone: '+5215512345678', whatsappUserId: null } as const;
  const deliver = (number: number, body: string) =>
    receive({
      account: {
        tenantId: place.tenantId,
        id: place.accountId,
        accountSid: 'AC',
        authToken: '',
      },
      event: asMessage({ ...given, from, number, body }, place.to),
      token: null,
      repeated: false,
    });
  const told = await Promise.allSettled([
    deliver(1, 'one'),
    deliver(2, 'STOCK?'),
    deliver(3, 'two'),
  ]);
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const sids = async () => (await contentsOf(store, place)).messages.map((row) => row.provider_sid);
  expect(await sids()).toEqual([sidOf(1), sidOf(3)]);
  await asAdmin(url, 'DROP TRIGGER fail ON casement.messages');
  expect(await deliver(2, 'STOCK?')).toBe('stored');
  expect(await sids()).toEqual([sidOf(1), sidOf(2), sidOf(3)]);
});
