import { sql } from 'kysely';
import {
  type Forecast,
  forecast,
  LOOKED_BACK_DAYS,
} from '../../../shared/domain/billing/forecast.ts';
import type { Currency } from '../../../shared/domain/billing/money.ts';
import { totalIn } from '../../../shared/domain/billing/money.ts';
import { worstCase } from '../../../shared/domain/billing/worst-case.ts';
import { smsSegments } from '../../../shared/domain/sms/segments.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { MessageCategory } from '../../../shared/domain/billing/rate-row.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Terms } from './tariffs.ts';

const DAY_MS = 24 * 3_600_000;
/** More messages that wait for their moment are not looked at one by one. */
const MOST_WAITING = 2000;

interface DaySum {
  readonly day: string;
  readonly micro: number;
}

/** What a month cost day by day, and what this month will probably come to. */
export interface MonthAhead {
  /** In the tenant's currency; what has no rate of exchange is not in it. */
  readonly days: DaySum[];
  /** Null: it is another month, or less than a week is known. */
  readonly forecast: Forecast | null;
}

/** @param month such as `2026-11` @param now ms */
export async function monthAhead(
  tx: TenantTransaction,
  terms: Terms,
  month: string,
  now: number,
): Promise<MonthAhead> {
  const { sql: db, tenantId } = tx;
  const today = terms.tariff.calendar.dayAt(now);
  const isNow = today.startsWith(month);
  const back = new Date(Date.parse(`${today}T00:00:00Z`) - LOOKED_BACK_DAYS * DAY_MS);
  const first = `${month}-01`;
  const looked = back.toISOString().slice(0, 10);
  const from = isNow && looked < first ? looked : first;
  const { rows } = await sql<{ day: string; currency: Currency; micro: number }>`
    SELECT day, currency, sum(micro)::bigint AS micro FROM spend_days
    WHERE tenant_id = ${tenantId} AND day >= ${from} AND day <= ${`${month}-31`}
      AND currency <> ''
    GROUP BY 1, 2 ORDER BY 1`.execute(db);
  const sums = new Map<string, number>();
  for (const { day, currency, micro } of rows) {
    const total = totalIn(terms.currency, [{ micro, currency }], terms.exchangeRates);
    if (total !== null) sums.set(day, (sums.get(day) ?? 0) + total.micro);
  }
  const days = [...sums].filter(([day]) => day >= first).map(([day, micro]) => ({ day, micro }));
  if (!isNow) return { days, forecast: null };
  const known = await sql<{ since: string | null; reserved: number | null }>`
    SELECT (SELECT min(day) FROM spend_days WHERE tenant_id = ${tenantId}) AS since,
      (SELECT reserved_micro FROM spend_periods WHERE tenant_id = ${tenantId} AND scope = ''
        AND period = 'month' AND starts_on = ${first}) AS reserved`.execute(db);
  const { since = null, reserved = null } = known.rows[0] ?? {};
  const spent = days.reduce((sum, { micro }) => sum + micro, 0);
  const coming = (reserved ?? 0) + (await scheduledMost(tx, terms, month));
  return {
    days,
    forecast: since === null ? null : forecast({ today, days: sums, since, spent, coming }),
  };
}

/** The most that messages can cost that wait for a moment in this month. */
async function scheduledMost(
  { sql: db, tenantId }: TenantTransaction,
  { tariff, currency, exchangeRates }: Terms,
  month: string,
): Promise<number> {
  const { rows } = await sql<{
    channel: Channel;
    address: string;
    body: string | null;
    category: MessageCategory | null;
    at: number;
    is_template: boolean;
  }>`
    SELECT c.channel, c.address, s.content ->> 'body' AS body, t.category, s.at,
      s.content ->> 'kind' = 'template' AS is_template
    FROM scheduled_messages s
    JOIN conversations c ON c.tenant_id = s.tenant_id AND c.id = s.conversation_id
    LEFT JOIN templates t ON t.tenant_id = s.tenant_id
      AND t.id = (s.content ->> 'templateId')::uuid
    WHERE s.tenant_id = ${tenantId} AND s.state = 'waiting'
    ORDER BY s.at LIMIT ${MOST_WAITING}`.execute(db);
  let most = 0;
  for (const { channel, address, body, category, at, is_template: isTemplate } of rows) {
    if (!tariff.calendar.dayAt(at).startsWith(month)) continue;
    const message = {
      channel,
      address,
      category: isTemplate ? (category ?? 'marketing') : 'service',
      segments: channel === 'sms' ? smsSegments(body ?? '') : 1,
      now: at,
    };
    most += worstCase(message, tariff, currency, exchangeRates)?.micro ?? 0;
  }
  return most;
}
