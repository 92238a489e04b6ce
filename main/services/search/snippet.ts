import type { MessageFound } from '../../../shared/contract/bridge.ts';
import { type SearchWord, type Token, tokensOf } from './words.ts';

type Snippet = MessageFound['snippet'];
interface Range {
  readonly from: number;
  readonly to: number;
}

/** So much of the text is shown before the first hit, and altogether; in UTF-16 units. */
const BEFORE = 40;
const LENGTH = 160;

/** At which tokens of a text a word begins. */
function startsOf(tokens: readonly Token[], { tokens: wanted, isPrefix }: SearchWord): number[] {
  const starts: number[] = [];
  for (let start = 0; start + wanted.length <= tokens.length; start += 1) {
    const here = wanted.every((part, index) => {
      const folded = tokens[start + index]?.folded ?? '';
      const last = isPrefix && index === wanted.length - 1;
      return last ? folded.startsWith(part) : folded === part;
    });
    if (here) starts.push(start);
  }
  return starts;
}

/** Whether a text holds all the words, as the index would find them in it. */
export function holdsAll(text: string, words: readonly SearchWord[]): boolean {
  const tokens = tokensOf(text);
  return words.every((word) => startsOf(tokens, word).length > 0);
}

/** Where the words stand in a text, in order and without overlaps. */
function hitsIn(text: string, words: readonly SearchWord[]): readonly Range[] {
  const tokens = tokensOf(text);
  const found = new Set<number>();
  for (const word of words) {
    for (const start of startsOf(tokens, word)) {
      for (const index of word.tokens.keys()) found.add(start + index);
    }
  }
  return tokens.filter((_, index) => found.has(index));
}

const characters = new Intl.Segmenter();

/** The nearest place at or before an index that cuts nothing a person sees as one character. */
function cleanCut(text: string, index: number): number {
  if (index <= 0) return 0;
  if (index >= text.length) return text.length;
  return characters.segment(text).containing(index)?.index ?? index;
}

/** The beginning of the piece that is shown: a little before the first hit, at a word. */
function startOf(text: string, first: Range | undefined): number {
  if (first === undefined || first.from <= BEFORE) return 0;
  const cut = cleanCut(text, first.from - BEFORE);
  const space = text.slice(cut, first.from).search(/\s/u);
  return space === -1 ? cut : cut + space + 1;
}

/**
 * A text around the first place where it holds one of the words, in pieces. An ellipsis stands
 * where something was left out. Where the words cannot be seen in it, its beginning.
 */
export function snippetOf(text: string, words: readonly SearchWord[]): Snippet {
  const hits = hitsIn(text, words);
  const start = startOf(text, hits[0]);
  const end = cleanCut(text, Math.max(start + LENGTH, hits[0]?.to ?? 0));
  const pieces: { text: string; hit: boolean }[] = [];
  const add = (piece: string, hit: boolean): void => {
    if (piece !== '') pieces.push({ text: piece, hit });
  };
  let at = start;
  let lead = start > 0 ? '…' : '';
  for (const { from, to } of hits) {
    if (from >= end) break;
    add(lead + text.slice(at, from), false);
    lead = '';
    at = Math.min(to, end);
    add(text.slice(from, at), true);
  }
  add(lead + text.slice(at, end) + (end < text.length ? '…' : ''), false);
  return pieces;
}
