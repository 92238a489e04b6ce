import { ENTRY_POINT_ANSWER_MS, ENTRY_POINT_MS } from '../window/entry-point.ts';
import { SERVICE_WINDOW_MS } from '../window/service-window.ts';
import type { BillingConversation, BillingEvent, Charge, Initiator, Price } from './charge.ts';
import type { Day } from './calendar.ts';
import { marketOf } from './markets.ts';
import type { MessageCategory } from './rate-row.ts';
import {
  FREE_SERVICE_CONVERSATIONS,
  FREE_SERVICE_FROM,
  FREE_SERVICE_MESSAGES,
  type Regime,
} from './regime.ts';
import type { OpenConversation, PairState, Usage, Used } from './state.ts';
import { feePrice, platformPrice, regimeOf, type Tariff } from './tariff.ts';

/** A charged conversation, and a group of messages, last so long. Source: Meta. */
const CONVERSATION_MS = 24 * 3_600_000;

/** What one event comes to. */
export interface Billed {
  readonly charges: readonly Charge[];
  readonly after: PairState;
  /** What it used up of the month. */
  readonly used: Used;
}

interface Place {
  readonly day: Day;
  readonly regime: Regime;
  readonly market: string | null;
}

type Delivered = Extract<BillingEvent, { kind: 'delivered' | 'failed' }>;

/**
 * What an event costs, and why, given what was before it. Events of one number and customer are to
 * be given in the order in which they happened.
 *
 * @param usage of the month of the event, before it
 */
export function billEvent(
  event: BillingEvent,
  before: PairState,
  usage: Usage,
  tariff: Tariff,
): Billed {
  const day = tariff.calendar.dayAt(event.at);
  const place: Place = {
    day,
    regime: regimeOf(tariff, day),
    market: marketOf(tariff.markets, event.address, day),
  };
  if (event.channel === 'sms') return billSms(event, before, place, tariff);
  if (event.kind === 'inbound') return billInbound(event, before, place, tariff);
  const fee = { component: 'provider' as const, messageId: event.id, ...place };
  if (event.kind === 'failed') {
    // Nothing arrived: it opens and uses up nothing.
    const conversation = groupAt(before, event, 'business');
    const price = feePrice(tariff, 'provider_message', null, 'failed', day, 1);
    const charges = [{ ...fee, category: 'failed' as const, conversation, price }];
    return { charges, after: before, used: null };
  }
  const { price, after, used, conversation } = platformPart(event, before, usage, place, tariff);
  const out = feePrice(tariff, 'provider_message', null, 'outbound', day, 1);
  return {
    charges: [
      {
        component: 'platform',
        messageId: event.id,
        ...place,
        category: event.category,
        conversation,
        price,
      },
      { ...fee, category: 'outbound', conversation, price: out },
    ],
    after,
    used,
  };
}

function billSms(event: BillingEvent, before: PairState, place: Place, tariff: Tariff): Billed {
  const group = groupAt(before, event, event.kind === 'inbound' ? 'customer' : 'business');
  const category = event.kind === 'delivered' ? 'outbound' : event.kind;
  const { day, market } = place;
  const price = feePrice(tariff, 'sms_segment', market, category, day, event.segments);
  return {
    charges: [
      { component: 'sms', messageId: event.id, ...place, category, conversation: group, price },
    ],
    after: event.kind === 'failed' ? before : { ...before, group },
    used: null,
  };
}

function billInbound(
  event: Extract<BillingEvent, { kind: 'inbound' }>,
  before: PairState,
  place: Place,
  tariff: Tariff,
): Billed {
  const conversation = groupAt(before, event, 'customer');
  const price = feePrice(tariff, 'provider_message', null, 'inbound', place.day, 1);
  return {
    charges: [
      {
        component: 'provider',
        messageId: event.id,
        ...place,
        category: 'inbound',
        conversation,
        price,
      },
    ],
    after: {
      ...before,
      lastInboundAt: Math.max(before.lastInboundAt ?? event.at, event.at),
      adClickedAt: event.fromAd ? event.at : before.adClickedAt,
      group: conversation,
    },
    used: null,
  };
}

/** The group that is open, or the one that this message opens. */
function groupAt(
  { group }: PairState,
  { id, at }: BillingEvent,
  initiator: Initiator,
): BillingConversation {
  return group !== null && at < group.openedAt + CONVERSATION_MS
    ? group
    : { id, initiator, openedAt: at };
}

interface PlatformPart {
  readonly price: Price;
  readonly conversation: BillingConversation;
  readonly after: PairState;
  readonly used: Used;
}

