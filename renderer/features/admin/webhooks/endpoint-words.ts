import type { Delivery, Endpoint } from '../../../../shared/contract/webhook-out.ts';

/** How an endpoint is called: as the admin described it, else by its host. */
export function nameOf({ description, url }: Pick<Endpoint, 'description' | 'url'>): string {
  return description === '' ? new URL(url).host : description;
}

/** What is shown of its state: trouble first. */
export function stateOf({ isOn, goneAt, dead }: Endpoint): 'gone' | 'off' | 'failing' | 'on' {
  if (!isOn) return goneAt === null ? 'off' : 'gone';
  return dead > 0 ? 'failing' : 'on';
}

/** The key of a type's words: a dot would mean a level of the file of words. */
export function wordOf(type: Delivery['type']): string {
  return type.replace('.', '_');
}
