import { z } from 'zod';
import { RefusedError } from '../../../shared/contract/errors.ts';

/* Where a list goes on: the place of the last item of a page, as one word that programs hand
 * back without looking inside. */

const place = z.tuple([z.number().int().nonnegative(), z.uuid()]);
export type Place = z.infer<typeof place>;

/** The cursor after this place. */
export function cursorAfter(at: number, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** The place of a cursor; null: there is none. @throws {RefusedError} `invalid_input` for one that is none of ours */
export function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new RefusedError('invalid_input', 'cursor: is not one of this list');
  }
}

/** A page out of one item more than it holds, so that it is known whether there is another. */
export function page<T, R>(
  rows: readonly T[],
  limit: number,
  show: (row: T) => R,
  next: (last: T) => string,
): { items: R[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    next: rows.length > limit && last !== undefined ? next(last) : null,
  };
}
