import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { v7 } from 'uuid';
import { z } from 'zod';
import { applyChanges } from '../../../../main/sync/apply.ts';
import type { InboundMessage } from '../../../../relay/providers/provider.ts';
import { noteConsent } from '../../../../relay/services/conversations/note-consent.ts';
import { contactId, personId, senderId } from '../../../../shared/contract/ids.ts';
import { addMarkedPerson, MARKS } from '../../../support/erasure/marked-person.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { NO_TOPICS } from '../../../support/test-cache.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { addInbound } from '../../../support/relay/thread.ts';
import { modelDesktop } from '../../../support/retention/model-desktop.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { tenantTables } from '../../../support/relay/tenant-rows.ts';

const FOUND = [
  MARKS.name,
  MARKS.number,
  MARKS.number.slice(1),
  MARKS.word,
  MARKS.userId,
  // As a file has it, and as bytes are shown.
  '39-87 654',
  Buffer.from(MARKS.word).toString('hex'),
];

/** Tables with a row in which one of the marks stands, in any column. */
async function whereMarked(databaseUrl: string): Promise<readonly string[]> {
  const places: string[] = [];
  for (const { name } of await tenantTables(databaseUrl)) {
    const rows = await asAdmin(
      databaseUrl,
      `SELECT t::text AS row FROM casement.${name} t WHERE EXISTS (
        SELECT FROM unnest($1::text[]) mark WHERE strpos(t::text, mark) > 0)`,
      [FOUND],
    );
    if (rows.length > 0) places.push(name);
  }
  return places;
}

