/** From so many digits on a number is looked for. */
const FEWEST_DIGITS = 3;

/**
 * The digits of what may be a part of a phone number, as it is stored: with the country's code
 * and without the zeros that are dialled before it. Null: it is no such thing.
 */
export function digitsIn(text: string): string | null {
  if (!/^[\d\s()+./-]+$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '').replace(/^0{1,2}/, '');
  return digits.length < FEWEST_DIGITS ? null : digits;
}
