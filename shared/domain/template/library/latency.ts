import type { TemplateCategory } from '../../../contract/template-content.ts';
import type { TemplateVersionRecord } from '../../../contract/template-library.ts';

/** Words with which the reviewers have decided for the first time. */
const DECIDED: ReadonlySet<string> = new Set(['approved', 'rejected']);

/** How long approvals have taken. Times in ms. */
export interface Latency {
  /** Of how many decisions it is. */
  readonly count: number;
  readonly median: number;
  /** Nine of ten did not take longer. */
  readonly p90: number;
}

/** When a version was decided first, ms; null: not yet. */
export function decidedAt({ history }: Pick<TemplateVersionRecord, 'history'>): number | null {
  return history.find(({ status }) => DECIDED.has(status))?.at ?? null;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * How long the platform has taken from the submission to its first decision, by the category that
 * was asked for; a category of which nothing was decided yet is left out.
 */
export function approvalLatency(
  versions: readonly Pick<TemplateVersionRecord, 'category' | 'submittedAt' | 'history'>[],
): ReadonlyMap<TemplateCategory, Latency> {
  const taken = new Map<TemplateCategory, number[]>();
  for (const version of versions) {
    const decided = decidedAt(version);
    if (decided === null || decided < version.submittedAt) continue;
    const list = taken.get(version.category) ?? [];
    list.push(decided - version.submittedAt);
    taken.set(version.category, list);
  }
  return new Map(
    [...taken].map(([category, list]) => {
      const sorted = list.toSorted((a, b) => a - b);
      const latency = { count: sorted.length, median: at(sorted, 0.5), p90: at(sorted, 0.9) };
      return [category, latency];
    }),
  );
}
