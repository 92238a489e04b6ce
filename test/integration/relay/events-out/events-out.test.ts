import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createEventsOut } from '../../../../relay/services/events-out/index.ts';
import { READ_SCHEMAS } from '../../../../shared/contract/reads.ts';
import type { EventType } from '../../../../shared/contract/webhook-out.ts';
import { startReceiver } from '../../../support/relay/receiver.ts';
import { restStage } from '../../../support/rest/rest-stage.ts';

const PHONE = '+34600111222';
const HOUR_MS = 3_600_000;
const answered = z.object({ value: z.object({ value: z.unknown() }) });
const told = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

async function stage(types: readonly EventType[] = ['message.received']) {
  const rest = await restStage({ webhooksPrivate: true, deliversEvents: false });
  const receiver = await startReceiver();
  onTestFinished(receiver.close);
  const { relay, desktop, tenantId } = rest;
  const endpointId = randomUUID();
  const command = async (name: string, input: object): Promise<unknown> =>
    desktop.socket.emitWithAck('command', { id: randomUUID(), name, input });
  const read = async <N extends 'endpoints.list' | 'deliveries.list'>(name: N, input: object) => {
    const said: unknown = await desktop.socket.emitWithAck('ask', { name, input });
    return READ_SCHEMAS[name].value.parse(answered.parse(said).value.value);
  };
  const save = (more: object = {}) =>
    command('endpoint.save', {
      endpointId,
      url: receiver.url,
      description: 'ERP',
      types,
      isOn: true,
      ...more,
    });
  const { secret } = z
    .object({ value: z.object({ result: z.object({ secret: z.string() }) }) })
    .parse(await save()).value.result;
  const out = createEventsOut(relay.parts, true);
  return {
    ...rest,
    receiver,
    secret,
    out,
    tenantId,
    command,
    save,
    endpointId,
    told: () => receiver.posts.map(({ body }) => told.parse(JSON.parse(body))),
    ids: () => new Set(receiver.posts.map(({ headers }) => headers['webhook-id'])),
    endpoint: async () => (await read('endpoints.list', {})).endpoints[0],
    deliveries: async () =>
      (await read('deliveries.list', { endpointId, state: null, before: null, limit: 50 }))
        .deliveries,
    replay: (deliveryNumber: number | null) =>
      command('delivery.replay', { endpointId, deliveryNumber }),
  };
}

test('a received message is told once, signed, however many relays look', async () => {
  const here = await stage();
  await here.customer(PHONE, 'Where is my order?');
  const other = createEventsOut(here.relay.parts, true);
  await Promise.all([here.out.look(), other.look(), here.out.look()]);
  expect(here.receiver.verified(here.secret)).toMatchObject([
    { type: 'message.received', data: { message: { body: 'Where is my order?' } } },
  ]);
  expect(await here.deliveries()).toMatchObject([
    { state: 'delivered', attempts: 1, lastStatus: 204, type: 'message.received' },
  ]);
});

test('nothing is put down for who is switched off, or wants another type', async () => {
  const here = await stage(['message.status']);
  await here.customer(PHONE);
  await here.save({ types: ['message.received'], isOn: false });
  await here.customer('+34600111333');
  await here.out.look();
  expect(here.receiver.posts).toEqual([]);
  const { rows } = await here.relay.parts.store.inTenant(here.tenantId, async (tx) => ({
    rows: await tx.sql.selectFrom('outgoing_events').select('id').execute(),
  }));
  expect(rows).toEqual([]);
});

test('who fails is tried again after longer and longer pauses, given up, and tried anew when asked', async () => {
  const here = await stage();
  here.receiver.answer(500);
  await here.customer(PHONE);
  await here.out.look();
  for (const pause of [5, 300, 1800, 7200, 18_000, 36_000, 36_000]) {
    const before = here.receiver.posts.length;
    here.relay.clock.advance(pause * 1000 - 3000);
    await here.out.look();
    expect(here.receiver.posts).toHaveLength(before);
    here.relay.clock.advance(3000);
    await here.out.look();
    expect(here.receiver.posts).toHaveLength(before + 1);
  }
  expect(here.ids().size).toBe(1);
  const [dead] = await here.deliveries();
  expect(dead).toMatchObject({ state: 'dead', attempts: 8, lastStatus: 500, nextAt: null });
  expect(await here.endpoint()).toMatchObject({ dead: 1, waiting: 0, isOn: true });
  here.receiver.answer(200);
  await here.replay(dead?.number ?? 0);
  await here.out.look();
  expect(await here.deliveries()).toMatchObject([{ state: 'delivered', attempts: 9 }]);
  expect(here.ids().size).toBe(1);
  expect(await here.replay(dead?.number ?? 0)).toMatchObject({
    refusal: { code: 'delivery_not_found' },
  });
});

