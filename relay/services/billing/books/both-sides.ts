import { sql } from 'kysely';
import type { Component } from '../../../../shared/domain/billing/charge.ts';
import type { RateCategory } from '../../../../shared/domain/billing/rate-row.ts';
import type { BookKind } from '../../../../shared/contract/provider-books.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';

/* What the ledger and the provider say about a month; days are in UTC. */

const DAY_MS = 24 * 3_600_000;
/** So long after it was sent a message can arrive. Source: Meta, time to live: 30 days at the most. */
const LATEST_MS = 31 * DAY_MS;

/** Lines of the ledger of a day that are alike. */
export interface Billed {
  readonly day: string;
  readonly component: Component;
  readonly category: RateCategory;
  /** Null: of lines that cost nothing, or nobody knows what. */
  readonly currency: string | null;
  /** Of messages. */
  readonly count: number;
  readonly micro: number;
  /** Without a price, and the provider tells none any more. */
  readonly unknown: number;
  /** Without a price so far. */
  readonly withoutPrice: number;
  /** The provider is still to tell its price. */
  readonly pending: number;
  /** The provider's price is in another currency. */
  readonly otherCurrency: number;
}

interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The moments between which a month lies, ms. */
function spanOf(month: string): Span {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1), to: Date.UTC(year, number) };
}

/** Of a column with a moment: its day. A number per line, a text per group: there are many lines. */
const dayOf = (column: string) =>
  sql`to_char(to_timestamp(${sql.ref(column)} / 86400000 * 86400) AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;

/** What the ledger has of a month; several groups of a day may be of one component and category. */
export async function billedOfMonth(
  { sql: db, tenantId }: TenantTransaction,
  month: string,
): Promise<readonly Billed[]> {
  const { from, to } = spanOf(month);
  const { rows: lines } = await sql<Billed>`
    SELECT ${dayOf('g.at')} AS day, g.component, g.category, g.currency, g.count, g.micro,
      g.unknown, g.unknown AS "withoutPrice", 0 AS pending, 0 AS "otherCurrency"
    FROM (
      SELECT l.happened_at / 86400000 * 86400000 AS at, l.component, l.category, l.currency,
        count(*) FILTER (WHERE l.adjusts IS NULL) AS count,
        coalesce(sum(l.micro), 0)::bigint AS micro,
        count(*) FILTER (WHERE l.kind = 'unknown') - count(*) FILTER (WHERE l.adjusts = 'unknown')
          AS unknown
      FROM ledger_lines l
      WHERE l.tenant_id = ${tenantId} AND l.happened_at >= ${from} AND l.happened_at < ${to}
      GROUP BY 1, 2, 3, 4) g`.execute(db);
  const { rows: open } = await sql<Billed>`
    SELECT ${dayOf('l.happened_at')} AS day, l.component, l.category, NULL AS currency,
      0 AS count, 0 AS micro, 0 AS "withoutPrice",
      -- What is still waited for is not given up.
      -count(*) FILTER (WHERE p.state = 'waiting' AND l.kind = 'unknown') AS unknown,
      count(*) FILTER (WHERE p.state = 'waiting') AS pending,
      count(*) FILTER (WHERE p.state = 'other_currency') AS "otherCurrency"
    FROM message_prices p
    JOIN ledger_lines l ON l.tenant_id = p.tenant_id AND l.message_id = p.message_id
      AND l.component = p.component AND l.adjusts IS NULL
    WHERE p.tenant_id = ${tenantId} AND p.state IN ('waiting', 'other_currency')
      AND l.happened_at >= ${from} AND l.happened_at < ${to}
    GROUP BY 1, 2, 3`.execute(db);
  return [...lines, ...open];
}

/** The provider's records of a day that are of one kind. */
export interface Counted {
  readonly day: string;
  readonly kind: BookKind;
  readonly currency: string;
  readonly count: number;
  readonly micro: number;
}

/** What the provider's records have of a month. */
export async function countedOfMonth(
  { sql: db, tenantId }: TenantTransaction,
  month: string,
): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT day, kind, currency, sum(count)::bigint AS count, sum(micro)::bigint AS micro
    FROM usage_records
    WHERE tenant_id = ${tenantId} AND day >= ${`${month}-01`} AND day <= ${`${month}-31`}
      AND (count <> 0 OR micro <> 0)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db);
  return rows;
}

/** Since when and up to when all of the tenant's accounts were read. */
export interface Reading {
  /** The first day. */
  readonly from: string;
  /** ms; that day itself was not over. */
  readonly at: number;
}

/** @returns null where an account was never read */
export async function readingOf({ sql: db, tenantId }: TenantTransaction): Promise<Reading | null> {
  const { rows } = await sql<{ from: string | null; at: number | null; unread: number }>`
    SELECT max(u.read_from) AS "from", min(u.read_at) AS at,
      count(*) FILTER (WHERE u.read_at IS NULL) AS unread
    FROM provider_accounts a
    LEFT JOIN usage_readings u ON u.tenant_id = a.tenant_id AND u.provider_account_id = a.id
    WHERE a.tenant_id = ${tenantId}`.execute(db);
  const { from = null, at = null, unread = 0 } = rows[0] ?? {};
  return from === null || at === null || unread > 0 ? null : { from, at };
}

interface WithoutEnd {
  readonly day: string;
  readonly kind: BookKind;
  readonly count: number;
}

/** Messages by the day on which they were sent of which the provider has not told the end. */
export async function withoutEnd(
  { sql: db, tenantId }: TenantTransaction,
  month: string,
): Promise<readonly WithoutEnd[]> {
  const { from, to } = spanOf(month);
  const { rows } = await sql<WithoutEnd>`
    SELECT ${dayOf('m.at')} AS day,
      CASE c.channel WHEN 'sms' THEN 'sms_outbound' ELSE 'fee_outbound' END AS kind, count(*) AS count
    FROM reservations r
    JOIN messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
    JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
    WHERE r.tenant_id = ${tenantId} AND r.state = 'held' AND r.reconciling_since IS NOT NULL
      AND m.at >= ${from} AND m.at < ${to}
    GROUP BY 1, 2`.execute(db);
  return rows;
}

/** Messages that arrived more than a day after they were sent, under both days. */
export async function lateOfMonth(
  { sql: db, tenantId }: TenantTransaction,
  month: string,
): Promise<readonly Pick<Billed, 'day' | 'component' | 'category' | 'count'>[]> {
  const { from, to } = spanOf(month);
  const { rows } = await sql<Pick<Billed, 'day' | 'component' | 'category' | 'count'>>`
    SELECT ${dayOf('d.at')} AS day, l.component, l.category, count(*) AS count
    FROM ledger_lines l CROSS JOIN LATERAL (VALUES (l.happened_at), (l.sent_at)) AS d(at)
    WHERE l.tenant_id = ${tenantId} AND l.adjusts IS NULL
      AND l.happened_at >= ${from} AND l.happened_at < ${to + LATEST_MS}
      AND l.happened_at - l.sent_at > ${DAY_MS}
    GROUP BY 1, 2, 3`.execute(db);
  return rows;
}
