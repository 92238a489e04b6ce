import type { TemplateVersionRecord } from '../../../contract/template-library.ts';

/** Source: Meta, message templates: management; Twilio, Content API: approvals. */
const BLOCKED_MS = 30 * 24 * 3_600_000;

/** A name that cannot be given again for a while. */
export interface BlockedName {
  readonly name: string;
  readonly language: string;
  /** ms. */
  readonly until: number;
}

/**
 * The names of templates that were deleted or rejected lately: they stay blocked for 30 days.
 *
 * @param versions in any order
 * @param now ms on the relay's clock
 */
export function blockedNames(
  versions: readonly Pick<TemplateVersionRecord, 'name' | 'language' | 'history'>[],
  now: number,
): readonly BlockedName[] {
  return versions.flatMap(({ name, language, history }) => {
    // What nobody was ever asked about has left no name behind.
    const wasAsked = history.some(({ status }) => status !== 'deleted');
    const ended = history.findLast(({ status }) => status === 'deleted' || status === 'rejected');
    const until = (ended?.at ?? -Infinity) + BLOCKED_MS;
    return wasAsked && until > now ? [{ name, language, until }] : [];
  });
}
