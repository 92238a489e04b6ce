/* The text of a template: fixed words with variables such as {{1}} between them. */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string };

/** Splits a template's text into fixed words and variables, in order. */
export function templateParts(body: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of body.matchAll(/\{\{\s*(?<key>[\w-]{1,16})\s*\}\}/gu)) {
    if (match.index > from) parts.push({ kind: 'text', text: body.slice(from, match.index) });
    from = match.index + match[0].length;
    parts.push({ kind: 'variable', key: match.groups?.['key'] ?? '' });
  }
  if (from < body.length) parts.push({ kind: 'text', text: body.slice(from) });
  return parts;
}

/** The text as the customer gets it; a variable that is not filled stays as `{{1}}`. */
export function fillTemplate(body: string, variables: Readonly<Record<string, string>>): string {
  return templateParts(body)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = variables[part.key] ?? '';
      return value === '' ? `{{${part.key}}}` : value;
    })
    .join('');
}

/** The words around a variable, so that a field can be named by its place: at most 24 characters each. */
export function variableContext(
  body: string,
  key: string,
): { readonly before: string; readonly after: string } {
  const parts = templateParts(body);
  const index = parts.findIndex((part) => part.kind === 'variable' && part.key === key);
  const before = parts[index - 1];
  const after = parts[index + 1];
  return {
    before: before?.kind === 'text' ? lastWords(before.text) : '',
    after: after?.kind === 'text' ? firstWords(after.text) : '',
  };
}

const CONTEXT_LENGTH = 24;

function lastWords(text: string): string {
  const line = text.split('\n').at(-1) ?? '';
  const cut = line.slice(-CONTEXT_LENGTH);
  const words = cut.length < line.length ? cut.slice(cut.indexOf(' ') + 1) : cut;
  // The rest of a sentence that began before another variable is of no use.
  return words.replace(/^[^\p{L}\p{N}]+/u, '');
}

function firstWords(text: string): string {
  const line = text.split('\n')[0] ?? '';
  if (line.length <= CONTEXT_LENGTH) return line.trimEnd();
  const cut = line.slice(0, CONTEXT_LENGTH);
  const space = cut.lastIndexOf(' ');
  return space === -1 ? cut : cut.slice(0, space);
}
