/** A day as `2026-10-01`: it sorts. */
export type Day = string;

/** The days and months of one time zone. */
export interface Calendar {
  /** The day there at a moment, ms. */
  readonly dayAt: (at: number) => Day;
  /** The month there at a moment, ms, as `2026-10`. */
  readonly monthAt: (at: number) => string;
}

/** Every offset of a time zone, and every change of one, is of whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000;
/** Days are remembered by their quarters of an hour: about forty days. */
const MOST_KNOWN = 4096;

/** Whether a text is a day of the calendar, such as `2026-02-28`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day before. */
export function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * The calendar of the time zone in which an account is billed.
 *
 * @param zone an IANA name, such as `America/Sao_Paulo`
 * @throws {RangeError} for a zone that does not exist
 */
export function calendarOf(zone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, Day>();
  const dayAt = (at: number): Day => {
    const quarter = Math.floor(at / QUARTER_MS);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= MOST_KNOWN) known.clear();
    const day = format.format(at);
    known.set(quarter, day);
    return day;
  };
  return { dayAt, monthAt: (at) => dayAt(at).slice(0, 7) };
}

/** The farthest that a time zone is from UTC. */
const FARTHEST_MS = 16 * 3_600_000;

/** When a day begins, ms: the first quarter of an hour that is of it, or of a later one. */
export function startOfDay(day: Day, { dayAt }: Calendar): number {
  const first = Date.parse(`${day}T00:00:00Z`) - FARTHEST_MS;
  const quarters = Array.from(
    { length: (2 * FARTHEST_MS) / QUARTER_MS },
    (_, at) => first + at * QUARTER_MS,
  );
  return quarters.find((at) => dayAt(at) >= day) ?? first + FARTHEST_MS;
}
