import { describe, expect, it } from 'vitest';
import { answersTo, liveMessages } from '../../../assets/sample/chatter.ts';
import { sampleChatter } from '../../../simulator/sample/sample-chatter.ts';
import { WORLDS } from './worlds.ts';

const languages = ['es_MX', 'es_ES', 'pt_BR', 'de', 'en_GB', 'en_US', 'en'];
const KINDS = [null, 'order_shipped', 'delivery_update', 'order_confirmed'];

describe.each(languages)('what customers say in %s', (language) => {
  it('is varied: at least twelve openings and twelve answers', () => {
    expect(new Set(liveMessages(language)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(answersTo(language, null)).size).toBeGreaterThanOrEqual(12);
  });

  it('has no figures, which could contradict a thread', () => {
    const texts = [liveMessages(language), ...KINDS.map((kind) => answersTo(language, kind))];
    expect(texts.flat().filter((text) => /\d/.test(text) || text.trim() === '')).toEqual([]);
  });

  it('answers news about a parcel in other words than the rest', () => {
    const aboutDelivery = answersTo(language, 'order_shipped');
    expect(aboutDelivery.length).toBeGreaterThan(2);
    expect(aboutDelivery).not.toEqual(answersTo(language, null));
  });
});

it('every customer of the sample has words', () => {
  const spoken = new Set(WORLDS.flatMap(({ world }) => world.customers.map((one) => one.language)));
  expect([...spoken].toSorted()).toEqual(languages.toSorted());
});

it('a language that nobody speaks has no words, and no customer may have it', () => {
  expect([liveMessages('fi'), answersTo('fi', null)]).toEqual([[], []]);
  const [first] = WORLDS[0]?.world.customers ?? [];
  const customers = first === undefined ? [] : [{ ...first, language: 'fi' }];
  expect(() => sampleChatter({ customers })).toThrow('no words in fi');
});
