/**
 * A UUID that only tells things apart.
 *
 * @param kind one hexadecimal digit per kind of thing
 * @param number from 0
 */
export function demoId(kind: string, number: number): string {
  return `d${kind}000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const KIND = {
  tenant: '0',
  person: '1',
  sender: '2',
  contact: '3',
  conversation: '4',
  message: '5',
  media: '6',
  template: '7',
} as const;
