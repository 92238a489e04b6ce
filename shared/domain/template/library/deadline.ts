import type {
  TemplateDraftRecord,
  TemplateVersionRecord,
} from '../../../contract/template-library.ts';
import type { Latency } from './latency.ts';
import { decidedAt } from './latency.ts';
import { latestOf, statusOf } from './versions.ts';

/** Without decisions of one's own to go by. Source: Meta, template review: up to 24 hours. */
export const USUAL_REVIEW_MS = 24 * 3_600_000;
/** A rejection costs a person's time, and another review. */
const MENDING_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Whether a template will be approved in time. */
export interface Outlook {
  /**
   * `met`: every language is approved. `safe`: there is time for a rejection and another review.
   * `tight`: only if the first review goes well. `unlikely`: reviews have taken longer than what is
   * left. `over`: the day has come and something is not approved.
   */
  readonly state: 'met' | 'safe' | 'tight' | 'unlikely' | 'over';
  /** Until when it should be submitted to have time for a second review, ms. */
  readonly submitBy: number;
  /** Languages that are not approved yet. */
  readonly missing: readonly string[];
}

/**
 * How a template stands before its deadline; null: it has none.
 *
 * @param latency of its category; undefined: nothing was ever decided
 * @param dayStart ms, when the day of the deadline begins where the company is
 * @param now ms
 */
export function outlookOf(
  draft: Pick<TemplateDraftRecord, 'languages' | 'deadline'>,
  versions: readonly TemplateVersionRecord[],
  latency: Latency | undefined,
  dayStart: number,
  now: number,
): Outlook | null {
  if (draft.deadline === null) return null;
  const review = latency === undefined || latency.count < 5 ? USUAL_REVIEW_MS : latency.p90;
  const submitBy = dayStart - 2 * review - MENDING_MS;
  const open = draft.languages.flatMap(({ language }) => {
    const version = latestOf(versions, language);
    if (version !== null && statusOf(version) === 'approved') return [];
    const isInReview = version?.stage === 'at_provider' && decidedAt(version) === null;
    return [{ language, from: isInReview ? version.submittedAt : now }];
  });
  const missing = open.map(({ language }) => language);
  if (open.length === 0) return { state: 'met', submitBy, missing };
  if (now >= dayStart + DAY_MS) return { state: 'over', submitBy, missing };
  // What is in review is expected by when it was submitted, but not before now.
  const expected = Math.max(...open.map(({ from }) => Math.max(now, from + review)));
  if (expected > dayStart) return { state: 'unlikely', submitBy, missing };
  const withSecond = Math.max(...open.map(({ from }) => from + 2 * review + MENDING_MS));
  return { state: withSecond > dayStart ? 'tight' : 'safe', submitBy, missing };
}
