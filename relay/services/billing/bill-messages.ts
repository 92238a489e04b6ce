import { type Scope, scopesOf } from '../../../shared/domain/billing/budget.ts';
import type { Charge } from '../../../shared/domain/billing/charge.ts';
import { billEvent } from '../../../shared/domain/billing/engine.ts';
import { totalOf } from '../../../shared/domain/billing/price-of-next.ts';
import type { MessageId, TeamId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChangedMessage } from './changed-messages.ts';
import { billedAlready, writeLines } from './ledger.ts';
import { addTo, type Changes, changePeriods, startsOf } from './periods.ts';
import { endReservations, type Ended, lockReservations, type Reservation } from './reservations.ts';
import { loadState } from './stored-state.ts';
import { loadTerms, type Terms } from './tariffs.ts';
import { teamsOf } from './teams-of.ts';

/**
 * Bills messages that something has happened to, each once, in the order in which it happened: a
 * line for each part of its cost, and what was reserved for it settled or free again.
 *
 * @param now ms on the relay's clock
 */
export async function billMessages(
  tx: TenantTransaction,
  messages: readonly ChangedMessage[],
  now: number,
): Promise<void> {
  if (messages.length === 0) return;
  const terms = await loadTerms(tx);
  const billed = await billedAlready(tx, messages);
  const state = await loadState(tx, messages, terms.tariff);
  const reservations = await lockReservations(tx, messages);
  const teams = await teamsOf(
    tx,
    terms,
    messages.flatMap(({ id }) => (reservations.has(id) ? [] : [id])),
  );
  const changes: Changes = new Map();
  const ended: Ended[] = [];
  const lines: { readonly message: ChangedMessage; readonly charge: Charge }[] = [];
  const happened = messages.toSorted(
    (one, other) => (one.event?.at ?? 0) - (other.event?.at ?? 0) || one.changeNo - other.changeNo,
  );
  for (const message of happened) {
    const { event } = message;
    const held = reservations.get(message.id);
    const isBilled = billed.has(message.id);
    let spent: Spent = { micro: 0, unknown: 0 };
    if (event !== null && !isBilled) {
      const outcome = billEvent(event, state.pairOf(message), state.usageOf(event), terms.tariff);
      state.keep(message, outcome);
      const charges = outcome.charges.map((charge) => asKnown(message, charge));
      lines.push(...charges.map((charge) => ({ message, charge })));
      spent = spentBy(charges, terms);
      const day = outcome.charges[0]?.day ?? terms.tariff.calendar.dayAt(event.at);
      const starts = held?.starts ?? startsOf(day);
      if (spent.micro !== 0 || spent.unknown !== 0) {
        const sums = { spent: spent.micro, reserved: 0, unknown: spent.unknown };
        addTo(changes, starts, sums, countsIn(message, held, charges, teams));
      }
    }
    const arrived = event?.kind === 'delivered';
    if (held !== undefined && (arrived || message.isOver) && held.state !== 'settled') {
      if (held.state === 'held') {
        const sums = { spent: 0, reserved: -held.micro, unknown: 0 };
        addTo(changes, held.starts, sums, held.scopes);
      }
      ended.push({ id: message.id, state: arrived ? 'settled' : 'released' });
    }
  }
  await writeLines(tx, lines, now);
  await state.save();
  await endReservations(tx, ended);
  await changePeriods(tx, changes);
}

/** As it was released, else as it was billed: so that what was reserved and spent is in one scope. */
function countsIn(
  { id, event, senderId }: ChangedMessage,
  held: Reservation | undefined,
  charges: readonly Charge[],
  teams: ReadonlyMap<MessageId, TeamId>,
): readonly Scope[] {
  if (held !== undefined && held.scopes.length > 0) return held.scopes;
  const category = event === null || event.kind === 'inbound' ? 'inbound' : event.category;
  const teamId = teams.get(id) ?? null;
  return scopesOf({ category, market: charges[0]?.market ?? null, senderId, teamId });
}

/** A template that is gone had a category that nobody knows. */
function asKnown({ withoutCategory }: ChangedMessage, charge: Charge): Charge {
  return withoutCategory && charge.component === 'platform'
    ? { ...charge, price: { kind: 'unknown', reason: 'no_category' } }
    : charge;
}

interface Spent {
  readonly micro: number;
  readonly unknown: number;
}

/** In the tenant's currency; what cannot be said in it is unknown, never nothing. */
function spentBy(charges: readonly Charge[], { currency, exchangeRates }: Terms): Spent {
  let micro = 0;
  let unknown = 0;
  for (const { price } of charges) {
    const total = totalOf([price], currency, exchangeRates);
    if (total === null) unknown += 1;
    else micro += total.micro;
  }
  return { micro, unknown };
}
