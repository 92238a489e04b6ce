import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { tagId, templateDraftId, templateId } from '../../../../shared/contract/ids.ts';
import { orderContent } from '../../../../shared/contract/order.ts';
import {
  languageFor,
  languagesOf,
  type SendableTemplate,
} from '../../../../shared/domain/automation/choose-template.ts';
import { type EventFacts, planEvent } from '../../../../shared/domain/automation/plan-event.ts';
import { quietUntil } from '../../../../shared/domain/automation/quiet-hours.ts';
import { somePlan } from '../../../support/automations/samples.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

function template(more: Partial<SendableTemplate> = {}): SendableTemplate {
  return {
    id: templateId.parse(v7()),
    name: 'order_confirmed',
    language: 'en',
    status: 'approved',
    variables: [{ key: '1', sample: 'N-1' }],
    ...more,
  };
}

function anOrder(more: object = {}) {
  return orderContent.parse({
    number: 'NW-1000',
    status: 'confirmed',
    currency: 'EUR',
    totalMicros: 500_000_000,
    placedOn: '2026-11-19',
    lines: [{ sku: 'HB-0840', name: 'Hex bolt M8', quantity: 5, priceMicros: 240_000 }],
    ...more,
  });
}

function facts({
  contact,
  ...more
}: Partial<Omit<EventFacts, 'contact'>> & { contact?: object } = {}): EventFacts {
  return {
    event: 'confirmed',
    key: '',
    at: NOON - HOUR_MS,
    order: anOrder(),
    stock: null,
    ...more,
    contact: {
      name: 'Mara',
      company: null,
      language: 'es_MX',
      country: 'MX',
      timeZone: 'America/Mexico_City',
      tagIds: [],
      ...contact,
    },
  };
}

function around(templates: readonly SendableTemplate[] = [template()]) {
  return { templates, versions: [], timeZone: 'Europe/Berlin', now: NOON };
}

const none = { atLeast: null, countries: [], anyTagIds: [], noTagIds: [] };
const gold = tagId.parse(v7());

describe('what an automation does with an event', () => {
  it('fills the variables of the language that fits', () => {
    const [english, spanish] = [template(), template({ language: 'es' })];
    expect(planEvent(somePlan(), facts(), around([english, spanish]))).toEqual({
      do: 'send',
      template: spanish,
      variables: { '1': 'NW-1000' },
    });
  });

  it.each([
    ['a smaller order', { atLeast: { micros: 500_000_001, currency: 'EUR' } }, 'below_amount'],
    ['an order in another currency', { atLeast: { micros: 1, currency: 'USD' } }, 'below_amount'],
    ['another country', { countries: ['DE'] }, 'other_country'],
    ['a contact without the tag', { anyTagIds: [gold] }, 'without_tag'],
  ])('leaves %s', (_what, conditions, reason) => {
    const plan = somePlan({ conditions: { ...none, ...conditions } });
    expect(planEvent(plan, facts(), around())).toEqual({ do: 'skip', reason, detail: null });
  });

  it('leaves a contact with a tag that is left out', () => {
    const plan = somePlan({ conditions: { ...none, noTagIds: [gold] } });
    expect(planEvent(plan, facts({ contact: { tagIds: [gold] } }), around())).toMatchObject({
      reason: 'with_tag',
    });
  });

  it.each([
    ['a confirmation of what was cancelled', { order: anOrder({ status: 'cancelled' }) }],
    [
      'a shipment that has arrived',
      {
        event: 'shipped',
        key: 'S1',
        order: anOrder({ shipments: [{ id: 'S1', state: 'delivered' }] }),
      },
    ],
    [
      'a delay after which another day was promised',
      { event: 'delayed', key: '2026-11-25', order: anOrder({ promisedOn: '2026-11-23' }) },
    ],
    [
      'an article that is there again',
      { event: 'out_of_stock', key: 'HB-0840', stock: { available: 3, expectedOn: null } },
    ],
    [
      'an invoice that was paid',
      {
        event: 'invoice_due',
        key: 'I1',
        order: anOrder({ invoices: [{ number: 'I1', amountMicros: 1, state: 'paid' }] }),
      },
    ],
  ] as const)('does not tell %s', (_what, more) => {
    expect(planEvent(somePlan(), facts(more), around())).toMatchObject({ reason: 'order_over' });
  });

  it('does not tell what happened too long ago', () => {
    const late = facts({ at: NOON - 48 * HOUR_MS - 1 });
    expect(planEvent(somePlan(), late, around())).toMatchObject({ reason: 'too_late' });
  });

  it('names the variable that has no value', () => {
    const plan = somePlan({ variables: { '1': { from: 'contact', key: 'company' } } });
    expect(planEvent(plan, facts(), around())).toEqual({
      do: 'skip',
      reason: 'value_missing',
      detail: '1',
    });
  });

  it('says of two shipments what belongs to the one that left', () => {
    const shipments = ['A', 'B'].map((id) => ({
      id,
      state: 'in_transit',
      trackingNumber: `T-${id}`,
    }));
    const plan = somePlan({
      variables: { '1': { from: 'order', key: 'shipment.trackingNumber' } },
    });
    const shipped = facts({ event: 'shipped', key: 'A', order: anOrder({ shipments }) });
    expect(planEvent(plan, shipped, around())).toMatchObject({ variables: { '1': 'T-A' } });
  });

  it('names the article that ran out, and when there is more', () => {
    const variables = {
      '1': { from: 'order', key: 'article.name' },
      '2': { from: 'order', key: 'article.expectedOn' },
    } as const;
    const two = template({
      variables: [
        { key: '1', sample: 'a' },
        { key: '2', sample: 'b' },
      ],
    });
    const out = facts({
      event: 'out_of_stock',
      key: 'HB-0840',
      stock: { available: 0, expectedOn: '2026-12-01' },
    });
    expect(planEvent(somePlan({ variables }), out, around([two]))).toMatchObject({
      variables: { '1': 'Hex bolt M8', '2': 'Dec 1, 2026' },
    });
  });

  it('waits for the end of quiet hours by the clock of the customer', () => {
    // 12:00 UTC is 06:00 in Mexico City.
    const plan = somePlan({ quietHours: { from: '20:00', to: '08:30', weekends: false } });
    expect(planEvent(plan, facts(), around())).toEqual({ do: 'wait', until: NOON + 2.5 * HOUR_MS });
    const inBerlin = facts({ contact: { timeZone: null } });
    expect(planEvent(plan, inBerlin, around())).toMatchObject({ do: 'send' });
  });
});

