import { earlierBusinessTime, laterBusinessTime } from './calendar.ts';
import { type SeededRandom } from './random.ts';
import { type Step } from './scenario.ts';

const MINUTE = 60_000;
const LONG_GAP = 3 * 60;

/** Gaps of minutes vary by a third, longer ones by up to half an hour more; never less than 8 s. */
function gapOf(step: Step, random: SeededRandom): number {
  const stretch = 0.67 + random.next() * 0.66;
  const minutes = step.after < LONG_GAP ? step.after * stretch : step.after + (stretch - 0.67) * 45;
  return Math.max(8_000, Math.round(minutes * MINUTE));
}

/** A wait may be moved into working hours, except before a free reply, which has 24 hours only. */
function mayMove(step: Step): boolean {
  return step.after >= LONG_GAP && step.from !== 'rep' && step.errorCode === null;
}

/**
 * Gives each step its time so that the one at `anchor` happens at `anchorAt` (ms): what comes before
 * is reckoned backward, what follows forward. Strictly increasing.
 */
export function layOut(
  steps: readonly Step[],
  anchor: number,
  anchorAt: number,
  timeZone: string,
  random: SeededRandom,
): readonly number[] {
  const gaps = steps.map((step) => gapOf(step, random));
  const times = steps.map(() => anchorAt);
  for (let index = anchor - 1; index >= 0; index -= 1) {
    const later = steps[index + 1];
    const at = (times[index + 1] ?? anchorAt) - (gaps[index + 1] ?? 0);
    const moves = later !== undefined && mayMove(later);
    times[index] = moves ? earlierBusinessTime(at, timeZone, random.next()) : at;
  }
  for (let index = anchor + 1; index < steps.length; index += 1) {
    const own = steps[index];
    const at = (times[index - 1] ?? anchorAt) + (gaps[index] ?? 0);
    const moves = own !== undefined && mayMove(own);
    times[index] = moves ? laterBusinessTime(at, timeZone, random.next()) : at;
  }
  return times;
}