test('a relay that dies before it has put down the answer repeats it under the same id', async () => {
  const here = await stage();
  await here.customer(PHONE);
  const { store } = here.relay.parts;
  let transactions = 0;
  const mortal = createEventsOut(
    {
      ...here.relay.parts,
      store: {
        ...store,
        inTenant: (tenant, work) => {
          transactions += 1;
          if (transactions > 1) throw new Error('died');
          return store.inTenant(tenant, work);
        },
      },
    },
    true,
  );
  await mortal.look();
  await here.out.look();
  expect(here.receiver.posts).toHaveLength(1);
  here.relay.clock.advance(31_000);
  await here.out.look();
  expect(here.receiver.posts).toHaveLength(2);
  expect(here.ids().size).toBe(1);
  expect(await here.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
});

test('410 Gone switches the endpoint off', async () => {
  const here = await stage();
  here.receiver.answer(410);
  await here.customer(PHONE);
  await here.out.look();
  const off = await here.endpoint();
  expect(off).toMatchObject({ isOn: false, dead: 1 });
  expect(off?.goneAt).toBeGreaterThan(0);
  await here.save();
  expect(await here.endpoint()).toMatchObject({ isOn: true, goneAt: null });
});

test('statuses, hand-overs and consent are told', async () => {
  const here = await stage(['message.status', 'conversation.handed_over', 'consent.changed']);
  await here.customer(PHONE);
  const sent = await here.send({
    to: { phone: PHONE },
    content: { type: 'text', text: 'Packed.' },
  });
  expect(sent.status).toBe(202);
  const { conversationId, contactId } = z
    .object({ conversationId: z.uuid(), contactId: z.uuid() })
    .parse(sent.body);
  await here.command('contact.recordConsent', {
    contactId,
    channel: 'sms',
    state: 'opted_in',
    source: 'phone',
    evidence: 'said so',
  });
  await here.command('conversation.assign', {
    conversationId,
    assigneeId: here.desktop.welcome.person.id,
  });
  await expect
    .poll(async () => {
      await here.out.look();
      return here.told().map(({ type, data }) => [type, data['status'] ?? data['state'] ?? '']);
    })
    .toEqual(
      expect.arrayContaining([
        ['conversation.handed_over', ''],
        ['consent.changed', 'opted_in'],
        ['message.status', 'sending'],
        ['message.status', 'delivered'],
      ]),
    );
});

test('a window is told of once, an hour before it closes', async () => {
  const here = await stage(['window.closing']);
  await here.customer(PHONE);
  await here.out.keepUp();
  here.relay.clock.advance(23 * HOUR_MS);
  await here.out.keepUp();
  await here.out.keepUp();
  await here.out.look();
  expect(here.told()).toMatchObject([
    { type: 'window.closing', data: { closesAt: expect.stringMatching(/Z$/) } },
  ]);
});

test('a budget is told of at each of its shares, once each', async () => {
  const here = await stage(['budget.reached']);
  await here.command('budget.save', { period: 'month', cap: 1000, alerts: [80, 100] });
  const spend = (micro: number) =>
    here.relay.parts.store.inTenant(here.tenantId, async (tx) => {
      await tx.sql
        .insertInto('spend_periods')
        .values({ tenant_id: tx.tenantId, period: 'month', starts_on: '2026-03-01' })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await tx.sql
        .updateTable('spend_periods')
        .set({ spent_micro: micro })
        .where('starts_on', '=', '2026-03-01')
        .execute();
    });
  for (const micro of [799, 800, 900, 1000, 0, 1200]) await spend(micro);
  await here.out.look();
  expect(here.told().map(({ data }) => data['percent'])).toEqual(expect.arrayContaining([80, 100]));
  expect(here.receiver.posts).toHaveLength(2);
});

test('the test button sends an event; a new secret signs from then on; who is removed gets nothing', async () => {
  const here = await stage();
  const { endpointId } = here;
  const { secret } = z
    .object({ value: z.object({ result: z.object({ secret: z.string() }) }) })
    .parse(await here.command('endpoint.rotateSecret', { endpointId })).value.result;
  await here.command('endpoint.test', { endpointId });
  await here.out.look();
  expect(here.receiver.verified(secret)).toMatchObject([{ type: 'test', data: { endpointId } }]);
  expect(() => here.receiver.verified(here.secret)).toThrow('signature');
  await here.command('endpoint.test', { endpointId });
  await here.command('endpoint.remove', { endpointId });
  await here.out.look();
  expect(await here.endpoint()).toBeUndefined();
});
