import type { ContentRecord, CustomerRecord, MessageRecord } from '../core/records.ts';
import type { Thread } from '../core/state.ts';
import { channelOf, countryOf } from './addresses.ts';
import { variablesOf } from './template-text.ts';

/** The customer service window: 24 h from the customer's last message. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** What the outcome of a released message depends on. */
export interface DeliveryCase {
  readonly message: MessageRecord;
  /** The moment of the release, ms. */
  readonly at: number;
  /** Null: nobody of this address is known to the simulated network. */
  readonly customer: CustomerRecord | null;
  readonly thread: Thread;
  /** The template that was named; null for freeform. */
  readonly content: ContentRecord | null;
}

interface DeliveryRule {
  readonly code: number;
  readonly channel: 'whatsapp' | 'sms' | 'any';
  readonly when: (of: DeliveryCase) => boolean;
}

/** The rules in the order in which the platform meets them; the first that holds decides. */
const RULES: readonly DeliveryRule[] = [
  { code: 30036, channel: 'any', when: (of) => of.at > (of.message.validUntil ?? Infinity) },
  {
    code: 63027,
    channel: 'whatsapp',
    when: (of) => of.message.contentSid !== null && of.content === null,
  },
  { code: 63040, channel: 'whatsapp', when: (of) => approvalOf(of) === 'rejected' },
  { code: 63041, channel: 'whatsapp', when: (of) => approvalOf(of) === 'paused' },
  { code: 63042, channel: 'whatsapp', when: (of) => approvalOf(of) === 'disabled' },
  { code: 63028, channel: 'whatsapp', when: lacksVariables },
  {
    code: 63016,
    channel: 'whatsapp',
    when: (of) => approvalOf(of) !== 'approved' && !isWindowOpen(of),
  },
  { code: 63024, channel: 'whatsapp', when: (of) => of.customer === null },
  { code: 30005, channel: 'sms', when: (of) => of.customer === null },
  { code: 63014, channel: 'whatsapp', when: isBlocked },
  { code: 30004, channel: 'sms', when: isBlocked },
  // Since 2025-04-01 Meta delivers no marketing template to US numbers.
  {
    code: 63049,
    channel: 'whatsapp',
    when: (of) =>
      of.content?.approval?.category === 'MARKETING' && countryOf(of.message.to) === 'US',
  },
];

/**
 * Whether an accepted message arrives: null when it does, else the code that it ends with.
 */
export function failureCode(of: DeliveryCase): number | null {
  const channel = channelOf(of.message.to);
  const rule = RULES.find(
    (one) => one.channel !== (channel === 'sms' ? 'whatsapp' : 'sms') && one.when(of),
  );
  return rule?.code ?? of.customer?.failsWith ?? null;
}

/** Whether the customer wrote within the last 24 h. */
function isWindowOpen(of: Pick<DeliveryCase, 'thread' | 'at'>): boolean {
  return of.thread.lastInboundAt !== null && of.at < of.thread.lastInboundAt + WINDOW_MS;
}

function approvalOf(of: DeliveryCase): string {
  return of.content?.approval?.status ?? 'unsubmitted';
}

function isBlocked(of: DeliveryCase): boolean {
  return of.customer?.blocked.includes(of.message.from) ?? false;
}

function lacksVariables(of: DeliveryCase): boolean {
  if (of.content === null) return false;
  const given = { ...of.content.variables, ...of.message.contentVariables };
  return variablesOf(of.content).some((name) => given[name] === undefined);
}
