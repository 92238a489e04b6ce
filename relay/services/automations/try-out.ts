import type { ReadValue } from '../../../shared/contract/reads.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import type { SkipReason } from '../../../shared/contract/automation.ts';
import { planEvent } from '../../../shared/domain/automation/plan-event.ts';
import type { Money } from '../../../shared/domain/billing/money.ts';
import { worstCase } from '../../../shared/domain/billing/worst-case.ts';
import { checkVariables, renderTemplate } from '../../../shared/domain/template/variables.ts';
import { serviceWindow } from '../../../shared/domain/window/service-window.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { loadTerms, type Terms } from '../billing/tariffs.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { type KnownEvent, loadAround, loadEvents } from './event-facts.ts';

const DAY_MS = 24 * 3_600_000;
/** The newest so many are looked at. */
const MOST = 2000;
const EXAMPLES = 5;

type Value = ReadValue<'automation.tryOut'>;
type Country = Value['cost']['countries'][number];

interface Skipped {
  readonly reason: SkipReason;
  readonly detail: string | null;
}

/**
 * Goes through past events as if each happened now. Quiet hours only put off, so they are passed
 * over; what depends on a moment, as an open window, is judged by this one.
 */
export const tryOut: ReadHandler<'automation.tryOut'> = async ({ tx, now }, { plan, days }) => {
  const { numbers, isAll } = await pastEvents(tx, plan.event, now - days * DAY_MS);
  const events = await loadEvents(tx, numbers);
  const around = await loadAround(tx, plan.template, now);
  const reach = await reachOf(tx, events);
  const terms = await loadTerms(tx);
  const skipped = new Map<string, Value['skipped'][number]>();
  const countries = new Map<string | null, Country>();
  const examples: Value['examples'] = [];
  let sent = 0;
  for (const facts of events) {
    const planned = planEvent({ ...plan, quietHours: null }, { ...facts, at: now }, around);
    const place = reach.get(facts.contactId);
    const left =
      planned.do === 'send'
        ? refusedNow(planned.template, planned.variables, place, now)
        : planned.do === 'skip'
          ? planned
          : null;
    if (planned.do !== 'send' || left !== null) {
      count(skipped, left ?? { reason: 'refused', detail: null });
      continue;
    }
    sent += 1;
    addCost(countries, facts, planned.template, place?.address ?? '', terms, now);
    if (examples.length < EXAMPLES) {
      examples.push(exampleOf(facts, planned.template, planned.variables));
    }
  }
  const list = [...countries.values()].toSorted((a, b) => b.messages - a.messages);
  return {
    looked: events.length,
    isAll,
    sent,
    skipped: [...skipped.values()].toSorted((a, b) => b.count - a.count),
    cost: { total: totalOf(list, terms), countries: list },
    examples,
  };
};

async function pastEvents(
  { sql, tenantId }: TenantTransaction,
  kind: KnownEvent['event'],
  from: number,
) {
  const rows = await sql
    .selectFrom('order_events')
    .select('number')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('at', '>=', from)
    .orderBy('number', 'desc')
    .limit(MOST + 1)
    .execute();
  const numbers = rows.map(({ number }) => number);
  return { numbers: numbers.slice(0, MOST), isAll: numbers.length <= MOST };
}

/** How a contact is reached on WhatsApp, and what is known of window and consent. */
interface Reach {
  readonly address: string;
  readonly optIn: 'opted_in' | 'opted_out' | 'unknown';
  readonly lastInboundAt: number | null;
}

async function reachOf(
  { sql, tenantId }: TenantTransaction,
  events: readonly KnownEvent[],
): Promise<ReadonlyMap<string, Reach>> {
  const ids = [...new Set(events.map(({ contactId }) => contactId))];
  const rows = await sql
    .selectFrom('contacts as c')
    .innerJoin('contact_addresses as a', (join) =>
      join
        .onRef('a.tenant_id', '=', 'c.tenant_id')
        .onRef('a.contact_id', '=', 'c.id')
        .on('a.channel', '=', 'whatsapp'),
    )
    .leftJoin('conversations as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'c.tenant_id')
        .onRef('v.contact_id', '=', 'c.id')
        .on('v.channel', '=', 'whatsapp'),
    )
    .select(['c.id', 'c.opt_in_whatsapp', 'a.address', 'v.last_inbound_at'])
    .where('c.tenant_id', '=', tenantId)
    .where('c.id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .orderBy('v.last_message_at')
    .orderBy('a.address', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { address: row.address, optIn: row.opt_in_whatsapp, lastInboundAt: row.last_inbound_at },
    ]),
  );
}

function refusedNow(
  { variables: wanted }: TemplateRecord,
  values: Readonly<Record<string, string>>,
  place: Reach | undefined,
  now: number,
): Skipped | null {
  if (place === undefined) return { reason: 'refused', detail: 'identity_not_found' };
  if (place.optIn === 'opted_out') return { reason: 'refused', detail: 'opted_out' };
  const isOpen = serviceWindow(place.lastInboundAt, now).state === 'open';
  if (!isOpen && place.optIn !== 'opted_in') return { reason: 'refused', detail: 'no_opt_in' };
  const [wrong] = checkVariables(
    wanted.map(({ key }) => key),
    values,
  );
  return wrong === undefined ? null : { reason: 'refused', detail: 'template_variable_invalid' };
}

function count(skipped: Map<string, Value['skipped'][number]>, { reason, detail }: Skipped): void {
  const key = `${reason} ${detail ?? ''}`;
  skipped.set(key, { reason, detail, count: (skipped.get(key)?.count ?? 0) + 1 });
}

function addCost(
  countries: Map<string | null, Country>,
  { contact }: KnownEvent,
  { category }: TemplateRecord,
  address: string,
  { tariff, currency, exchangeRates }: Terms,
  now: number,
): void {
  const message = {
    now,
    channel: 'whatsapp',
    address,
    // The dearest, where the provider has not told it.
    category: category ?? 'marketing',
    segments: 1,
  } as const;
  const most = worstCase(message, tariff, currency, exchangeRates);
  const { country } = contact;
  const known = countries.get(country);
  countries.set(country, {
    country,
    messages: (known?.messages ?? 0) + 1,
    most: known === undefined ? most : plus(known.most, most),
  });
}

/** Null: one of them is unknown, and so is the sum. */
function plus(one: Country['most'], other: Money | null): Country['most'] {
  return one === null || other === null ? null : { ...one, micro: one.micro + other.micro };
}

function totalOf(list: readonly Country[], { currency }: Terms): Value['cost']['total'] {
  let micro = 0;
  for (const { most } of list) {
    if (most === null) return null;
    micro += most.micro;
  }
  return { micro, currency };
}

function exampleOf(
  { event, order, contactId, contact, at }: KnownEvent,
  { body, language }: TemplateRecord,
  variables: Readonly<Record<string, string>>,
): Value['examples'][number] {
  const text = renderTemplate(body, variables);
  return {
    event,
    orderNumber: order.number,
    contactId,
    contactName: contact.name,
    at,
    language,
    text,
  };
}
