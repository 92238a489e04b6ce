import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../../renderer/ui/tokens.css'), 'utf8');
const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)');
const SETS = [
  ['light', 0, ''],
  ['dark', 1, ''],
  ['light, more contrast', 0, more],
  ['dark, more contrast', 1, more],
] as const;

const clip = (value: number) => Math.min(1, Math.max(0, value));

/** The relative luminance (WCAG 2) of an oklch colour. Source of the matrices: Björn Ottosson, Oklab. */
function luminance(light: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function valueOf(name: string, side: 0 | 1, overrides: string): number {
  const rule = new RegExp(`--${name}:\\s*([^;]+);`);
  const text = rule.exec(overrides)?.[1] ?? rule.exec(usual)?.[1] ?? '';
  const colours = [...text.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const [, light, chroma, hue] = colours[Math.min(side, colours.length - 1)] ?? [];
  return luminance(Number(light), Number(chroma), Number(hue));
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const GROUNDS = ['ground', 'surface', 'raised', 'field', 'selected', 'bubble-in', 'bubble-out'];
const WORDS = ['text', 'text-quiet', 'text-faint', 'accent', 'open', 'closing', 'closed'];
const PAIRS = [
  ...GROUNDS.flatMap((ground) => WORDS.map((word) => [word, ground, 4.5] as const)),
  ...['open', 'closing', 'closed', 'note'].map((tone) => [tone, `${tone}-ground`, 4.5] as const),
  ['accent', 'accent-ground', 4.5] as const,
  ['on-accent', 'accent-solid', 4.5] as const,
  ['on-accent', 'accent-solid-hover', 4.5] as const,
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => ['avatar-text', `avatar-${n}`, 4.5] as const),
  ...['ground', 'surface', 'raised', 'field'].flatMap((ground) => [
    ['border-strong', ground, 3] as const,
    ['focus', ground, 3] as const,
  ]),
];

describe.each(SETS)('the colours, %s', (_, side, overrides) => {
  it('let every word and sign be read on every ground that it stands on', () => {
    const weak = PAIRS.map(([word, ground, least]) => ({
      pair: `${word} on ${ground}`,
      ratio: contrast(valueOf(word, side, overrides), valueOf(ground, side, overrides)),
      least,
    })).filter(({ ratio, least }) => !(ratio >= least));
    expect(weak.map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`)).toEqual([]);
  });
});
