import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBackfill } from '../../../../relay/services/backfill/index.ts';
import { createBooks } from '../../../../relay/services/billing/books/index.ts';
import { reconcileMonth } from '../../../../relay/services/billing/books/reconciliation.ts';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import { MARKETS } from '../../../../shared/data/billing/published.ts';
import { readRateTable } from '../../../../shared/domain/billing/rate-table.ts';
import { HOUR } from '../../../support/sending-model/sending-world.ts';
import {
  type SimulatedStage,
  simulatedStage,
} from '../../../support/sending-model/simulated-stage.ts';

const DAY = 24 * HOUR;

let stage: SimulatedStage;

beforeEach(async () => {
  stage = await simulatedStage(onTestFinished);
  // Noon: what is done at once is of one day. The cards of these prices are in force by then.
  const now = stage.simulator.clock.now();
  const noon = Math.max((Math.floor(now / DAY) + 1.5) * DAY, Date.UTC(2026, 10, 23, 12));
  await stage.simulator.clock.advance(noon - now);
});

const look = () => createBooks(stage.world.parts, stage.mortal().relay).look();
const settle = () => settleSpend(stage.world.parts);

/** The month, as an admin sees it. */
function books(month: string | null = null) {
  const { parts, tenantId, personId } = stage.world;
  return parts.store.inTenant(tenantId, (tx) =>
    reconcileMonth(
      { tx, now: parts.clock.now(), person: { id: personId, role: 'admin' }, sessionId: null },
      { month },
    ),
  );
}

/** Writes to a customer who has just written, and lets a day pass. */
async function aDay(phone: string, texts: number): Promise<string> {
  const day = new Date(stage.simulator.clock.now()).toISOString().slice(0, 10);
  const conversation = await stage.customer(phone);
  for (let text = 0; text < texts; text += 1) {
    await stage.mortal().relay.write(conversation, `text ${String(text)}`);
  }
  // The last ones of a sender wait for the first.
  for (let minute = 0; minute < 5; minute += 1) await stage.pass(60_000);
  await settle();
  await stage.pass(DAY);
  return day;
}

describe('the ledger and the provider’s records', () => {
  it('agree on what the relay has sent and received, to the last micro-unit', async () => {
    const day = await aDay('+5215512345678', 2);
    await look();
    const month = day.slice(0, 7);
    const { rows, readAt, compared } = await books(month);
    expect(readAt).not.toBeNull();
    const ofDay = rows.filter((row) => row.day === day);
    expect(ofDay).toEqual([
      {
        day,
        kind: 'fee_inbound',
        ours: { count: 1, micro: 5000, withoutPrice: 0 },
        theirs: { count: 1, micro: 5000 },
        difference: 0,
        reasons: [],
      },
      {
        day,
        kind: 'fee_outbound',
        ours: { count: 2, micro: 10_000, withoutPrice: 0 },
        theirs: { count: 2, micro: 10_000 },
        difference: 0,
        reasons: [],
      },
      {
        day,
        kind: 'platform_service',
        ours: { count: 2, micro: 0, withoutPrice: 0 },
        theirs: { count: 2, micro: 0 },
        difference: 0,
        reasons: [],
      },
    ]);
    expect(compared).toMatchObject({ days: 1, ours: 15_000, theirs: 15_000 });
  });

  it('differ by what something else has sent, and say so', async () => {
    const day = await aDay('+5215512345678', 1);
    const at = Date.parse(`${day}T12:00:00Z`);
    stage.simulator.account(stage.world.accountSid).importHistory(
      ['a', 'b'].map((letter) => ({
        sid: `SM${letter.repeat(32)}`,
        direction: 'outbound',
        from: `whatsapp:${stage.world.senderAddress}`,
        to: 'whatsapp:+5215512345678',
        body: 'From the shop’s own system',
        at,
        status: 'delivered',
      })),
    );
    await look();
    const { rows } = await books(day.slice(0, 7));
    expect(rows.find((row) => row.day === day && row.kind === 'fee_outbound')).toMatchObject({
      ours: { count: 1 },
      theirs: { count: 3 },
      difference: 10_000,
      reasons: [{ reason: 'more_there', count: 2 }],
    });
  });

  it('wait for each other where a day is not read yet, and are read once a day', async () => {
    const day = await aDay('+5215512345678', 1);
    const before = await books(day.slice(0, 7));
    expect(before.readAt).toBeNull();
    expect(before.rows[0]).toMatchObject({
      theirs: null,
      difference: null,
      reasons: [{ reason: 'not_read_yet', count: 0 }],
    });
    await look();
    const { readAt } = await books(day.slice(0, 7));
    await stage.pass(HOUR);
    await look();
    expect((await books(day.slice(0, 7))).readAt).toBe(readAt);
    await stage.pass(DAY);
    await look();
    expect((await books(day.slice(0, 7))).readAt).not.toBe(readAt);
  });

  it('agree on a message that arrives days later, on the day on which it does', async () => {
    const phone = '+5215512345678';
    const account = stage.simulator.account(stage.world.accountSid);
    const conversation = await stage.customer(phone);
    account.addCustomer({
      address: `whatsapp:${phone}`,
      profileName: 'Lucía Ortega',
      deliversAfterMs: 9 * DAY,
    });
    await stage.mortal().relay.write(conversation, 'It is ready');
    await stage.pass(1000);
    for (let day = 0; day < 8; day += 1) {
      await stage.pass(DAY);
      await settle();
      await look();
    }
    const waiting = await books();
    const sums = [...waiting.rows, ...(await books(lastMonth(waiting.month))).rows];
    expect(sums.filter(({ kind }) => kind === 'fee_outbound')).toEqual([]);
    for (let day = 0; day < 3; day += 1) {
      await stage.pass(DAY);
      await settle();
      await look();
    }
    const arrived = await books();
    const all = [...arrived.rows, ...(await books(lastMonth(arrived.month))).rows];
    expect(all.filter(({ kind }) => kind === 'fee_outbound')).toMatchObject([
      { ours: { count: 1, micro: 5000 }, theirs: { count: 1, micro: 5000 }, reasons: [] },
    ]);
    // A provider that counts it on the day on which it was sent.
    const day = all.find(({ kind }) => kind === 'fee_outbound')?.day ?? '';
    await stage.world.parts.store.inTenant(stage.world.tenantId, ({ sql }) =>
      sql
        .updateTable('usage_records')
        .set({ day: dayOf(Date.parse(day) - 9 * DAY) })
        .where('kind', '=', 'fee_outbound')
        .execute(),
    );
    const apart = await books();
    const both = [...apart.rows, ...(await books(lastMonth(apart.month))).rows];
    expect(both.filter(({ kind }) => kind === 'fee_outbound')).toMatchObject([
      {
        day,
        difference: -5000,
        reasons: [
          { reason: 'more_here', count: 1 },
          { reason: 'late_delivery', count: 1 },
        ],
      },
      {
        difference: 5000,
        reasons: [
          { reason: 'more_there', count: 1 },
          { reason: 'late_delivery', count: 1 },
        ],
      },
    ]);
  });
});

