import type { AutomationPlan, SkipReason, VariableSource } from '../../contract/automation.ts';
import type { OrderContent, OrderEventKind } from '../../contract/order.ts';
import type { ContactRecord, TagRecord } from '../../contract/records.ts';
import { dayInWords } from '../order/order-formats.ts';
import { localeOfTemplate, orderValues } from '../order/order-values.ts';
import {
  type KnownVersion,
  languageFor,
  languagesOf,
  type SendableTemplate,
} from './choose-template.ts';
import { quietUntil } from './quiet-hours.ts';

/** What happened, to whose order, and how things are with it now. */
export interface EventFacts {
  readonly event: OrderEventKind;
  /** Of two of a kind: which shipment, day, article or invoice. */
  readonly key: string;
  /** ms */
  readonly at: number;
  readonly order: OrderContent;
  readonly contact: Pick<
    ContactRecord,
    'name' | 'company' | 'language' | 'country' | 'timeZone'
  > & {
    readonly tagIds: readonly TagRecord['id'][];
  };
  /** Of the article that ran out; null: the event is of another kind, or nothing is known. */
  readonly stock: { readonly available: number; readonly expectedOn: string | null } | null;
}

/** What there is to send with, and when it is. */
export interface Around<T extends SendableTemplate> {
  readonly templates: readonly T[];
  readonly versions: readonly KnownVersion[];
  /** The company's, for contacts whose own is not known. */
  readonly timeZone: string;
  /** ms */
  readonly now: number;
}

export type Planned<T extends SendableTemplate> =
  | { readonly do: 'send'; readonly template: T; readonly variables: Record<string, string> }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'skip'; readonly reason: SkipReason; readonly detail: string | null };

const HOUR_MS = 3_600_000;

function skip(reason: SkipReason, detail: string | null = null) {
  return { do: 'skip', reason, detail } as const;
}

/**
 * What an automation does with an event at a moment: tells it, waits for the end of quiet hours, or
 * leaves it, and why. The rules of sending are asked after it.
 */
export function planEvent<T extends SendableTemplate>(
  plan: AutomationPlan,
  facts: EventFacts,
  around: Around<T>,
): Planned<T> {
  const { now } = around;
  if (now - facts.at > plan.withinHours * HOUR_MS) return skip('too_late');
  if (isOver(facts)) return skip('order_over');
  const unmet = unmetCondition(plan.conditions, facts);
  if (unmet !== null) return skip(unmet);
  const languages = languagesOf(plan.template, around.templates, around.versions);
  const template = languageFor(languages, facts.contact.language, plan.language);
  if (template === null) return skip('no_template');
  const variables: Record<string, string> = {};
  for (const { key, name = key } of template.variables) {
    const source = plan.variables[name];
    const value = source === undefined ? null : valueOf(source, facts, template.language);
    if (value === null || value.trim() === '') return skip('value_missing', name);
    variables[key] = value.replaceAll(/\s+/gu, ' ').trim();
  }
  const until =
    plan.quietHours === null
      ? now
      : quietUntil(plan.quietHours, now, facts.contact.timeZone ?? around.timeZone);
  return until > now ? { do: 'wait', until } : { do: 'send', template, variables };
}

/** Whether the order has gone on, so that the event would tell what is no longer so. */
function isOver({ event, key, order, stock }: EventFacts): boolean {
  const { status, shipments, invoices } = order;
  switch (event) {
    case 'confirmed':
      return status === 'cancelled' || status === 'delivered';
    case 'shipped': {
      const state = shipments.find(({ id }) => id === key)?.state;
      return status === 'cancelled' || state === undefined || state === 'delivered';
    }
    case 'delayed':
      return status === 'cancelled' || status === 'delivered' || order.promisedOn !== key;
    case 'out_of_stock':
      return (status !== 'open' && status !== 'confirmed') || (stock?.available ?? 0) > 0;
    case 'invoice_due':
    default:
      return invoices.find(({ number }) => number === key)?.state !== 'due';
  }
}

function unmetCondition(
  { atLeast, countries, anyTagIds, noTagIds }: AutomationPlan['conditions'],
  { order, contact }: EventFacts,
): SkipReason | null {
  if (
    atLeast !== null &&
    (order.currency !== atLeast.currency || order.totalMicros < atLeast.micros)
  ) {
    return 'below_amount';
  }
  if (countries.length > 0 && !countries.some((one) => one === contact.country)) {
    return 'other_country';
  }
  if (anyTagIds.length > 0 && !anyTagIds.some((id) => contact.tagIds.includes(id))) {
    return 'without_tag';
  }
  return noTagIds.some((id) => contact.tagIds.includes(id)) ? 'with_tag' : null;
}

function valueOf(source: VariableSource, facts: EventFacts, language: string): string | null {
  if (source.from === 'text') return source.text;
  if (source.from === 'contact') return facts.contact[source.key];
  const locale = localeOfTemplate(language);
  const { event, key, order, stock } = facts;
  if (source.key.startsWith('article.')) {
    const line = event === 'out_of_stock' ? order.lines.find(({ sku }) => sku === key) : undefined;
    if (line === undefined) return null;
    if (source.key === 'article.name') return line.name;
    if (source.key === 'article.sku') return line.sku;
    const day = stock?.expectedOn ?? null;
    return day === null ? null : dayInWords(day, locale);
  }
  // Of several shipments or invoices, the one that the event is about.
  const about: OrderContent = {
    ...order,
    ...(event === 'shipped' ? { shipments: order.shipments.filter(({ id }) => id === key) } : {}),
    ...(event === 'invoice_due'
      ? { invoices: order.invoices.filter(({ number }) => number === key) }
      : {}),
  };
  return orderValues(about, locale).find((value) => value.key === source.key)?.text ?? null;
}
