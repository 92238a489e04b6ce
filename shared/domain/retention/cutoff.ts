/** For how many months something is kept; null: for ever. */
export interface Kept {
  readonly messagesMonths: number | null;
  /** Never longer than the messages that the files belong to. */
  readonly mediaMonths: number | null;
}

/**
 * The moment so many calendar months before the beginning of the day of `now`, in UTC. A day that
 * the earlier month does not have becomes its last one.
 *
 * @param now ms
 * @returns ms; what is older is too old
 */
export function monthsBefore(now: number, months: number): number {
  const today = new Date(now);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth() - months];
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(today.getUTCDate(), daysOfMonth));
}

/** Before which moments, in ms, messages and files are too old; null: none is. */
export function cutoffs(
  { messagesMonths, mediaMonths }: Kept,
  now: number,
): { readonly messages: number | null; readonly media: number | null } {
  const messages = messagesMonths === null ? null : monthsBefore(now, messagesMonths);
  return { messages, media: mediaMonths === null ? messages : monthsBefore(now, mediaMonths) };
}
