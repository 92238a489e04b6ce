import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { READS } from '../../../../../shared/contract/reads.ts';
import { addOtherTenant } from '../../../../support/relay/people.ts';
import { asAdmin } from '../../../../support/relay/sql.ts';
import { addKey, ask, restStage, type RestStage } from '../../../../support/rest/rest-stage.ts';

const PHONE = '+34600111222';
const made = z.object({ id: z.uuid() });

async function newContact(stage: RestStage, name: string, more: object): Promise<string> {
  return made.parse((await stage.ask('POST', '/contacts', { name, ...more })).body).id;
}

/** An order as the ERP tells it; `minute` is when it changed. */
function told(minute: number, more: object = {}) {
  return {
    contact: { phone: PHONE },
    number: 'NW-1000',
    status: 'open',
    currency: 'EUR',
    totalMicros: 1_240_500_000,
    placedOn: '2026-03-02',
    lines: [{ sku: 'HB-0840', name: 'Hex bolt M8', quantity: 500, priceMicros: 240_000 }],
    updatedAt: new Date(Date.UTC(2026, 2, 2, 8, minute)).toISOString(),
    ...more,
  };
}

async function events(stage: RestStage): Promise<readonly unknown[]> {
  const rows = await asAdmin(
    stage.relay.databaseUrl,
    'SELECT kind, key FROM casement.order_events ORDER BY number',
    [],
  );
  return rows.map(({ kind, key }) => [kind, key]);
}

async function ofContact({ desktop }: RestStage, contactId: string) {
  const asked = { name: 'orders.ofContact', input: { contactId, limit: 10 } };
  const said: unknown = await desktop.socket.emitWithAck('ask', asked);
  const { value } = z.object({ value: z.object({ value: z.unknown() }) }).parse(said);
  return READS['orders.ofContact'].value.parse(value.value);
}

test('an order is told again without effect, changed, and never set back by what comes late', async () => {
  const stage = await restStage();
  const contactId = await newContact(stage, 'Mara', { phone: PHONE });
  const put = async (order: object) => (await stage.ask('PUT', '/orders/erp-1', order)).body;
  const confirmed = { status: 'confirmed', promisedOn: '2026-03-09' };
  expect(await put(told(1))).toMatchObject({ outcome: 'created', order: { contactId } });
  expect(await put(told(1))).toMatchObject({ outcome: 'unchanged' });
  expect(await put(told(3, confirmed))).toMatchObject({ outcome: 'updated' });
  expect(await put(told(2))).toMatchObject({
    outcome: 'outdated',
    order: { status: 'confirmed', updatedAt: '2026-03-02T08:03:00.000Z' },
  });
  await put(told(4));
  await put(told(5, confirmed));
  expect(await events(stage)).toEqual([['confirmed', '']]);
  const { body } = await stage.ask('GET', `/orders?contactId=${contactId}`);
  expect(body).toMatchObject({ items: [{ externalId: 'erp-1', ...confirmed }], next: null });
});

test('of states that come at once and in any order, the newest stays and each event is one', async () => {
  const stage = await restStage();
  await newContact(stage, 'Mara', { phone: PHONE });
  const states = Array.from({ length: 12 }, (_, minute) =>
    told(minute, { status: 'confirmed', number: `NW-${minute}` }),
  );
  const replies = await Promise.all(
    states.toReversed().map((order) => stage.ask('PUT', '/orders/erp-1', order)),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await stage.ask('GET', '/orders/erp-1')).body).toMatchObject({ number: 'NW-11' });
  expect(await events(stage)).toEqual([['confirmed', '']]);
});

test('many orders at once: one whose contact is not there leaves the others', async () => {
  const stage = await restStage();
  await newContact(stage, 'Mara', { phone: PHONE, externalId: 'C-7' });
  const contacts = [{ phone: PHONE }, { externalId: 'C-8' }, { externalId: 'C-7' }];
  const orders = contacts.map((contact, at) => told(1, { contact, externalId: `erp-${at}` }));
  const { body } = await stage.ask('POST', '/orders/batch', { orders });
  expect(body).toEqual({
    results: [
      { externalId: 'erp-0', outcome: 'created' },
      { externalId: 'erp-1', outcome: 'contact_not_found' },
      { externalId: 'erp-2', outcome: 'created' },
    ],
  });
  const twice = { orders: [orders[0], orders[0]] };
  expect((await stage.ask('POST', '/orders/batch', twice)).body).toMatchObject({
    code: 'invalid_input',
    detail: 'body.orders: has an order twice',
  });
  const most = Array.from({ length: 500 }, (_, at) => told(2, { externalId: `many-${at}` }));
  expect((await stage.ask('POST', '/orders/batch', { orders: most })).status).toBe(200);
  const tooMany = [...most, told(2, { externalId: 'many-500' })];
  expect((await stage.ask('POST', '/orders/batch', { orders: tooMany })).status).toBe(400);
});

