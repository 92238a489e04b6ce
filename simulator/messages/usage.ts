import type { MessageRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { channelOf } from '../platform/addresses.ts';
import { isFailed, type PlatformCategory, platformFee } from '../platform/prices.ts';

/** What an account used of a category in a day. */
export interface UsageRecord {
  /** Names it in a list, as a page goes on after it. */
  readonly sid: string;
  /** In GMT. */
  readonly day: string;
  readonly category: string;
  readonly count: number;
  /** Millionths of a dollar. */
  readonly micro: number;
}

const HOUR = 3_600_000;
/** Before it, the usage has no price of Meta's here. */
const PAID_SERVICE_FROM = Date.UTC(2026, 9, 1);
const FREE_SERVICE = 1000;

/** What Twilio's own part of a message is counted as. */
function feeCategory({ direction, to, status }: MessageRecord): string {
  if (isFailed(status)) return 'failed-message-processing-fee';
  const way = direction === 'inbound' ? 'inbound' : 'outbound';
  return channelOf(to) === 'whatsapp' ? `channels-messaging-${way}` : `sms-${way}`;
}

/**
 * What an account has used, by day in GMT and category, the oldest day first. A message counts on
 * the day on which it arrived or failed, as soon as it has its price.
 */
export function usageOf(account: AccountState): readonly UsageRecord[] {
  const found = new Map<string, { count: number; micro: number }>();
  const add = (at: number, category: string, micro: number): void => {
    const key = `${new Date(at).toISOString().slice(0, 10)} ${category}`;
    const before = found.get(key) ?? { count: 0, micro: 0 };
    found.set(key, { count: before.count + 1, micro: before.micro + micro });
  };
  const platform = platformUse(account);
  for (const { message, at, micro } of inOrder(account)) {
    add(at, feeCategory(message), micro);
    platform(message, at, add);
  }
  return [...found]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, used]) => {
      const [day = '', category = ''] = key.split(' ');
      return { sid: key, day, category, count: used.count, micro: used.micro };
    });
}

function inOrder(account: AccountState) {
  return [...account.messages.values()]
    .flatMap((message) =>
      message.price === null || message.dateEnded === null
        ? []
        : [
            {
              message,
              at: message.dateEnded,
              micro: Math.round(Math.abs(Number(message.price)) * 1_000_000),
            },
          ],
    )
    .toSorted((one, other) => one.at - other.at);
}

type Add = (at: number, category: string, micro: number) => void;

/** Meta's part, message by message: what is free depends on those before. */
function platformUse(account: AccountState) {
  const clicks = new Map<string, number>();
  const freeUntil = new Map<string, number>();
  const service = new Map<string, number>();
  return (message: MessageRecord, at: number, add: Add): void => {
    const { direction, from, to, status } = message;
    if (channelOf(to) !== 'whatsapp' || isFailed(status)) return;
    if (direction === 'inbound') {
      if (message.inbound?.referral) clicks.set(`${to} ${from}`, at);
      return;
    }
    if (at < PAID_SERVICE_FROM) return;
    const category = categoryOf(account, message);
    const pair = `${from} ${to}`;
    const click = clicks.get(pair);
    if (click !== undefined && at <= click + 24 * HOUR) {
      clicks.delete(pair);
      freeUntil.set(pair, at + 72 * HOUR);
    }
    const month = `${from} ${new Date(at).toISOString().slice(0, 7)}`;
    const isFree = at < (freeUntil.get(pair) ?? 0);
    const used = service.get(month) ?? 0;
    const isAllowed = category === 'service' && used < FREE_SERVICE && !isFree;
    if (isAllowed) service.set(month, used + 1);
    const micro = isFree || isAllowed ? 0 : platformFee(to, category);
    add(at, `channels-whatsapp-template-${category}`, micro);
  };
}

function categoryOf(account: AccountState, { contentSid }: MessageRecord): PlatformCategory {
  if (contentSid === null) return 'service';
  const category = account.contents.get(contentSid)?.approval?.category.toLowerCase();
  return category === 'utility' || category === 'authentication' ? category : 'marketing';
}
