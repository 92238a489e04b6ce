import type { MessageContent } from '../../../contract/template-content.ts';
import type { Found, Rule, TemplateCase } from '../finding.ts';

/** A rule about the tenant's own words; a one-time password has none. */
export function messageRule(
  of: Omit<Rule, 'find'> & {
    readonly find: (content: MessageContent, of: TemplateCase) => readonly Found[];
  },
): Rule {
  return {
    ...of,
    find: (given) => (given.content.kind === 'message' ? of.find(given.content, given) : []),
  };
}

/** Changes a message template; leaves a one-time password as it is. */
export function mend(
  change: (content: MessageContent) => Partial<MessageContent>,
): NonNullable<Found['fix']> {
  return (content) => (content.kind === 'message' ? { ...content, ...change(content) } : content);
}

/** Every place where a pattern (global) is found in a text. */
export function matches(
  text: string,
  pattern: RegExp,
): readonly { readonly from: number; readonly to: number; readonly words: string }[] {
  return [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    words: match[0],
  }));
}

/**
 * What is too long of a text: where it is cut off, and by how much. Counted in UTF-16 units, as
 * the provider does: an emoji counts twice, which is the stricter of the two ways.
 */
export function tooLong(text: string, longest: number): Omit<Found, 'place'> | null {
  const { length } = text;
  return length <= longest ? null : { from: longest, to: length, values: { length, longest } };
}

/** A word as people read it: letters and digits. Variables are none. */
export function wordsIn(text: string): number {
  return (text.replaceAll(/\{\{[^{}]*\}\}/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? []).length;
}