test('the last of an article is noted with every order that waits for it, once', async () => {
  const stage = await restStage();
  const contactId = await newContact(stage, 'Mara', { phone: PHONE });
  await stage.ask('PUT', '/orders/erp-1', told(1));
  await stage.ask('PUT', '/orders/erp-2', told(1, { status: 'delivered' }));
  await stage.ask('PUT', '/orders/erp-3', told(1, { lines: [] }));
  const tell = async (minute: number, available: number) => {
    const { updatedAt } = told(minute);
    const body = { available, expectedOn: '2026-03-20', updatedAt };
    return (await stage.ask('PUT', '/stock/HB-0840', body)).body;
  };
  expect(await tell(1, 40)).toEqual({ sku: 'HB-0840', outcome: 'created' });
  expect(await tell(3, 0)).toEqual({ sku: 'HB-0840', outcome: 'updated' });
  expect(await tell(2, 30)).toEqual({ sku: 'HB-0840', outcome: 'outdated' });
  await tell(4, 10);
  await tell(5, 0);
  expect(await events(stage)).toEqual([['out_of_stock', 'HB-0840']]);
  const { orders, stock } = await ofContact(stage, contactId);
  expect(orders.map(({ externalId }) => externalId).toSorted()).toEqual([
    'erp-1',
    'erp-2',
    'erp-3',
  ]);
  expect(stock).toEqual([{ sku: 'HB-0840', available: 0, expectedOn: '2026-03-20' }]);
});

test('orders go with their contact when it is merged, and are found by its earlier id', async () => {
  const stage = await restStage();
  const gone = await newContact(stage, 'Mara', { phone: PHONE });
  const kept = await newContact(stage, 'Mara Ortega', { phone: '+34600333444' });
  await stage.ask('PUT', '/orders/erp-1', told(1));
  const merge = { keptId: kept, removedId: gone };
  const command = { id: randomUUID(), name: 'contact.merge', input: merge };
  expect(await stage.desktop.socket.emitWithAck('command', command)).toMatchObject({ ok: true });
  for (const id of [kept, gone]) expect((await ofContact(stage, id)).orders).toHaveLength(1);
  const named = await stage.ask('PUT', '/orders/erp-2', told(1, { contact: { id: gone } }));
  expect(named.body).toMatchObject({ outcome: 'created', order: { contactId: kept } });
});

test('a key of another tenant neither sees orders nor changes them', async () => {
  const stage = await restStage();
  await newContact(stage, 'Mara', { phone: PHONE });
  await stage.ask('PUT', '/orders/erp-1', told(1));
  const theirs = await addOtherTenant(stage.relay);
  const { secret } = await addKey(stage.relay, theirs.tenantId);
  const get = (path: string) => ask(stage.url, secret, 'GET', path);
  expect((await get('/orders')).body).toEqual({ items: [], next: null });
  expect((await get('/orders/erp-1')).body).toMatchObject({ code: 'order_not_found' });
  const contact = { contact: { phone: PHONE } };
  const change = await ask(stage.url, secret, 'PUT', '/orders/erp-1', told(9, contact));
  expect(change.body).toMatchObject({ code: 'contact_not_found', status: 404 });
  expect((await stage.ask('GET', '/orders/erp-1')).body).toMatchObject({
    updatedAt: '2026-03-02T08:01:00.000Z',
  });
});

test('the audit log has an order that came, changed its state or went to somebody else, and no more', async () => {
  const stage = await restStage();
  await newContact(stage, 'Mara', { phone: PHONE });
  const put = async (order: object) => (await stage.ask('PUT', '/orders/erp-1', order)).body;
  await put(told(1));
  await put(told(2, { promisedOn: '2026-03-09' }));
  await put(told(3, { status: 'confirmed' }));
  await put(told(2, { status: 'cancelled' }));
  await stage.ask('PUT', '/orders/erp-9', told(1, { contact: { phone: '+34600999999' } }));
  const rows = await asAdmin(
    stage.relay.databaseUrl,
    `SELECT action, subject_label, before->>'status' AS was, after->>'status' AS is
     FROM casement.audit_log WHERE subject_kind = 'order' ORDER BY number`,
    [],
  );
  expect(rows).toEqual([
    { action: 'orders.put', subject_label: 'NW-1000', was: null, is: 'open' },
    { action: 'orders.put', subject_label: 'NW-1000', was: 'open', is: 'confirmed' },
  ]);
});
