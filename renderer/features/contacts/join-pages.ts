import type { ContactRecord } from '../../../shared/contract/records.ts';

/**
 * The pages as one list. A contact that was renamed while the pages were being fetched may lie in
 * two of them: its first place counts.
 */
export function joinPages(
  pages: readonly { readonly contacts: readonly ContactRecord[] }[],
): readonly ContactRecord[] {
  const byId = new Map<string, ContactRecord>();
  for (const contact of pages.flatMap(({ contacts }) => contacts)) {
    if (!byId.has(contact.id)) byId.set(contact.id, contact);
  }
  return [...byId.values()];
}
