import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createScheduling } from '../../../../relay/services/scheduled/index.ts';
import { loadScheduledMessages } from '../../../../relay/db/records/scheduled-messages.ts';
import { addTemplate, restStage } from '../../../support/rest/rest-stage.ts';

const PHONE = '+34600111222';
const HOUR_MS = 3_600_000;

async function stage() {
  const rest = await restStage();
  const { relay, desktop, tenantId } = rest;
  await rest.customer(PHONE);
  const { items } = z
    .object({ items: z.array(z.object({ id: z.uuid() })) })
    .parse((await rest.ask('GET', '/conversations')).body);
  const conversationId = items[0]?.id ?? '';
  const give = (name: string, input: object): Promise<unknown> =>
    desktop.socket.emitWithAck('command', { id: randomUUID(), name, input });
  const waiting = async () =>
    (await relay.parts.store.inTenant(tenantId, (tx) => loadScheduledMessages(tx, null))).map(
      ({ record }) => record,
    );
  return {
    ...rest,
    waiting,
    give,
    /** Looks from so many relays at once; the running one looks, too. */
    look: async (relays = 1) => {
      const all = Array.from({ length: relays }, () =>
        createScheduling(relay.parts, () => undefined),
      );
      await Promise.all(all.map((one) => one.look()));
      await vi.waitFor(async () => {
        const now = relay.clock.now();
        const due = (await waiting()).filter(({ at, problem }) => problem === null && at <= now);
        expect(due).toEqual([]);
      });
    },
    in: (ms: number) => relay.clock.now() + ms,
    save: (id: string, at: number, content: object) =>
      give('scheduledMessage.save', { scheduledMessageId: id, conversationId, content, at }),
    outbound: async () =>
      z
        .object({ items: z.array(z.record(z.string(), z.unknown())) })
        .parse((await rest.ask('GET', '/messages?limit=50')).body)
        .items.filter(({ direction }) => direction === 'outbound'),
  };
}

const text = (body: string) => ({ kind: 'text', body, repliesToId: null });
const refused = (code: string) => ({ ok: false, refusal: { code } });

test('a message goes out when its moment comes, once, however many relays look', async () => {
  const here = await stage();
  const [later, sooner] = [randomUUID(), randomUUID()];
  await here.save(later, here.in(2 * HOUR_MS), text('In two hours'));
  await here.save(sooner, here.in(HOUR_MS), text('In one hour'));
  await here.look();
  expect(await here.outbound()).toEqual([]);
  here.relay.clock.advance(HOUR_MS + 1000);
  await here.look(3);
  expect(await here.outbound()).toMatchObject([{ body: 'In one hour' }]);
  expect(await here.waiting()).toMatchObject([{ id: later, problem: null }]);
  expect(await here.save(sooner, here.in(0), text('Once more'))).toMatchObject(
    refused('already_sent'),
  );
  expect(await here.give('scheduledMessage.remove', { scheduledMessageId: sooner })).toMatchObject(
    refused('already_sent'),
  );
});

test('every rule is asked when the moment comes: what it forbids stays, with the reason', async () => {
  const here = await stage();
  const id = randomUUID();
  await here.save(id, here.in(25 * HOUR_MS), text('Too late for the window'));
  here.relay.clock.advance(26 * HOUR_MS);
  await here.look();
  expect(await here.outbound()).toEqual([]);
  expect(await here.waiting()).toMatchObject([{ id, problem: 'window_closed' }]);
  await here.relay.parts.store.inTenant(here.tenantId, (tx) => addTemplate(tx, 'order_shipped'));
  // Somebody changes it for one that may go, and it goes.
  const templateId = await here.relay.parts.store.inTenant(here.tenantId, (tx) =>
    addTemplate(tx, 'order_on_its_way'),
  );
  await here.relay.parts.store.inTenant(here.tenantId, ({ sql, tenantId }) =>
    sql
      .updateTable('contacts')
      .set({ opt_in_whatsapp: 'opted_in' })
      .where('tenant_id', '=', tenantId)
      .execute(),
  );
  await here.save(id, here.in(0), { kind: 'template', templateId, variables: { '1': 'NW-1' } });
  await here.look();
  expect(await here.outbound()).toMatchObject([{ body: 'Order NW-1 is on its way.' }]);
  expect(await here.waiting()).toEqual([]);
});

test('one that is taken back, or whose customer has opted out, does not go', async () => {
  const here = await stage();
  const [one, two] = [randomUUID(), randomUUID()];
  await here.save(one, here.in(HOUR_MS), text('One'));
  await here.save(two, here.in(HOUR_MS), text('Two'));
  await here.give('scheduledMessage.remove', { scheduledMessageId: one });
  await here.account.customer(`whatsapp:${PHONE}`).writes('STOP');
  here.relay.clock.advance(2 * HOUR_MS);
  await here.look();
  expect(await here.outbound()).toEqual([]);
  expect(await here.waiting()).toMatchObject([{ id: two, problem: 'opted_out' }]);
});

test('what waits goes with its conversation when two contacts become one', async () => {
  const here = await stage();
  const other = '+34600999888';
  await here.customer(other);
  const { items } = z
    .object({ items: z.array(z.object({ id: z.uuid(), contactId: z.uuid() })) })
    .parse((await here.ask('GET', '/conversations')).body);
  const [kept, gone] = items;
  const id = randomUUID();
  await here.give('scheduledMessage.save', {
    scheduledMessageId: id,
    conversationId: gone?.id,
    content: text('In an hour'),
    at: here.in(HOUR_MS),
  });
  await here.give('contact.merge', { keptId: kept?.contactId, removedId: gone?.contactId });
  expect(await here.waiting()).toMatchObject([{ id, conversationId: kept?.id }]);
  here.relay.clock.advance(HOUR_MS + 1000);
  await here.look();
  expect(await here.outbound()).toMatchObject([{ body: 'In an hour', conversationId: kept?.id }]);
});
