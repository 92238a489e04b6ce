/* What the core says in the system's notifications and the page in its own notices, in one place.
 * The form is i18next's, in which the page has all its words: `_one` and `_other` are chosen by
 * the count, and `{{name}}` is filled in. */

/** The words, in English; for the page the namespace `notices`. */
export const NOTICES = {
  windowCloses_one: 'The window with {{name}} closes in {{count}} minute',
  windowCloses_other: 'The window with {{name}} closes in {{count}} minutes',
  windowClosesNext: 'The customer waits for an answer.',
  windowClosesUntil: 'The customer waits for an answer. You may write freely until {{moment}}.',
  manyWindowsClose_one: '{{count}} window closes soon',
  manyWindowsClose_other: '{{count}} windows close within the hour',
  manyWindowsCloseNext: 'Customers of yours wait for an answer.',
  newMessage: 'New message',
  mentioned: '{{author}} named you in a note on {{name}}',
  manyMessages: '{{count}} new messages in {{conversations}} conversations',
} as const;

const MINUTE = 60_000;

/**
 * The minutes that are said of a window that closes, one at least.
 *
 * @param left ms
 */
export function minutesToSay(left: number): number {
  return Math.max(1, Math.round(left / MINUTE));
}

const plural = new Intl.PluralRules('en');

type Entry = keyof typeof NOTICES;
/** A text, named without its `_one` or `_other`. */
export type Notice = Entry extends infer E
  ? E extends `${infer Name}_${'one' | 'other'}`
    ? Name
    : E
  : never;

function isEntry(key: string): key is Entry {
  return Object.hasOwn(NOTICES, key);
}

/**
 * A text with its values, where there is no i18next.
 *
 * @param values what is filled in; `count` also chooses the form
 */
export function notice(
  name: Notice,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const form = `${name}_${plural.select(Number(values['count'] ?? 0))}`;
  const key = isEntry(form) ? form : name;
  const text: string = isEntry(key) ? NOTICES[key] : '';
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, value: string) => String(values[value] ?? ''));
}
