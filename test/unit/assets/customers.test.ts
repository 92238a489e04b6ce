import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import type { SampleWorld } from '../../../assets/sample/world.ts';
import { WORLDS } from './worlds.ts';

/** What they wrote last who no longer want messages on a channel. */
function lastWordsOfThoseGone(
  { customers, conversations }: SampleWorld,
  channel: 'whatsapp' | 'sms',
): readonly (string | null | undefined)[] {
  const gone = new Set(
    customers.filter(({ optIn }) => optIn[channel] === 'opted_out').map(({ key }) => key),
  );
  return conversations
    .filter(({ customerKey }) => gone.has(customerKey))
    .map(({ messages }) => messages.at(-1)?.body);
}

describe.each(WORLDS)('the customers of the sample $name', ({ world }) => {
  it('have valid phone numbers of their country, each another', () => {
    const withNumber = world.customers.flatMap(({ key, phone, country }) =>
      phone === null ? [] : [{ key, phone, country }],
    );
    const wrong = withNumber.filter(({ phone, country }) => {
      const parsed = parsePhoneNumberWithError(phone);
      return !parsed.isValid() || parsed.number !== phone || parsed.country !== country;
    });
    expect(wrong).toEqual([]);
    expect(new Set(withNumber.map(({ phone }) => phone)).size).toBe(withNumber.length);
  });

  it('are known by a WhatsApp user id where they show no number', () => {
    const hidden = world.customers.filter(({ phone }) => phone === null);
    expect(hidden).toHaveLength(2);
    const fitting = hidden.filter(
      ({ country, whatsappUserId }) =>
        whatsappUserId?.startsWith(`${country}.`) === true && /^..\.\d{10,}$/.test(whatsappUserId),
    );
    expect(fitting).toEqual(hidden);
  });

  it('opt out on either channel, the one in WhatsApp in their own language', () => {
    expect(lastWordsOfThoseGone(world, 'whatsapp')).toEqual(['SAIR']);
    expect(lastWordsOfThoseGone(world, 'sms')).toEqual(['STOP']);
  });

  it('come from all seven markets, with a time zone that exists', () => {
    const countries = new Set(world.customers.map(({ country }) => country));
    expect([...countries].toSorted()).toEqual(['BR', 'DE', 'ES', 'GB', 'MX', 'NG', 'US']);
    for (const timeZone of new Set(world.customers.map((customer) => customer.timeZone))) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });
});

describe('the sample tenant', () => {
  const now = Date.UTC(2026, 10, 24, 9, 30);

  it('is the same for the same moment and seed, and another for another seed', () => {
    expect(northwindSupply({ now, seed: 5 })).toEqual(northwindSupply({ now, seed: 5 }));
    expect(northwindSupply({ now, seed: 5 })).not.toEqual(northwindSupply({ now, seed: 6 }));
  });

  it('has two reps and an admin who can sign in, and a fictional account', () => {
    const { people, tenant, senders } = northwindSupply({ now });
    expect(people.map(({ role }) => role).toSorted()).toEqual(['admin', 'agent', 'agent']);
    expect(people.filter(({ password }) => password.length < 12)).toEqual([]);
    expect(people.filter(({ email }) => !email.endsWith('@northwind.example'))).toEqual([]);
    expect(tenant.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
    expect(tenant.authToken).toMatch(/^[0-9a-f]{32}$/);
    expect(senders.map(({ channel }) => channel)).toEqual(['whatsapp', 'whatsapp', 'sms']);
    expect(senders.filter(({ address }) => !parsePhoneNumberWithError(address).isValid())).toEqual(
      [],
    );
  });
});
