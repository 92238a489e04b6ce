import type { CannedReplyRecord, Channel } from '../../../shared/contract/records.ts';

/** Without case and accents, so that `cotizacion` finds `Cotización`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The canned replies that are offered on a channel and hold every word of the search, those whose
 * shortcut begins with it first, then by title.
 *
 * @param query as it is typed, a `/` at its beginning or not
 */
export function findCanned(
  replies: readonly CannedReplyRecord[],
  channel: Channel,
  query: string,
): readonly CannedReplyRecord[] {
  const wanted = plain(query).replace(/^\//, '').trim();
  const words = wanted.split(/\s+/);
  const isNear = ({ shortcut }: CannedReplyRecord) =>
    wanted !== '' && plain(shortcut).startsWith(wanted);
  return replies
    .filter((reply) => !reply.archived && (reply.channel ?? channel) === channel)
    .filter(({ title, shortcut, text }) => {
      const all = plain(`${shortcut} ${title} ${text}`);
      return words.every((word) => all.includes(word));
    })
    .toSorted(
      (one, other) =>
        Number(isNear(other)) - Number(isNear(one)) || one.title.localeCompare(other.title),
    );
}
