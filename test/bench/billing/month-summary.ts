import { sql } from 'kysely';
import { spendMonth } from '../../../relay/services/billing/spend-month.ts';
import { personId } from '../../../shared/contract/ids.ts';
import { addBenchTenant, benchDatabase, fillingRelay } from '../relay/bench-relay.ts';
import type { Row } from '../support/report.ts';
import { percentile } from '../support/statistics.ts';

const LINES = 1_000_000;
const AT_A_TIME = 50_000;
const ASKED = 30;
const KINDS = [
  'category',
  'market',
  'template',
  'person',
  'sender',
  'day',
  'initiator',
  'reason',
  'author',
  'automation',
] as const;

/**
 * The summary of a month with a million lines, as the screen asks for it, in ms: by each of ten ways
 * to tell spend apart, with the sums of periods, the days and the forecast.
 */
export async function monthSummaryRows(): Promise<Row[]> {
  const database = await benchDatabase();
  try {
    const relay = await fillingRelay(database);
    const { tenantId, sender } = await addBenchTenant(relay, 1);
    const { store, clock } = relay.parts;
    const now = clock.now();
    const month = new Date(now).toISOString().slice(0, 7);
    for (let from = 0; from < LINES; from += AT_A_TIME) {
      await store.inTenant(tenantId, (tx) =>
        sql`
          INSERT INTO ledger_lines (tenant_id, message_id, component, conversation_id, contact_id,
            sender_id, person_id, template_id, category, market, day, regime,
            billing_conversation, opened_at, initiator, kind, reason, micro, currency, card, at,
            happened_at, author_kind)
          SELECT ${tenantId}, gen_random_uuid(), 'platform', gen_random_uuid(), gen_random_uuid(),
            ${sender}, md5('person' || n % 12)::uuid, md5('template' || n % 60)::uuid,
            (ARRAY['marketing', 'utility', 'service'])[1 + n % 3],
            (ARRAY['Germany', 'Brazil', 'Mexico', 'North America', 'Spain', 'India'])[1 + n % 6],
            ${month} || '-' || lpad((1 + n % 28)::text, 2, '0'), 'message', gen_random_uuid(), 1,
            'business', CASE n % 5 WHEN 0 THEN 'free' ELSE 'charged' END, 'message',
            CASE n % 5 WHEN 0 THEN NULL ELSE 5000 + n % 100 END,
            CASE n % 5 WHEN 0 THEN NULL ELSE 'USD' END,
            CASE n % 5 WHEN 0 THEN NULL ELSE 'card' END, 1, 1, 'person'
          FROM generate_series(${from}::int, ${from + AT_A_TIME - 1}::int) AS g(n)`.execute(tx.sql),
      );
    }
    const person = { id: personId.parse(tenantId), role: 'owner', name: 'Ada' } as const;
    const times: number[] = [];
    for (let run = 0; run < ASKED; run += 1) {
      const by = KINDS[run % KINDS.length] ?? 'category';
      const begin = performance.now();
      await store.inTenant(tenantId, (tx) =>
        spendMonth({ tx, now, person, sessionId: '' }, { month: null, by }),
      );
      times.push(performance.now() - begin);
    }
    await relay.close();
    return [
      {
        name: 'month-summary-p95-ms',
        value: percentile(times, 0.95),
        unit: 'ms',
        goal: 150,
        better: 'lower',
      },
    ];
  } finally {
    await database.close();
  }
}
