import type { MessageContent } from '../../contract/template-content.ts';

/** A piece of a template that a rule speaks of and that the editor has a field for. */
export type Place =
  | { readonly part: 'name' | 'language' | 'category' | 'header' | 'body' | 'footer' | 'buttons' }
  | { readonly part: 'one_time_password' }
  /** From 0. */
  | { readonly part: 'button'; readonly index: number; readonly field: 'title' | 'value' }
  | { readonly part: 'variable'; readonly name: string };

/** The texts of a template in which variables may stand, in the order in which they are numbered. */
export function textsWithVariables(
  content: MessageContent,
): readonly { readonly place: Place; readonly text: string }[] {
  return [
    ...(content.header.kind === 'text'
      ? [{ place: { part: 'header' } as const, text: content.header.text }]
      : []),
    { place: { part: 'body' } as const, text: content.body },
    ...content.buttons.flatMap((button, index) =>
      button.kind === 'url'
        ? [{ place: { part: 'button', index, field: 'value' } as const, text: button.url }]
        : [],
    ),
  ];
}

/** A variable as it stands in a text: `{{name}}`, blanks inside the braces allowed. */
const WRITTEN = /\{\{[^\S\n]*(?<name>[^{}\n]*?)[^\S\n]*\}\}/gu;

/** A variable in a text, with where it stands in it. */
export interface WrittenVariable {
  /** What stands between the braces; may be no valid name. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The variables of a text, in order. */
export function writtenVariables(text: string): readonly WrittenVariable[] {
  return [...text.matchAll(WRITTEN)].map((match) => ({
    name: match.groups?.['name'] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** The names of all variables of a template, each once, in the order in which they are numbered. */
export function variableNames(content: MessageContent): readonly string[] {
  const names = textsWithVariables(content).flatMap(({ text }) =>
    writtenVariables(text).map(({ name }) => name),
  );
  return [...new Set(names)];
}

/** The text with each variable replaced by what `by` says of it. */
export function replaceVariables(text: string, by: (name: string) => string): string {
  return text.replaceAll(WRITTEN, (_all, name: string) => by(name.trim()));
}
