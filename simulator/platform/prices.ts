import { bareAddress, channelOf } from './addresses.ts';

/* What the simulator takes for messages: figures of its own, in millionths of a dollar. Those of
 * WhatsApp are Twilio's and Meta's public ones of October 2026, a few countries of them; those of
 * SMS are made up, in the order of magnitude of real ones. */

/** What a fee depends on. */
interface Priced {
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly numSegments: number;
}

/** The categories in which Meta takes its own. */
export type PlatformCategory = 'marketing' | 'utility' | 'authentication' | 'service';

const WHATSAPP_FEE = 5000;
const FAILED_FEE = 1000;

/** By calling code, the longest first; per segment. */
const SMS_OUT: readonly (readonly [string, number])[] = [
  ['+44', 52_400],
  ['+52', 66_300],
  ['+1', 8300],
  ['+', 75_000],
];
const SMS_IN: readonly (readonly [string, number])[] = [
  ['+44', 7500],
  ['+1', 8300],
  ['+', 10_000],
];

/** By calling code: marketing, and everything else. */
const PLATFORM: readonly (readonly [string, number, number])[] = [
  ['+44', 63_500, 22_000],
  ['+49', 136_500, 55_000],
  ['+52', 39_700, 8500],
  ['+55', 62_500, 6800],
  ['+57', 12_500, 800],
  ['+1', 25_000, 3400],
  ['+', 60_400, 7700],
];

/** Whether nothing arrived. */
export function isFailed(status: string): boolean {
  return status === 'failed' || status === 'undelivered';
}

/** What the provider takes for one message, in millionths of a dollar. */
export function providerFee({ direction, from, to, status, numSegments }: Priced): number {
  if (isFailed(status)) return FAILED_FEE;
  if (channelOf(to) === 'whatsapp') return WHATSAPP_FEE;
  const [table, theirs] = direction === 'inbound' ? [SMS_IN, from] : [SMS_OUT, to];
  const row = table.find(([prefix]) => theirs.startsWith(prefix));
  return (row?.[1] ?? 0) * numSegments;
}

/** What Meta takes for one delivered message that is not free, in millionths of a dollar. */
export function platformFee(to: string, category: PlatformCategory): number {
  const row = PLATFORM.find(([prefix]) => bareAddress(to).startsWith(prefix));
  // Whoever is known by a user id alone: as everywhere else.
  const [, marketing, rest] = row ?? ['', 60_400, 7700];
  return category === 'marketing' ? marketing : rest;
}

/** A price as a Message has it: what the account pays is negative. */
export function priceText(micro: number): string {
  return `-${(micro / 1_000_000).toFixed(5)}`;
}
