import type { MediaRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import { mediaKind } from './media-shape.ts';

/** A picture that is shown large, and when it came. */
export interface ShownPicture {
  readonly media: MediaRecord;
  readonly at: number;
}

/** The pictures among messages, in their order. */
export function picturesOf(messages: readonly MessageRecord[]): readonly ShownPicture[] {
  return messages.flatMap(({ media, at }) =>
    media
      .filter(({ contentType }) => mediaKind(contentType) === 'image')
      .map((one) => ({ media: one, at })),
  );
}

/**
 * The pictures before and after one of them; null where there is none. One that is no longer
 * among them has no neighbours.
 */
export function neighbours(
  pictures: readonly ShownPicture[],
  shown: ShownPicture,
): {
  readonly previous: ShownPicture | null;
  readonly next: ShownPicture | null;
  /** Its place, from 0. */
  readonly index: number;
} {
  const index = pictures.findIndex(({ media }) => media.id === shown.media.id);
  if (index === -1) return { previous: null, next: null, index };
  return { previous: pictures[index - 1] ?? null, next: pictures[index + 1] ?? null, index };
}
