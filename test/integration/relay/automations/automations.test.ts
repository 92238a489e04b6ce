import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { AutomationPlan } from '../../../../shared/contract/automation.ts';
import { automationId, messageId } from '../../../../shared/contract/ids.ts';
import { READS } from '../../../../shared/contract/reads.ts';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import { createAutomations } from '../../../../relay/services/automations/index.ts';
import { addTemplate, restStage, type RestStage } from '../../../support/rest/rest-stage.ts';
import { somePlan } from '../../../support/automations/samples.ts';
import { z } from 'zod';

const PHONE = '+34600111222';
const HOUR_MS = 3_600_000;
const answered = z.object({ value: z.object({ value: z.unknown() }) });

async function stage() {
  const rest = await restStage();
  const { relay, desktop, tenantId } = rest;
  const sid = `HX${randomUUID().replaceAll('-', '')}`;
  await relay.parts.store.inTenant(tenantId, (tx) =>
    addTemplate(tx, 'order_confirmed', 'approved', sid),
  );
  const id = automationId.parse(randomUUID());
  /** Looks from so many relays at once; the running one looks, too. */
  const look = async (relays = 1): Promise<void> => {
    const all = Array.from({ length: relays }, () =>
      createAutomations(relay.parts, () => undefined),
    );
    await Promise.all(all.map((one) => one.look()));
    await vi.waitFor(async () => {
      const due = await relay.parts.store.inTenant(tenantId, ({ sql }) =>
        sql
          .selectFrom('automation_runs')
          .select('number')
          .where('state', '=', 'waiting')
          .where('due_at', '<=', relay.clock.now())
          .execute(),
      );
      expect(due).toEqual([]);
    });
  };
  const ask = async (name: 'automations.log' | 'automation.tryOut', input: object) => {
    const said: unknown = await desktop.socket.emitWithAck('ask', { name, input });
    return READS[name].value.parse(answered.parse(said).value.value);
  };
  return {
    ...rest,
    id,
    look,
    contact: async (more: object = {}) =>
      (await rest.ask('POST', '/contacts', { name: 'Mara', phone: PHONE, ...more })).body,
    save: (plan: Partial<AutomationPlan> = {}, more: object = {}) =>
      desktop.socket.emitWithAck('command', {
        id: randomUUID(),
        name: 'automation.save',
        input: {
          automationId: id,
          name: 'Confirmations',
          isOn: true,
          archived: false,
          ...somePlan(plan),
          ...more,
        },
      }),
    order: (externalId: string, more: object = {}) =>
      rest.ask('PUT', `/orders/${externalId}`, {
        contact: { phone: PHONE },
        number: externalId,
        status: 'confirmed',
        currency: 'EUR',
        totalMicros: 1_240_500_000,
        placedOn: '2026-03-02',
        lines: [],
        updatedAt: new Date().toISOString(),
        ...more,
      }),
    runs: async () =>
      z
        .object({ runs: z.array(z.record(z.string(), z.unknown())) })
        .parse(
          await ask('automations.log', { automationId: id, state: null, before: null, limit: 50 }),
        ).runs,
    tryOut: (plan: Partial<AutomationPlan> = {}) =>
      ask('automation.tryOut', { plan: somePlan(plan), days: 30 }),
  };
}

/** Hours around a moment, in UTC. */
function quietNow(now: number) {
  const time = (hours: number) => {
    const at = new Date(now + hours * HOUR_MS);
    return `${String(at.getUTCHours()).padStart(2, '0')}:30`;
  };
  return { from: time(-2), to: time(2), weekends: false };
}

async function messages({ ask }: RestStage) {
  const { body } = await ask('GET', '/messages?limit=50');
  return z.object({ items: z.array(z.record(z.string(), z.unknown())) }).parse(body).items;
}

test('a confirmed order is told once, however often and from however many relays it is looked at', async () => {
  const here = await stage();
  await here.customer(PHONE);
  await here.save();
  await here.order('NW-1');
  await here.order('NW-1', { totalMicros: 1 });
  await here.look(3);
  const out = (await messages(here)).filter(({ direction }) => direction === 'outbound');
  expect(out).toMatchObject([
    {
      body: 'Order NW-1 is on its way.',
      orderReference: 'NW-1',
      author: { origin: 'Confirmations' },
    },
  ]);
  expect(await here.runs()).toMatchObject([
    { state: 'sent', orderNumber: 'NW-1', messageId: out[0]?.['id'] },
  ]);
});

test('what may not be sent is put down with its reason, and no conversation is left behind', async () => {
  const here = await stage();
  await here.contact();
  await here.save();
  await here.order('NW-1');
  await here.look();
  expect(await here.runs()).toMatchObject([
    { state: 'skipped', reason: 'refused', detail: 'no_opt_in', messageId: null },
  ]);
  const { body } = await here.ask('GET', '/conversations');
  expect(body).toMatchObject({ items: [] });
});

