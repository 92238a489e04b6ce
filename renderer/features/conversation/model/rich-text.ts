/* WhatsApp's own marks in a text: *bold*, _italic_, ~struck~, ```code```, and links. */

export type RichPart =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'struck' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'struck' } as const;

/* A mark opens after a space or punctuation, closes before one, and holds no line break.
 * Links end before the punctuation of the sentence around them. */
const TOKEN =
  /```(?<code>[^`]+)```|(?<link>https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*_~])|(?<![\p{L}\p{N}*_~])(?<mark>[*_~])(?<inner>[^\s*_~](?:[^\n*_~]*[^\s*_~])?)\k<mark>(?![\p{L}\p{N}])/gu;

function isMark(mark: string): mark is keyof typeof MARKS {
  return Object.hasOwn(MARKS, mark);
}

/** Splits a message's text into plain stretches, marked ones and links, in order. */
export function richText(text: string): readonly RichPart[] {
  const parts: RichPart[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const { code, link, mark, inner } = match.groups ?? {};
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (link !== undefined) parts.push({ kind: 'link', text: link, url: link });
    else if (mark !== undefined && inner !== undefined && isMark(mark))
      parts.push({ kind: MARKS[mark], text: inner });
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

const EMOJI = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether a text is nothing but one to three emoji, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length > 40 || !EMOJI.test(trimmed)) return false;
  const segments = [...graphemes.segment(trimmed)];
  return segments.length <= 3 && segments.every(({ segment }) => EMOJI.test(segment));
}
