const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Below this the seconds are counted. */
const SECONDS_BELOW = 5 * MINUTE;

/** A time left, cut up for its words. */
export type TimeLeft =
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: string }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'seconds'; readonly minutes: number; readonly seconds: string };

const two = (value: number) => String(value).padStart(2, '0');

/**
 * How a time left is said: `3 h 12`, `42 min`, and `4:07` under five minutes. Whole minutes are
 * rounded down, so that nobody counts on time that is not there; seconds reach 0:00 exactly at
 * the end.
 *
 * @param left ms; below zero counts as zero
 */
export function timeLeft(left: number): TimeLeft {
  if (left < SECONDS_BELOW) {
    const seconds = Math.ceil(Math.max(0, left) / SECOND);
    return { unit: 'seconds', minutes: Math.floor(seconds / 60), seconds: two(seconds % 60) };
  }
  if (left < HOUR) return { unit: 'minutes', minutes: Math.floor(left / MINUTE) };
  return {
    unit: 'hours',
    hours: Math.floor(left / HOUR),
    minutes: two(Math.floor((left % HOUR) / MINUTE)),
  };
}

/** The part of i18next's `t` that is needed here. */
export type Translate = (key: string, values: Record<string, unknown>) => string;

/**
 * The words of a time left.
 *
 * @param left ms
 * @param t of the namespace `window`
 */
export function formatLeft(left: number, t: Translate): string {
  const { unit, ...values } = timeLeft(left);
  return t(`left.${unit}`, values);
}

/** The same, spelled out for assistive technology. */
export function spellLeft(left: number, t: Translate): string {
  if (left < SECONDS_BELOW) return t('spelled.minutes', { count: Math.ceil(left / MINUTE) });
  if (left < HOUR) return t('spelled.minutes', { count: Math.floor(left / MINUTE) });
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const hours = t('spelled.hours', { count: Math.floor(left / HOUR) });
  return minutes === 0 ? hours : `${hours} ${t('spelled.minutes', { count: minutes })}`;
}
