import type { QuietHours } from '../../contract/automation.ts';
import { dateFormat } from '../../format/date-format.ts';

/** Every offset of a time zone is of whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000;
/** No night and no weekend is longer. */
const LONGEST_MS = 8 * 24 * 3_600_000;
const WEEKEND: ReadonlySet<string> = new Set(['Sat', 'Sun']);

/**
 * When it is no longer quiet, by the clock of a time zone. With `weekends` it is quiet on Saturday
 * and Sunday as a whole.
 *
 * @param now ms
 * @param zone an IANA name
 * @returns ms; `now` itself where it is not quiet
 * @throws {RangeError} for a zone that does not exist
 */
export function quietUntil(hours: QuietHours, now: number, zone: string): number {
  if (!isQuiet(hours, now, zone)) return now;
  const first = (Math.floor(now / QUARTER_MS) + 1) * QUARTER_MS;
  const quarters = Array.from(
    { length: LONGEST_MS / QUARTER_MS },
    (_, at) => first + at * QUARTER_MS,
  );
  const end = quarters.find((at) => !isQuiet(hours, at, zone)) ?? now;
  // Times such as 07:50 are between two quarters.
  const minutes = Array.from({ length: 15 }, (_, at) => end - (15 - at) * 60_000);
  return minutes.find((at) => at > now && !isQuiet(hours, at, zone)) ?? end;
}

function isQuiet({ from, to, weekends }: QuietHours, at: number, zone: string): boolean {
  const parts = dateFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  if (weekends && WEEKEND.has(part('weekday'))) return true;
  const time = `${part('hour')}:${part('minute')}`;
  return from < to ? time >= from && time < to : time >= from || time < to;
}
