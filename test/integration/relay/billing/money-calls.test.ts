import { randomUUID } from 'node:crypto';
import { sql as raw } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { BILLING_READS, spendBy } from '../../../../shared/contract/reads/billing.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { fill, type Ids } from '../../../support/relay/filled-tenant.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

const HEADER = 'unit,market,category,above,amount,currency,valid_from,valid_until,source';

/** What an answer holds, or the refusal. */
function unwrap(answer: unknown): unknown {
  const { ok, value, refusal } = z
    .object({
      ok: z.boolean(),
      value: z.looseObject({}).optional(),
      refusal: z.unknown().optional(),
    })
    .parse(answer);
  return ok ? (value?.['value'] ?? value?.['result'] ?? null) : { refusal };
}

const spendMonth = BILLING_READS['spend.month'].value;
const spendLines = BILLING_READS['spend.lines'].value;

/** Lines of this month in two categories and markets, charged and free. */
async function moreLines(
  db: TenantTransaction['sql'],
  tenantId: string,
  { conversation, contact, sender }: Ids,
): Promise<void> {
  await raw`
    INSERT INTO ledger_lines (tenant_id, message_id, component, conversation_id, contact_id,
      sender_id, category, market, day, regime, billing_conversation, opened_at, initiator, kind,
      reason, micro, currency, card, at, happened_at, author_kind)
    SELECT ${tenantId}, gen_random_uuid(), 'platform', ${conversation}, ${contact}, ${sender},
      CASE n % 2 WHEN 0 THEN 'utility' ELSE 'marketing' END,
      CASE n % 3 WHEN 0 THEN 'Brazil' WHEN 1 THEN 'Germany' END,
      to_char(now() AT TIME ZONE 'America/Chicago', 'YYYY-MM-DD'), 'message', gen_random_uuid(), 1,
      'business', CASE n % 4 WHEN 0 THEN 'free' ELSE 'charged' END, 'message',
      CASE n % 4 WHEN 0 THEN NULL ELSE 1000 * n END, CASE n % 4 WHEN 0 THEN NULL ELSE 'USD' END,
      CASE n % 4 WHEN 0 THEN NULL ELSE 'card' END, 1, 1, 'person'
    FROM generate_series(1, 11) AS g(n)`.execute(db);
}

async function desk() {
  const relay = await runningRelay();
  const { socket, welcome } = await connectDesktop(relay.url, await signIn(relay.url));
  const tenantId = welcome.tenant.id;
  const ids = await relay.parts.store.inTenant(tenantId, async (tx) => {
    const sender = await tx.sql.selectFrom('senders').select('id').executeTakeFirstOrThrow();
    return fill(tx, sender.id, 'hello');
  });
  return {
    relay,
    ids,
    tenantId,
    give: async (name: string, input: object) =>
      unwrap(await socket.emitWithAck('command', { id: randomUUID(), name, input })),
    ask: async (name: string, input: object) =>
      unwrap(await socket.emitWithAck('ask', { name, input })),
  };
}

describe('an admin', () => {
  it('sets a budget, sees how much of it is used, and takes it away', async () => {
    const { give, ask, relay } = await desk();
    const month = { month: null, by: 'category' };
    await give('budget.save', { period: 'month', cap: 50_000_000 });
    await settleSpend(relay.parts);
    expect(await ask('spend.month', month)).toMatchObject({
      currency: 'USD',
      periods: [
        { period: 'day', cap: null },
        { period: 'week', cap: null },
        { period: 'month', cap: 50_000_000, operatorCap: null, reserved: 0 },
      ],
      stale: { count: 0, micro: 0 },
    });
    await give('budget.save', { period: 'month', cap: null });
    expect(await ask('spend.month', month)).toMatchObject({
      periods: [{ cap: null }, { cap: null }, { cap: null }],
    });
    const log = { text: 'budget', from: null, to: null, before: null, limit: 5 };
    expect(await ask('audit.list', log)).toMatchObject({
      entries: [
        { action: 'budget.save', before: { cap: 50_000_000 }, after: null },
        { action: 'budget.save', before: null, after: { cap: 50_000_000 } },
      ],
    });
  });

  it('saves the company’s own prices as a table, or learns which rows are wrong', async () => {
    const { give, ask } = await desk();
    const save = (csv: string) =>
      give('rates.save', { csv, currency: 'USD', keepsConversations: null });
    const wrong = `${HEADER}\nmessage,Brazil,utility,0,-1,USD,2026-10-01,,\n`;
    expect(await save(wrong)).toEqual({
      saved: 0,
      problems: [{ row: 2, column: 'amount', problem: 'amount_not_valid', value: '-1' }],
    });
    const csv = `${HEADER}\nmessage,Brazil,utility,0,0.0050,USD,2026-10-01,,our contract\n`;
    expect(await save(csv)).toEqual({ saved: 1, problems: [] });
    expect(await ask('rates.own', {})).toMatchObject({ csv, currency: 'USD' });
    expect(await save('"')).toMatchObject({ refusal: { code: 'file_not_readable' } });
  });
});

