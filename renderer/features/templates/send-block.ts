import type { TemplateCheck } from './variable-checks.ts';

/** What keeps a template from being sent. */
export type SendBlock =
  | { readonly kind: 'none' | 'not_approved' | 'no_opt_in' }
  | { readonly kind: 'fill' | 'mend' | 'body_too_long'; readonly count: number };

/**
 * The first thing that keeps a template from being sent: first what no filling can mend, then
 * what is wrong, then what is still empty.
 */
export function sendBlock(check: TemplateCheck, sendable: boolean, lacksOptIn: boolean): SendBlock {
  if (!sendable) return { kind: 'not_approved' };
  if (lacksOptIn) return { kind: 'no_opt_in' };
  const found = Object.values(check.problems).filter((problem) => problem !== null);
  const wrong = found.filter((problem) => problem !== 'missing').length;
  if (wrong > 0) return { kind: 'mend', count: wrong };
  if (found.length > 0) return { kind: 'fill', count: found.length };
  if (check.bodyTooLong !== null) return { kind: 'body_too_long', count: check.bodyTooLong };
  return { kind: 'none' };
}