describe('a list of messages that is read anyway', () => {
  it('brings their prices: nobody asks for them one by one', async () => {
    const { parts, tenantId } = stage.world;
    const { rows } = readRateTable(
      [
        ['unit', 'market', 'category', 'amount', 'currency', 'valid_from'],
        ['provider_message', 'Everywhere', 'outbound', '0.004', 'USD', '2026-01-01'],
        ['provider_message', 'Everywhere', 'inbound', '0.002', 'USD', '2026-01-01'],
      ],
      { card: 'own', markets: MARKETS.names },
    );
    const contract = JSON.stringify({ rates: rows, keepsConversations: null, exchangeRates: [] });
    await parts.store.inTenant(tenantId, ({ sql }) =>
      sql
        .insertInto('tenant_rates')
        .values({ tenant_id: tenantId, currency: 'USD', contract, saved_at: 0 })
        .execute(),
    );
    await aDay('+5215512345678', 2);
    const backfill = createBackfill(parts, stage.mortal().relay, HOUR);
    await backfill.readDue();
    const { lines, waiting, sums } = await parts.store.inTenant(tenantId, async ({ sql }) => ({
      lines: await sql
        .selectFrom('ledger_lines')
        .select(['category', 'micro', 'adjusts'])
        .where('component', '=', 'provider')
        .orderBy('number')
        .execute(),
      waiting: await sql
        .selectFrom('message_prices')
        .select('message_id')
        .where('state', '=', 'waiting')
        .execute(),
      sums: await sql.selectFrom('spend_periods').selectAll().where('period', '=', 'day').execute(),
    }));
    const of = (wanted: string) => lines.filter(({ category }) => category === wanted);
    expect(of('outbound')).toMatchObject([
      { micro: 4000, adjusts: null },
      { micro: 4000, adjusts: null },
      { micro: 1000, adjusts: 'charged' },
      { micro: 1000, adjusts: 'charged' },
    ]);
    expect(of('inbound')).toMatchObject([{ micro: 2000 }, { micro: 3000, adjusts: 'charged' }]);
    expect(waiting).toEqual([]);
    // What customers write is spent too.
    expect(sums.reduce((sum, { spent_micro: spent }) => sum + spent, 0)).toBe(3 * 5000);
  });
});

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function lastMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, 7);
}
