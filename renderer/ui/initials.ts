const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  const [first] = graphemes.segment(word);
  return first?.segment ?? '';
}

/**
 * One or two letters for a name, as people write initials.
 *
 * @returns upper case; `#` where the name begins with no letter, such as a phone number
 */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s·|/-]+/u)
    .map((word) => word.replace(/^[^\p{L}]+/u, ''))
    .filter((word) => word !== '');
  const first = words[0];
  if (first === undefined) return '#';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (firstLetter(first) + (last === undefined ? '' : firstLetter(last))).toLocaleUpperCase();
}

/**
 * Which of the grounds a name gets: always the same for the same key.
 *
 * @returns a whole number from 0 to `count` - 1
 */
export function groundOf(key: string, count: number): number {
  let hash = 7;
  for (let at = 0; at < key.length; at += 1) hash = (hash * 31 + key.charCodeAt(at)) % 1_000_003;
  return hash % count;
}
