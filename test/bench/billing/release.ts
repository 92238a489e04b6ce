import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { reserve } from '../../../relay/services/billing/reserve.ts';
import { messageId } from '../../../shared/contract/ids.ts';
import { addBenchTenant, benchDatabase, fillingRelay } from '../relay/bench-relay.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';

const RUNS = 7;
const SENDS = 400;
const AT_A_TIME = 8;

/**
 * What a release reserves a second, with five budgets that hold it, as a ratio to what it reserves
 * without any: each in a transaction of its own, eight at a time, in turns in the same minutes.
 */
export async function releaseRows(): Promise<Row[]> {
  const database = await benchDatabase();
  try {
    const relay = await fillingRelay(database);
    const { store, clock } = relay.parts;
    const [held, free] = [await addBenchTenant(relay, 1), await addBenchTenant(relay, 1)];
    const ROOM = 1_000_000_000_000;
    await store.inTenant(held.tenantId, (tx) =>
      sql`
        INSERT INTO budgets (tenant_id, scope, period, cap_micro)
        VALUES (${tx.tenantId}, '', 'day', ${ROOM}), (${tx.tenantId}, '', 'month', ${ROOM}),
          (${tx.tenantId}, 'category:utility', 'month', ${ROOM}),
          (${tx.tenantId}, 'market:Germany', 'month', ${ROOM}),
          (${tx.tenantId}, ${`sender:${held.sender}`}, 'week', ${ROOM})`.execute(tx.sql),
    );
    const perSecond = async ({ tenantId, sender }: typeof held): Promise<number> => {
      let left = SENDS;
      const begin = performance.now();
      const worker = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          const message = {
            channel: 'whatsapp',
            address: '+4915112345678',
            category: 'utility',
            segments: 1,
          } as const;
          const id = messageId.parse(randomUUID());
          await store.inTenant(tenantId, (tx) =>
            reserve(tx, [{ id, senderId: sender, message, isRetry: false }], clock.now()),
          );
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, worker));
      return SENDS / ((performance.now() - begin) / 1000);
    };
    await perSecond(held);
    await perSecond(free);
    const ratios: number[] = [];
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const without = await perSecond(free);
      const within = await perSecond(held);
      rates.push(within);
      ratios.push(within / without);
    }
    await relay.close();
    return [
      {
        name: 'release-with-budget-ratio',
        value: median(ratios),
        unit: 'ratio',
        goal: 0.7,
        better: 'higher',
      },
      {
        name: 'release-with-budget-per-s',
        value: median(rates),
        unit: 'per s',
        goal: null,
        better: 'higher',
      },
    ];
  } finally {
    await database.close();
  }
}