const erasures = z.object({
  erasures: z.array(
    z.object({
      doneAt: z.number().nullable(),
      certificate: z.string().nullable(),
      isIntact: z.boolean(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
});

function inboundOf(phone: string): InboundMessage {
  return {
    kind: 'inbound',
    providerSid: 'SM1',
    channel: 'whatsapp',
    from: { phone, whatsappUserId: null },
    to: '+13125550142',
    profileName: null,
    body: null,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToSid: null,
  };
}

async function stage() {
  const relay = await runningRelay();
  const { call, welcome } = await connectDesktop(relay.url, await signIn(relay.url));
  const tenant = welcome.tenant.id;
  const { store } = relay.parts;
  const person = personId.parse(welcome.person.id);
  const made = await store.inTenant(tenant, async (tx) => {
    const sender = await tx.sql.selectFrom('senders').select('id').executeTakeFirstOrThrow();
    return { sender: sender.id, ...(await addMarkedPerson(tx, senderId.parse(sender.id), person)) };
  });
  const give = (name: string, input: object) => call('command', { id: randomUUID(), name, input });
  const list = async () => {
    const answer = await call('ask', { name: 'erasures.list', input: {} });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return erasures.parse(answer.value.value);
  };
  const erase = async (confirmation: string = MARKS.name) =>
    give('contact.erase', {
      contactId: made.contact,
      erasureId: v7(),
      confirmation,
      reference: 'Request 17',
    });
  const untilDone = () =>
    vi.waitFor(
      async () => {
        const [first] = (await list()).erasures;
        if (first?.doneAt === null || first === undefined) throw new Error('not done yet');
        return first;
      },
      { timeout: 20_000, interval: 100 },
    );
  return { relay, tenant, store, made, give, list, erase, untilDone };
}

it('leaves nothing of the person in any column of any table', async () => {
  const { relay, erase, untilDone } = await stage();
  const before = await whereMarked(relay.databaseUrl);
  expect(before).toEqual(
    expect.arrayContaining([
      'api_requests',
      'audit_log',
      'automation_runs',
      'commands',
      'consent_entries',
      'contact_addresses',
      'contact_import_rows',
      'contacts',
      'conversations',
      'media',
      'messages',
      'notes',
      'order_events',
      'orders',
      'outgoing_events',
      'scheduled_messages',
      'upload_pieces',
      'uploads',
    ]),
  );

  expect(await erase()).toMatchObject({ ok: true });
  const done = await untilDone();

  expect(await whereMarked(relay.databaseUrl)).toEqual([]);
  expect(done.isIntact).toBe(true);
  expect(done.counts).toMatchObject({ messages: 2, files: 1, notes: 1, orders: 1, contacts: 1 });
  expect(JSON.parse(done.certificate ?? '')).toMatchObject({ reference: 'Request 17' });
}, 60_000);

it('does nothing where something else is typed', async () => {
  const { relay, erase, list } = await stage();
  const before = await whereMarked(relay.databaseUrl);
  expect(await erase('Somebody else')).toMatchObject({
    ok: false,
    refusal: { code: 'invalid_input' },
  });
  expect(await whereMarked(relay.databaseUrl)).toEqual(before);
  expect((await list()).erasures).toEqual([]);
});

it('keeps the opt-out when the number is brought back, until the customer lifts it', async () => {
  const { relay, store, tenant, erase, untilDone, give } = await stage();
  await erase(MARKS.number);
  await untilDone();
  const fresh = contactId.parse(v7());
  expect(
    await give('contact.create', {
      contactId: fresh,
      name: 'Somebody new',
      identities: [{ channel: 'whatsapp', address: MARKS.number }],
      tagIds: [],
    }),
  ).toMatchObject({ ok: true });
  const optIn = () =>
    store.inTenant(tenant, ({ sql }) =>
      sql
        .selectFrom('contacts')
        .select(['opt_in_whatsapp', 'opt_in_sms'])
        .where('id', '=', fresh)
        .executeTakeFirstOrThrow(),
    );
  expect(await optIn()).toEqual({ opt_in_whatsapp: 'opted_out', opt_in_sms: 'unknown' });
  await store.inTenant(tenant, ({ sql }) =>
    sql
      .updateTable('contacts')
      .set({ opt_in_whatsapp: 'opted_in' })
      .where('id', '=', fresh)
      .execute(),
  );
  expect(await optIn()).toMatchObject({ opt_in_whatsapp: 'opted_out' });

  const START = { ...inboundOf(MARKS.number), body: 'START' };
  await store.inTenant(tenant, (tx) => noteConsent(tx, fresh, START, relay.clock.now()));
  expect(await optIn()).toMatchObject({ opt_in_whatsapp: 'opted_in' });
}, 60_000);

it('is finished by another relay where one stops in the middle', async () => {
  const { relay, erase, made, tenant, store } = await stage();
  await store.inTenant(tenant, async (tx) => {
    for (let n = 0; n < 1600; n += 1) await addInbound(tx, made.conversation, 3000 + n, MARKS.word);
  });
  expect(await erase()).toMatchObject({ ok: true });
  await relay.close();
  const open = await asAdmin(
    relay.databaseUrl,
    'SELECT count(*)::int AS open FROM casement.erasures WHERE done_at IS NULL',
  );
  expect(open).toEqual([{ open: 1 }]);
  const { databaseUrl, secretKey } = relay;
  await runningRelay({ databaseUrl, secretKey });
  await vi.waitFor(
    async () => {
      const [row] = await asAdmin(databaseUrl, 'SELECT counts, done_at FROM casement.erasures');
      expect(row?.['done_at']).not.toBeNull();
      expect(row?.['counts']).toMatchObject({ messages: 1602 });
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(await whereMarked(databaseUrl)).toEqual([]);
}, 90_000);

it('takes everything of the person off a desktop, and lets nothing late in', async () => {
  const { store, tenant, erase, untilDone, made } = await stage();
  const desktop = async () => modelDesktop(store, tenant, await temporaryFolder());
  const [online, late, fresh] = [await desktop(), await desktop(), await desktop()];
  await online.follow();
  await late.follow();
  online.cache.drafts.set(
    made.conversation,
    { text: MARKS.word, repliesToId: null, template: null, attachments: [] },
    1,
  );
  expect(FOUND.filter((mark) => online.text().includes(mark))).toContain(MARKS.name);
  const read = await late.readHistory();

  await erase();
  await online.follow();
  await untilDone();
  for (const one of [online, late, fresh]) await one.follow();
  applyChanges(late.cache, read.changes, NO_TOPICS);
  for (const one of [late]) await one.follow();

  for (const one of [online, late, fresh]) {
    const text = one.text();
    expect(FOUND.filter((mark) => text.includes(mark))).toEqual([]);
  }
}, 60_000);

it('leaves the sums of the ledger as they were', async () => {
  const { relay, store, tenant, made, erase, untilDone } = await stage();
  await store.inTenant(tenant, ({ sql }) =>
    sql
      .insertInto('ledger_lines')
      .values({
        tenant_id: tenant,
        message_id: made.message,
        component: 'platform',
        conversation_id: made.conversation,
        contact_id: made.contact,
        sender_id: senderId.parse(made.sender),
        category: 'utility',
        day: '2026-03-02',
        regime: 'message',
        billing_conversation: made.message,
        opened_at: 1,
        initiator: 'business',
        kind: 'charged',
        reason: 'message',
        micro: 12_345,
        currency: 'EUR',
        at: 1,
        happened_at: 1,
        person_id: null,
        template_id: null,
        market: 'DE',
        card: 'published',
        card_from: '2026-01-01',
        carried: false,
        confidence: 'exact',
        sent_at: 1,
        author_kind: null,
        automation_id: null,
        template_version_id: null,
      })
      .execute(),
  );
  const sums = () =>
    asAdmin(
      relay.databaseUrl,
      'SELECT currency, kind, sum(micro) AS micro, count(*) AS lines FROM casement.ledger_lines GROUP BY 1, 2 ORDER BY 1, 2',
    );
  const before = await sums();
  expect(before).toContainEqual(expect.objectContaining({ micro: '12345' }));
  await erase();
  const done = await untilDone();
  expect(await sums()).toEqual(before);
  expect(JSON.parse(done.certificate ?? '')).toMatchObject({
    kept: [{ count: expect.any(Number) }, {}, {}],
  });
}, 60_000);
