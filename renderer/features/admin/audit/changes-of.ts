import type { AuditEntry } from '../../../../shared/contract/audit.ts';

/** One value that an entry of the audit log changed; as text, null: there was or is none. */
export interface AuditChange {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What an entry changed; what is the same before and after is left out. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): AuditChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((what) => ({ what, before: textOf(before?.[what]), after: textOf(after?.[what]) }))
    .filter((change) => change.before !== change.after);
}
