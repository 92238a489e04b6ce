/**
 * How well a template's language fits the customer's: 0 the same, 1 the same tongue without a
 * country, 2 the same tongue of another country, 3 another tongue.
 */
export function languageDistance(template: string, contact: string | null): 0 | 1 | 2 | 3 {
  if (contact === null) return 3;
  if (template === contact) return 0;
  if (template.split('_')[0] !== contact.split('_')[0]) return 3;
  return template.includes('_') ? 2 : 1;
}