describe('how a company is billed beside its prices', () => {
  it('has its currency, its days and its rates of exchange; the prices stay', async () => {
    const { give, ask } = await desk();
    const csv = `${HEADER}\nmessage,Brazil,utility,0,0.0050,BRL,2026-10-01,2026-12-31,our contract\n`;
    await give('rates.save', { csv, currency: 'USD', keepsConversations: null });
    expect(await ask('rates.own', {})).toMatchObject({
      rows: [
        {
          unit: 'message',
          market: 'Brazil',
          micro: 5000,
          currency: 'BRL',
          validUntil: '2026-12-31',
        },
      ],
      missing: ['BRL'],
    });
    const keepsConversations = { from: '2026-01-01', until: null };
    const terms = {
      currency: 'EUR',
      keepsConversations,
      exchangeRates: [
        { from: 'USD', micro: 920_000 },
        { from: 'BRL', micro: 160_000 },
      ],
    };
    expect(await give('rates.save', terms)).toEqual({ saved: 1, problems: [] });
    expect(await ask('rates.own', {})).toMatchObject({
      currency: 'EUR',
      keepsConversations,
      exchangeRates: terms.exchangeRates,
      missing: [],
      rows: [{ market: 'Brazil' }],
    });
    for (const wrong of [
      [{ from: 'EUR', micro: 1 }],
      [{ from: 'XXX', micro: 1 }],
      [terms.exchangeRates[0], terms.exchangeRates[0]],
    ]) {
      const said = await give('rates.save', { ...terms, exchangeRates: wrong });
      expect(said).toMatchObject({ refusal: { code: 'invalid_input' } });
    }
  });

  it('keeps its currency once there are sums or budgets in it', async () => {
    const { give } = await desk();
    await give('budget.save', { period: 'day', cap: 1 });
    expect(await give('rates.save', { currency: 'EUR', keepsConversations: null })).toMatchObject({
      refusal: { code: 'currency_in_use' },
    });
    expect(await give('rates.save', { currency: 'USD', keepsConversations: null })).toMatchObject({
      saved: 0,
    });
  });
});

describe('the lines behind a sum', () => {
  it('come to it, however spend is told apart, page by page', async () => {
    const { ask, relay, ids, tenantId } = await desk();
    await settleSpend(relay.parts);
    // Some more of other kinds, so that there is something to tell apart.
    await relay.parts.store.inTenant(tenantId, ({ sql }) => moreLines(sql, tenantId, ids));
    for (const by of spendBy.options) {
      const month = spendMonth.parse(await ask('spend.month', { month: null, by }));
      expect(month.groups.length).toBeGreaterThan(0);
      for (const { key, sums, free } of month.groups) {
        const lines: z.output<typeof spendLines>['lines'] = [];
        let before: number | null = null;
        do {
          const page: z.output<typeof spendLines> = spendLines.parse(
            await ask('spend.lines', { month: month.month, by, key, before, limit: 2 }),
          );
          lines.push(...page.lines);
          before = page.next;
        } while (before !== null);
        const micro = lines.reduce((sum, line) => sum + (line.micro ?? 0), 0);
        expect([by, key, micro]).toEqual([by, key, sums[0]?.micro ?? 0]);
        expect(lines.filter(({ kind }) => kind === 'free')).toHaveLength(free);
      }
    }
  });
});

describe('before a message is sent', () => {
  it('everyone sees what it would cost, and why', async () => {
    const { ask, give, ids, relay } = await desk();
    await settleSpend(relay.parts);
    const { conversation } = ids;
    expect(
      await ask('price.next', { conversationId: conversation, templateId: null, segments: 1 }),
    ).toMatchObject({
      market: 'North America',
      category: 'service',
      parts: [
        { component: 'platform', price: { kind: 'free', reason: 'monthly_allowance' } },
        {
          component: 'provider',
          price: { kind: 'charged', amount: { micro: 5000, currency: 'USD' } },
        },
      ],
      total: { micro: 5000, currency: 'USD' },
      allowanceLeft: 1000,
      budget: null,
    });
    // A service message costs 8,400 at the most: without the allowance, which is not promised.
    await give('budget.save', { period: 'month', cap: 50_000 });
    await give('budget.save', { scope: 'category:service', period: 'week', cap: 9_000 });
    const text = { conversationId: conversation, templateId: null, segments: 1 };
    expect(await ask('price.next', text)).toMatchObject({
      budget: { scope: 'category:service', period: 'week', left: { micro: 600, currency: 'USD' } },
    });
    await give('budget.save', { scope: 'market:North America', period: 'day', cap: 1 });
    expect(await ask('price.next', text)).toMatchObject({
      budget: { scope: 'market:North America', period: 'day', left: { micro: -8_399 } },
    });
    const nowhere = { conversationId: randomUUID(), templateId: null, segments: 1 };
    expect(await ask('price.next', nowhere)).toMatchObject({
      refusal: { code: 'conversation_not_found' },
    });
  });
});
