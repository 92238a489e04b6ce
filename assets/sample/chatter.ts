import { WORDS_EN_GB, WORDS_EN_NG, WORDS_EN_US } from './chatter/english.ts';
import { WORDS_DE } from './chatter/german.ts';
import { WORDS_PT_BR } from './chatter/portuguese.ts';
import { WORDS_ES, WORDS_ES_MX } from './chatter/spanish.ts';
import { type Words } from './chatter/words.ts';

/** By WhatsApp language code. */
const WORDS: ReadonlyMap<string, Words> = new Map([
  ['es_MX', WORDS_ES_MX],
  ['es', WORDS_ES],
  ['pt_BR', WORDS_PT_BR],
  ['de', WORDS_DE],
  ['en_GB', WORDS_EN_GB],
  ['en_US', WORDS_EN_US],
  ['en', WORDS_EN_NG],
]);

/** The words of a language, else of the same language elsewhere, else none. */
function wordsOf(language: string): Words | undefined {
  return WORDS.get(language) ?? WORDS.get(language.split('_')[0] ?? language);
}

/** What customers of a language (`es_MX`) may write of their own accord. Empty if unknown. */
export function liveMessages(language: string): readonly string[] {
  return wordsOf(language)?.live ?? [];
}

/**
 * What customers of a language may answer. Empty if the language is unknown.
 *
 * @param kind the name of the template they answer; null for a message that a rep wrote
 */
export function answersTo(language: string, kind: string | null): readonly string[] {
  const words = wordsOf(language);
  const isNewsOfParcel = kind === 'order_shipped' || kind === 'delivery_update';
  return (isNewsOfParcel ? words?.aboutDelivery : words?.answers) ?? [];
}
