import { z } from 'zod';
import { contactId, type ContactId } from '../../shared/contract/ids.ts';

/** The parts of the admin area; each has its screen in `features/admin`. */
export const ADMIN_SECTIONS = [
  'templates',
  'people',
  'senders',
  'tags',
  'contactFields',
  'canned',
  'automations',
  'apiKeys',
  'webhooks',
  'spend',
  'data',
  'audit',
] as const;
export type AdminSection = (typeof ADMIN_SECTIONS)[number];

/** Which part of the app is shown. The inbox has addresses of its own, see `route.ts`. */
export type Area =
  | { readonly kind: 'inbox' }
  | { readonly kind: 'contacts'; readonly contactId: ContactId | null }
  /** Section null: the first that the person may see. */
  | {
      readonly kind: 'admin';
      readonly section: AdminSection | null;
      /** What is open in it, by its id; null: nothing. */
      readonly item: string | null;
    };

const section = z.enum(ADMIN_SECTIONS);

/**
 * Reads which part of the app an address is of: `#/contacts`, `#/contacts/<contact>`, `#/admin`,
 * `#/admin/<section>` or `#/admin/<section>/<item>`. Everything else is the inbox.
 *
 * @param hash with its `#`
 */
export function parseArea(hash: string): Area {
  const [place, first, second] = hash.replace(/^#\/?/, '').split('/');
  if (place === 'contacts') {
    return { kind: 'contacts', contactId: contactId.safeParse(first).data ?? null };
  }
  if (place === 'admin') {
    const known = section.safeParse(first).data ?? null;
    const item = known === null ? null : (z.uuid().safeParse(second).data ?? null);
    return { kind: 'admin', section: known, item };
  }
  return { kind: 'inbox' };
}

/** The address of a part; `parseArea` reads it. */
export function formatArea(area: Area): string {
  switch (area.kind) {
    case 'contacts':
      return area.contactId === null ? '#/contacts' : `#/contacts/${area.contactId}`;
    case 'admin':
      if (area.section === null) return '#/admin';
      return area.item === null
        ? `#/admin/${area.section}`
        : `#/admin/${area.section}/${area.item}`;
    case 'inbox':
    default:
      return '#/inbox/all';
  }
}
