/* Moments that a conversation is put off until, in the zone of the person at the screen. */

const HOUR = 3_600_000;
const MORNING = 9;
/** Later than this hour, today is over. */
const EVENING = 21;

/** What can be chosen by one key. */
export interface Moment {
  readonly kind: 'laterToday' | 'tomorrow' | 'nextWeek';
  /** ms */
  readonly at: number;
}

function morningAfter(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime();
}

/** Three hours from now, at the next full half hour; null where that is no longer today. */
function laterToday(now: number): number | null {
  const at = new Date(now + 3 * HOUR);
  at.setMinutes(Math.ceil(at.getMinutes() / 30) * 30, 0, 0);
  const isToday = at.getDate() === new Date(now).getDate();
  return isToday && at.getHours() + at.getMinutes() / 60 <= EVENING ? at.getTime() : null;
}

/**
 * The moments that are offered: later today while there is a later, tomorrow morning, and the
 * morning of next Monday.
 *
 * @param now ms on the relay's clock
 */
export function momentsFrom(now: number): readonly Moment[] {
  const later = laterToday(now);
  // Monday is day 1; from a Monday on it is the next one.
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  return [
    ...(later === null ? [] : [{ kind: 'laterToday', at: later } as const]),
    { kind: 'tomorrow', at: morningAfter(now, 1) },
    ...(toMonday === 1 ? [] : [{ kind: 'nextWeek', at: morningAfter(now, toMonday) } as const]),
  ];
}

const two = (value: number) => String(value).padStart(2, '0');

/** What a field of date and one of time show for a moment, in the zone of the person. */
export function fieldsOf(at: number): { readonly date: string; readonly time: string } {
  const day = new Date(at);
  return {
    date: `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`,
    time: `${two(day.getHours())}:${two(day.getMinutes())}`,
  };
}

/** The moment of such fields, ms; null where one of them is empty or no date. */
export function momentOf(date: string, time: string): number | null {
  if (date === '' || time === '') return null;
  const at = new Date(`${date}T${time}`).getTime();
  return Number.isNaN(at) ? null : at;
}
