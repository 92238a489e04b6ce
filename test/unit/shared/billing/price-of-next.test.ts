import { describe, expect, it } from 'vitest';
import { type NextMessage, priceOfNext } from '../../../../shared/domain/billing/price-of-next.ts';
import { NOTHING_YET } from '../../../../shared/domain/billing/state.ts';
import { moment, publishedTariff } from '../../../support/billing/events.ts';

const NOW = moment('2026-11-23 09:00');
const USAGE = { freeMessages: 0, freeConversations: 0, volume: 0 };
const SERVICE: NextMessage = {
  now: NOW,
  channel: 'whatsapp',
  address: '+4915112345678',
  category: 'service',
  segments: 1,
};
const tariff = publishedTariff();

describe('the price of the next message', () => {
  it('of the allowance is the provider’s fee, with what is left of the allowance', () => {
    expect(priceOfNext(SERVICE, NOTHING_YET, { ...USAGE, freeMessages: 988 }, tariff)).toEqual({
      market: 'Germany',
      category: 'service',
      regime: 'message_paid_service',
      parts: [
        { component: 'platform', price: { kind: 'free', reason: 'monthly_allowance' } },
        {
          component: 'provider',
          price: {
            kind: 'charged',
            reason: 'provider_fee',
            micro: 5000,
            currency: 'USD',
            rate: {
              card: 'twilio-usd-2026-09',
              validFrom: '2026-09-01',
              confidence: 'medium',
              carried: false,
            },
          },
        },
      ],
      total: { micro: 5000, currency: 'USD' },
      allowanceLeft: 12,
    });
  });

  it('beyond the allowance is the utility rate and the fee', () => {
    const price = priceOfNext(SERVICE, NOTHING_YET, { ...USAGE, freeMessages: 1000 }, tariff);
    expect(price).toMatchObject({ total: { micro: 60_000, currency: 'USD' }, allowanceLeft: 0 });
  });

  it('is free at the platform inside an entry point', () => {
    const before = { ...NOTHING_YET, freeUntil: NOW + 1 };
    const price = priceOfNext({ ...SERVICE, category: 'marketing' }, before, USAGE, tariff);
    expect(price.parts[0]?.price).toEqual({ kind: 'free', reason: 'entry_point' });
    expect(price.allowanceLeft).toBeNull();
  });

  it('is unknown as a whole where one part is', () => {
    const sms = priceOfNext({ ...SERVICE, channel: 'sms' }, NOTHING_YET, USAGE, tariff);
    expect(sms).toMatchObject({ market: 'Germany', total: null, allowanceLeft: null });
    const nowhere = priceOfNext(
      { ...SERVICE, address: '+1' },
      NOTHING_YET,
      { ...USAGE, freeMessages: 1000 },
      tariff,
    );
    expect(nowhere).toMatchObject({ market: null, total: null });
  });

  it('in another currency is only a total with a stated rate', () => {
    const first = priceOfNext(SERVICE, NOTHING_YET, USAGE, tariff, 'EUR');
    expect(first.total).toBeNull();
    const rate = { from: 'USD', to: 'EUR', micro: 900_000 } as const;
    const second = priceOfNext(SERVICE, NOTHING_YET, USAGE, tariff, 'EUR', [rate]);
    expect(second.total).toEqual({ micro: 4500, currency: 'EUR' });
  });
});
