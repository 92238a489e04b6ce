/** A repeatable source of choices: the same seed text gives the same sequence. */
export interface SeededRandom {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
}

/** FNV-1a over UTF-16 code units, with a final mix so that neighbouring texts differ everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Makes a source of choices from a text (mulberry32; good enough for sample data, not for secrets). */
export function seededRandom(seedText: string): SeededRandom {
  let state = hash(seedText);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => itemAt(items, Math.floor(next() * items.length)),
  };
}

/** 32 lower-case hexadecimal digits made from a text: the shape of the provider's identifiers. */
export function hexDigits(seedText: string): string {
  let digits = '';
  for (let part = 0; part < 4; part += 1) {
    digits += hash(`${part}/${seedText}/${digits}`).toString(16).padStart(8, '0');
  }
  return digits;
}

/** The item at `index`, counted on from the start again past the end. Throws on an empty list. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[((index % items.length) + items.length) % items.length];
  if (item === undefined) throw new Error('The sample data asks for an item of an empty list.');
  return item;
}
