/** A moment as the clock on somebody's wall shows it. `weekday`: 0 is Sunday. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Reads `at` (ms since the epoch) off a wall clock in an IANA time zone. */
export function localTime(at: number, timeZone: string): LocalTime {
  const found = new Map<string, number>();
  for (const part of formatFor(timeZone).formatToParts(at))
    found.set(part.type, Number(part.value));
  const year = found.get('year') ?? 0;
  const month = found.get('month') ?? 0;
  const day = found.get('day') ?? 0;
  return {
    year,
    month,
    day,
    hour: found.get('hour') ?? 0,
    minute: found.get('minute') ?? 0,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

function isWorkday(weekday: number): boolean {
  return weekday >= 1 && weekday <= 5;
}

/** Whether people are at work: Monday to Friday, 8:00 to 18:00. */
export function isBusinessTime(at: number, timeZone: string): boolean {
  const { hour, weekday } = localTime(at, timeZone);
  return isWorkday(weekday) && hour >= 8 && hour < 18;
}

/** The nearest business time not after `at`, between 14:00 and 17:00 where it had to move. `spread`: 0 to 1. */
export function earlierBusinessTime(at: number, timeZone: string, spread: number): number {
  return moveToBusinessTime(at, timeZone, -1, 14 * 60 + spread * 180);
}

/** The nearest business time not before `at`, between 8:30 and 11:30 where it had to move. `spread`: 0 to 1. */
export function laterBusinessTime(at: number, timeZone: string, spread: number): number {
  return moveToBusinessTime(at, timeZone, 1, 8.5 * 60 + spread * 180);
}

function moveToBusinessTime(
  at: number,
  timeZone: string,
  direction: 1 | -1,
  minuteOfDay: number,
): number {
  if (isBusinessTime(at, timeZone)) return at;
  let moved = at;
  for (let days = 0; days < 5; days += 1) {
    const { hour, minute, weekday } = localTime(moved, timeZone);
    const candidate = moved + Math.round(minuteOfDay - (hour * 60 + minute)) * MINUTE;
    const onTheRightSide = direction === 1 ? candidate >= at : candidate <= at;
    if (isWorkday(weekday) && onTheRightSide) return candidate;
    moved += direction * DAY;
  }
  return at;
}

/** The same time of day, so many working days later; earlier where `workdays` is negative. */
export function addWorkdays(at: number, workdays: number, timeZone: string): number {
  let moved = at;
  let left = Math.abs(workdays);
  while (left > 0) {
    moved += Math.sign(workdays) * DAY;
    if (isWorkday(localTime(moved, timeZone).weekday)) left -= 1;
  }
  return moved;
}
