import type { Twilio } from 'twilio';
import { currencyOf, parseMicro } from '../../../shared/domain/billing/money.ts';
import type { BookKind } from '../../../shared/contract/provider-books.ts';
import type { ProviderPrice, UsageRecord } from '../provider.ts';

/**
 * What Twilio's usage categories are. They overlap: `channels-messaging` is the sum of its two ways,
 * `channels-whatsapp` that of its templates; only the smallest are read here. Twilio's own fee for
 * WhatsApp is in `channels-messaging-…`, Meta's in `channels-whatsapp-template-…`.
 */
const KINDS: ReadonlyMap<string, BookKind> = new Map([
  ['channels-messaging-inbound', 'fee_inbound'],
  ['channels-messaging-outbound', 'fee_outbound'],
  ['failed-message-processing-fee', 'failed'],
  ['channels-whatsapp-template-marketing', 'platform_marketing'],
  ['channels-whatsapp-template-utility', 'platform_utility'],
  ['channels-whatsapp-template-authentication', 'platform_authentication'],
  ['channels-whatsapp-template-service', 'platform_service'],
  ['sms-inbound', 'sms_inbound'],
  ['sms-outbound', 'sms_outbound'],
  ['sms-messages-carrierfees', 'carrier_fees'],
]);
const PAGE = 1000;

/**
 * Twilio's price of a message: a decimal that is negative where it costs.
 *
 * @returns null where there is none yet, or none that can be kept exactly
 */
export function readPrice(
  price: string | null | undefined,
  unit: string | null | undefined,
): ProviderPrice | null {
  const currency = currencyOf(unit?.toUpperCase() ?? '');
  const micro = parseMicro(price?.replace(/^-/, '') ?? '');
  if (currency === null || micro === null) return null;
  // What is not negative is given back.
  return { currency, micro: price?.startsWith('-') || micro === 0 ? micro : -micro };
}

/** Reads the daily usage records of the categories that the relay knows. */
export async function readUsage(
  client: Twilio,
  from: string,
  to: string,
): Promise<readonly UsageRecord[]> {
  const records = await client.usage.records.daily.list({
    startDate: new Date(`${from}T00:00:00Z`),
    endDate: new Date(`${to}T00:00:00Z`),
    // Other accounts are other accounts' own.
    includeSubaccounts: false,
    pageSize: PAGE,
  });
  return records.flatMap(({ category, startDate, count, price, priceUnit }) => {
    const kind = KINDS.get(category);
    const currency = currencyOf((priceUnit ?? '').toUpperCase());
    // Exact: a price has far fewer digits than a number holds.
    const micro = Math.round(price * 1_000_000);
    if (kind === undefined || currency === null || !Number.isSafeInteger(micro)) return [];
    const day = startDate.toISOString().slice(0, 10);
    return [{ day, category, kind, count: Number(count), price: { micro, currency } }];
  });
}