function platformPart(
  event: Delivered,
  state: PairState,
  usage: Usage,
  place: Place,
  tariff: Tariff,
): PlatformPart {
  const conversation = groupAt(state, event, 'business');
  const before: PairState = { ...state, group: conversation };
  const entry = throughEntryPoint(event, before, place.regime);
  if (entry !== null) return entry;
  if (place.regime === 'conversation') return ofConversation(event, before, usage, place, tariff);
  return { ...ofMessage(event, before, usage, place, tariff), conversation, after: before };
}

/** Through the free entry point, whose 72 h begin when the answer to the click is delivered. */
function throughEntryPoint(
  event: Delivered,
  before: PairState,
  regime: Regime,
): PlatformPart | null {
  const { at, id } = event;
  const free = { price: { kind: 'free', reason: 'entry_point' } as const, used: null };
  const group = before.group ?? { id, initiator: 'business' as const, openedAt: at };
  if (before.freeUntil !== null && at < before.freeUntil) {
    const [open = group] = before.open;
    return { ...free, conversation: regime === 'conversation' ? open : group, after: before };
  }
  const { adClickedAt } = before;
  if (adClickedAt === null || at < adClickedAt || at - adClickedAt > ENTRY_POINT_ANSWER_MS) {
    return null;
  }
  const freeUntil = at + ENTRY_POINT_MS;
  const opened: OpenConversation = {
    id,
    // The customer came first.
    initiator: 'customer',
    openedAt: at,
    category: 'entry_point',
    closesAt: freeUntil,
  };
  return {
    ...free,
    conversation: regime === 'conversation' ? opened : group,
    // It closes all others.
    after: { ...before, adClickedAt: null, freeUntil, open: [opened] },
  };
}

/** One conversation of each category may be open; it is charged when it opens, and never extended. */
function ofConversation(
  event: Delivered,
  before: PairState,
  usage: Usage,
  place: Place,
  tariff: Tariff,
): PlatformPart {
  const { at, id, category } = event;
  const open = before.open.filter(({ closesAt }) => at < closesAt);
  const holding =
    open.find((each) => each.category === category) ??
    (category === 'service' ? open[0] : undefined);
  if (holding !== undefined) {
    const price: Price = { kind: 'free', reason: 'conversation_open' };
    return { price, conversation: holding, after: { ...before, open }, used: null };
  }
  const opened: OpenConversation = {
    id,
    initiator: category === 'service' ? 'customer' : 'business',
    openedAt: at,
    category,
    closesAt: at + CONVERSATION_MS,
  };
  const { price, used } = conversationPrice(category, usage, place, tariff);
  return { price, used, conversation: opened, after: { ...before, open: [...open, opened] } };
}

function conversationPrice(
  category: MessageCategory,
  usage: Usage,
  place: Place,
  tariff: Tariff,
): Pick<PlatformPart, 'price' | 'used'> {
  if (
    category === 'service' &&
    place.day < FREE_SERVICE_FROM &&
    usage.freeConversations < FREE_SERVICE_CONVERSATIONS
  ) {
    return {
      price: { kind: 'free', reason: 'conversation_allowance' },
      used: 'freeConversations',
    };
  }
  const asked = { ...place, category, volume: usage.volume };
  const price = platformPrice(tariff, asked, 'opens_conversation');
  // A contract may have another price for it: the card says so, else it is free for everyone.
  if (category === 'service' && price.kind !== 'charged' && place.day >= FREE_SERVICE_FROM) {
    return { price: { kind: 'free', reason: 'service_conversation_free' }, used: null };
  }
  return { price, used: usedBy(price) };
}

function ofMessage(
  { at, category }: Delivered,
  before: PairState,
  usage: Usage,
  place: Place,
  tariff: Tariff,
): Pick<PlatformPart, 'price' | 'used'> {
  const inWindow = before.lastInboundAt !== null && at < before.lastInboundAt + SERVICE_WINDOW_MS;
  const isPaid = place.regime === 'message_paid_service';
  if (category === 'service' && !isPaid) {
    return { price: { kind: 'free', reason: 'service_free_before_october_2026' }, used: null };
  }
  if (category === 'utility' && inWindow && !isPaid) {
    return { price: { kind: 'free', reason: 'utility_inside_window' }, used: null };
  }
  if (category === 'service' && usage.freeMessages < FREE_SERVICE_MESSAGES) {
    return { price: { kind: 'free', reason: 'monthly_allowance' }, used: 'freeMessages' };
  }
  const reason =
    category === 'service'
      ? 'service_message'
      : category === 'utility' && inWindow
        ? 'utility_inside_window_charged'
        : 'message';
  // Service messages have no steps of volume. Source: Meta, October 2026.
  const volume = category === 'service' ? 0 : usage.volume;
  const price = platformPrice(tariff, { ...place, category, volume }, reason);
  return { price, used: usedBy(price) };
}

function usedBy({ kind }: Price): Used {
  return kind === 'charged' ? 'volume' : null;
}
