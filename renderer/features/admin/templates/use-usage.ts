import { useMemo } from 'react';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import type { TemplateVersionRecord } from '../../../../shared/contract/template-library.ts';
import { useAsk } from '../../../bridge/records.ts';
import type { LibraryEntry } from './library.ts';

/** Over so many days. */
export const USAGE_DAYS = 90;

/** What became of what was sent. */
export type Usage = Omit<ReadValue<'templates.usage'>['templates'][number], 'name' | 'language'>;

const NONE: Usage = { sent: 0, delivered: 0, read: 0, failed: 0 };

function plus(one: Usage, other: Usage): Usage {
  return {
    sent: one.sent + other.sent,
    delivered: one.delivered + other.delivered,
    read: one.read + other.read,
    failed: one.failed + other.failed,
  };
}

/** How often the versions of these names were sent; null: it is not known without the relay. */
export function useUsage(): ((names: readonly string[]) => Usage) | null {
  const { data } = useAsk('templates.usage', { days: USAGE_DAYS });
  return useMemo(() => {
    if (data === undefined) return null;
    const byName = new Map<string, Usage>();
    for (const { name, sent, delivered, read, failed } of data.templates) {
      byName.set(name, plus(byName.get(name) ?? NONE, { sent, delivered, read, failed }));
    }
    return (names) => names.map((name) => byName.get(name) ?? NONE).reduce(plus, NONE);
  }, [data]);
}

/** What an entry is called at the provider, in all of its versions. */
export function namesOf(
  { name, draft }: LibraryEntry,
  versions: readonly Pick<TemplateVersionRecord, 'draftId' | 'name'>[],
): readonly string[] {
  if (draft === null) return [name];
  const own = versions.filter(({ draftId }) => draftId === draft.id);
  return [...new Set(own.map((version) => version.name))];
}