describe('the template that is sent', () => {
  const draftId = templateDraftId.parse(v7());
  const [one, two, rejected] = [
    template({ name: 'shipped' }),
    template({ name: 'shipped_v2' }),
    template({ name: 'shipped_v3', status: 'rejected' }),
  ];
  const versions = [one, two, rejected].map(({ id }, at) => ({
    draftId,
    number: at + 1,
    templateId: id,
  }));
  const all = [one, two, rejected];

  it('is the newest approved version, or the one that it is pinned to', () => {
    expect(languagesOf({ by: 'draft', draftId, version: null }, all, versions)).toEqual([two]);
    expect(languagesOf({ by: 'draft', draftId, version: 1 }, all, versions)).toEqual([one]);
    expect(languagesOf({ by: 'draft', draftId, version: 3 }, all, versions)).toEqual([]);
    expect(languagesOf({ by: 'name', name: 'shipped' }, all, [])).toEqual([one]);
  });

  it('is in a language of the contact, else in the one for everybody, else in any', () => {
    const [de, es, pt] = ['de', 'es', 'pt_BR'].map((language) => template({ language }));
    const languages = [de, es, pt].flatMap((each) => (each === undefined ? [] : [each]));
    expect(languageFor(languages, 'es_AR', 'de')).toBe(es);
    expect(languageFor(languages, 'pt_PT', 'de')).toBe(pt);
    expect(languageFor(languages, 'fr', 'de')).toBe(de);
    expect(languageFor(languages, null, 'it')).toBe(de);
    expect(languageFor([], 'es', 'de')).toBeNull();
  });
});

describe('quiet hours', () => {
  const zones = ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((at) => at.map((n) => `${n}`.padStart(2, '0')).join(':'));

  it('end at a moment that is not quiet, and the minute before it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        time,
        time,
        fc.boolean(),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
        (zone, from, to, weekends, now) => {
          fc.pre(from !== to);
          const hours = { from, to, weekends };
          const until = quietUntil(hours, now, zone);
          expect(until).toBeGreaterThanOrEqual(now);
          expect(quietUntil(hours, until, zone)).toBe(until);
          // The minute before was quiet, unless it has just begun.
          const before = Math.max(now, until - 60_000);
          expect(quietUntil(hours, before, zone)).toBe(until);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are a whole weekend where it is asked for', () => {
    const friday = Date.UTC(2026, 10, 20, 22);
    const monday = Date.UTC(2026, 10, 23, 7);
    const hours = { from: '19:00', to: '08:00', weekends: true };
    expect(quietUntil(hours, friday, 'Europe/Berlin')).toBe(monday);
  });
});
