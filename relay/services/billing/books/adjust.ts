import { sql } from 'kysely';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { Price } from '../../../../shared/domain/billing/charge.ts';
import { type Currency, type Money, totalIn } from '../../../../shared/domain/billing/money.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { ProviderPrice } from '../../../providers/provider.ts';
import { addTo, type Changes, changePeriods, startsOf } from '../periods.ts';
import { loadTerms } from '../tariffs.ts';

interface Settled {
  readonly number: number;
  readonly kind: Price['kind'];
  readonly micro: number | null;
  readonly currency: Currency | null;
  readonly day: string;
  /** Of its reservation; null: it had none. */
  readonly starts: readonly string[] | null;
  readonly scopes: readonly string[];
}

/**
 * Adjusts the ledger to the provider's own price of a message: a line more with the difference, and
 * the sums of its day, week and month by as much. It counts once, however often and by however many
 * relays it is told; where the price is what was settled, nothing is written.
 *
 * A price in another currency than the line's is kept and changes nothing: no rate of exchange is
 * guessed.
 *
 * @param now ms on the relay's clock
 */
export async function adjustToPrice(
  tx: TenantTransaction,
  messageId: MessageId,
  price: ProviderPrice,
  now: number,
): Promise<void> {
  const { sql: db, tenantId } = tx;
  const waiting = await db
    .selectFrom('message_prices')
    .select('component')
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  if (waiting === undefined) return;
  const settled = await settledLine(tx, messageId, waiting.component);
  if (settled === undefined) return;
  const isOther = settled.currency !== null && settled.currency !== price.currency;
  await db
    .updateTable('message_prices')
    .set({ state: isOther ? 'other_currency' : 'known', ...price })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', messageId)
    .execute();
  if (isOther) return;
  const difference = price.micro - (settled.micro ?? 0);
  // A price of 0 is one, where nobody knew any.
  if (difference === 0 && settled.kind !== 'unknown') return;
  await writeAdjustment(tx, settled, { micro: difference, currency: price.currency }, now);
  await moveSums(tx, settled, price);
}

async function settledLine(
  { sql: db, tenantId }: TenantTransaction,
  messageId: MessageId,
  component: string,
): Promise<Settled | undefined> {
  const { rows } = await sql<Settled>`
    SELECT l.number, l.kind, l.micro, l.currency, l.day, r.starts_on AS starts,
      scopes_of_line(l) AS scopes
    FROM ledger_lines l
    LEFT JOIN reservations r ON r.tenant_id = l.tenant_id AND r.message_id = l.message_id
    WHERE l.tenant_id = ${tenantId} AND l.message_id = ${messageId}
      AND l.component = ${component} AND l.adjusts IS NULL`.execute(db);
  return rows[0];
}

async function writeAdjustment(
  { sql: db, tenantId }: TenantTransaction,
  { number, kind }: Settled,
  { micro, currency }: Money,
  now: number,
): Promise<void> {
  await sql`
    INSERT INTO ledger_lines (tenant_id, message_id, component, conversation_id, contact_id,
      sender_id, person_id, template_id, category, market, day, regime, billing_conversation,
      opened_at, initiator, kind, reason, micro, currency, card, carried, confidence, at,
      happened_at, sent_at, author_kind, automation_id, template_version_id, adjusts)
    SELECT tenant_id, message_id, component, conversation_id, contact_id,
      sender_id, person_id, template_id, category, market, day, regime, billing_conversation,
      opened_at, initiator, 'charged', 'provider_price', ${micro}::bigint, ${currency}, 'provider',
      false, 'good', ${now}::bigint,
      happened_at, sent_at, author_kind, automation_id, template_version_id, ${kind}
    FROM ledger_lines WHERE tenant_id = ${tenantId} AND number = ${number}`.execute(db);
}

async function moveSums(
  tx: TenantTransaction,
  { kind, micro, currency, day, starts, scopes }: Settled,
  price: ProviderPrice,
): Promise<void> {
  const terms = await loadTerms(tx);
  const sumOf = (amounts: readonly Money[]) =>
    totalIn(terms.currency, amounts, terms.exchangeRates)?.micro ?? null;
  const before =
    kind === 'unknown'
      ? null
      : sumOf(micro === null || currency === null ? [] : [{ micro, currency }]);
  const after = sumOf([price]);
  const changes: Changes = new Map();
  const sums = {
    spent: (after ?? 0) - (before ?? 0),
    reserved: 0,
    unknown: (after === null ? 1 : 0) - (before === null ? 1 : 0),
  };
  addTo(changes, starts ?? startsOf(day), sums, scopes);
  await changePeriods(tx, changes);
}