test('an event before the automation was switched on, or after, is not told', async () => {
  const here = await stage();
  await here.customer(PHONE);
  await here.order('NW-1');
  await here.save({}, { isOn: false });
  await here.order('NW-2');
  // It would have to wait for some hours.
  await here.relay.parts.store.inTenant(here.tenantId, ({ sql }) =>
    sql.updateTable('contacts').set({ time_zone: 'UTC' }).execute(),
  );
  await here.save({ quietHours: quietNow(here.relay.clock.now()) });
  await here.order('NW-3');
  await here.look();
  await here.save({}, { isOn: false });
  here.relay.clock.advance(6 * HOUR_MS);
  await here.look();
  expect(await here.runs()).toMatchObject([
    { orderNumber: 'NW-3', state: 'skipped', reason: 'switched_off' },
  ]);
});

test('in quiet hours it waits for their end, and is judged anew then', async () => {
  const here = await stage();
  await here.customer(PHONE);
  const zone = { timeZone: 'UTC' };
  const [contact] = z
    .object({ items: z.array(z.object({ id: z.uuid() })) })
    .parse((await here.ask('GET', '/contacts')).body).items;
  await here.ask('PATCH', `/contacts/${contact?.id}`, zone);
  await here.save({ quietHours: quietNow(here.relay.clock.now()) });
  await here.order('NW-1');
  await here.order('NW-2');
  await here.look();
  expect(await here.runs()).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }]);
  await here.order('NW-2', { status: 'cancelled', updatedAt: new Date().toISOString() });
  here.relay.clock.advance(4 * 3_600_000);
  await here.look();
  expect(await here.runs()).toMatchObject([
    { orderNumber: 'NW-2', reason: 'order_over' },
    { orderNumber: 'NW-1', state: 'sent' },
  ]);
});

test('trying it out sends nothing and says what would go, what not and why, and what it costs', async () => {
  const here = await stage();
  await here.customer(PHONE);
  await here.ask('POST', '/contacts', { name: 'Nuno', phone: '+5511987654321' });
  await here.order('NW-1');
  await here.order('NW-2', { totalMicros: 1_000_000 });
  await here.order('NW-3', { contact: { phone: '+5511987654321' } });
  const conditions = {
    atLeast: { micros: 2_000_000, currency: 'EUR' },
    countries: [],
    anyTagIds: [],
    noTagIds: [],
  };
  expect(await here.tryOut({ conditions })).toMatchObject({
    looked: 3,
    isAll: true,
    sent: 1,
    skipped: expect.arrayContaining([
      { reason: 'below_amount', detail: null, count: 1 },
      { reason: 'refused', detail: 'no_opt_in', count: 1 },
    ]),
    cost: { total: { currency: 'USD' }, countries: [{ country: 'ES', messages: 1 }] },
    examples: [{ orderNumber: 'NW-1', text: 'Order NW-1 is on its way.' }],
  });
  expect((await messages(here)).filter(({ direction }) => direction === 'outbound')).toEqual([]);
});

test('a company that may not use automations is told so in the log', async () => {
  const here = await stage();
  await here.customer(PHONE);
  await here.relay.parts.store.inTenant(here.tenantId, ({ sql, tenantId }) =>
    sql
      .insertInto('tenant_rules')
      .values({ tenant_id: tenantId, may_use_automations: false })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet({ may_use_automations: false }),
      )
      .execute(),
  );
  await here.save();
  await here.order('NW-1');
  await here.look();
  expect(await here.runs()).toMatchObject([{ state: 'skipped', reason: 'not_allowed' }]);
});

test('what its message cost names it in the ledger', async () => {
  const here = await stage();
  await here.customer(PHONE);
  await here.save();
  await here.order('NW-1');
  await here.look();
  const { store, clock } = here.relay.parts;
  const [run] = await here.runs();
  const id = messageId.parse(run?.['messageId']);
  await store.inTenant(here.tenantId, async ({ sql, changed }) => {
    const at = clock.now();
    await sql
      .updateTable('messages')
      .set({ status: 'delivered', delivered_at: at, provider_sid: `SM${'1'.repeat(32)}` })
      .where('id', '=', id)
      .execute();
    changed('message', id);
  });
  while ((await settleSpend(here.relay.parts, [here.tenantId])).length > 0);
  const lines = await store.inTenant(here.tenantId, ({ sql }) =>
    sql
      .selectFrom('ledger_lines')
      .select(['automation_id', 'author_kind', 'person_id', 'happened_at'])
      .where('message_id', '=', id)
      .execute(),
  );
  expect(lines.map((line) => line.automation_id)).toEqual([here.id, here.id]);
  expect(lines[0]).toMatchObject({ author_kind: 'system', person_id: null });
});
