/* The text of a template: fixed words with variables such as {{1}} between them. */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `written`: as it stands in the text, with its braces and blanks. */
  | { readonly kind: 'variable'; readonly key: string; readonly written: string };

/** Keys have at most 16 characters. Source: Twilio, Content API, `variables`. */
const VARIABLE = /\{\{[^\S\n]*(?<key>[^{}\s]{1,16})[^\S\n]*\}\}/gu;

/** Splits a template's text into fixed words and variables, in order. Blanks inside the braces do not count. */
export function templateParts(body: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of body.matchAll(VARIABLE)) {
    const [written] = match;
    if (match.index > from) parts.push({ kind: 'text', text: body.slice(from, match.index) });
    from = match.index + written.length;
    parts.push({ kind: 'variable', key: match.groups?.['key'] ?? '', written });
  }
  if (from < body.length) parts.push({ kind: 'text', text: body.slice(from) });
  return parts;
}
