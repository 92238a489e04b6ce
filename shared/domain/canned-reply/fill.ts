/* Canned replies have places for what differs: `{{contact.name}}`. */

/** Everything that can stand in a place. */
export const CANNED_PLACES = [
  'contact.name',
  'contact.company',
  'contact.phone',
  'me.name',
  'tenant.name',
] as const;
export type CannedPlace = (typeof CANNED_PLACES)[number];

/** What is known for each place; null: nothing. */
export type CannedValues = Readonly<Record<CannedPlace, string | null>>;

/** A part of a text: words, or a place with nothing to stand in it. */
export interface CannedPart {
  readonly text: string;
  /** The name of the place; null: words, or what stands in a place. */
  readonly missing: string | null;
}

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

function isPlace(name: string): name is CannedPlace {
  return CANNED_PLACES.some((place) => place === name);
}

/** A text with its places filled, in parts; what has no value is left as it is written. */
export function fillCanned(text: string, values: CannedValues): readonly CannedPart[] {
  const parts: CannedPart[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, name = ''] = match;
    const value = isPlace(name) ? values[name] : null;
    const filled = value !== null && value.trim() !== '';
    parts.push({ text: text.slice(end, match.index), missing: null });
    parts.push(filled ? { text: value, missing: null } : { text: whole, missing: name });
    end = match.index + whole.length;
  }
  parts.push({ text: text.slice(end), missing: null });
  return parts.filter((part) => part.text !== '');
}

/** The parts as one text. */
export function joinCanned(parts: readonly CannedPart[]): string {
  return parts.map((part) => part.text).join('');
}

/** A place that still stands in a text: from where to where, in UTF-16 units, and its words. */
export interface OpenPlace {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The places of the closed list that still stand in a text: it must not be sent with them. */
export function openPlaces(text: string): readonly OpenPlace[] {
  return [...text.matchAll(PLACE)]
    .filter(([, name = '']) => isPlace(name))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
    }));
}

/** Places that are none of the closed list, as they are written. */
export function unknownPlaces(text: string): readonly string[] {
  return [...text.matchAll(PLACE)]
    .filter(([, name = '']) => !isPlace(name))
    .map(([whole]) => whole);
}
