import type { SampleMessage, SampleWorld } from '../../assets/sample/world.ts';
import type { Chatter } from '../customers/script.ts';

/** Numbers of orders, invoices and parcels belong to one customer; nobody else may say them. */
const SOMEBODYS_NUMBER = /[A-Z]{2,}-?\d{3,}|\d{5,}/;
const LONGEST_ANSWER = 70;

/**
 * What the sample's customers say by themselves: they open a conversation with what others of
 * their language opened one with, and answer with the short answers others gave, so that they
 * speak as the sample's threads do.
 */
export function sampleChatter(world: SampleWorld): Chatter {
  const languages = new Map(world.customers.map(({ key, language }) => [key, language]));
  const openings = new Map<string, Set<string>>();
  const answers = new Map<string, Set<string>>();
  for (const { customerKey, messages } of world.conversations) {
    const language = languages.get(customerKey) ?? '';
    for (const [index, message] of messages.entries()) {
      const text = speech(message);
      if (text === null) continue;
      if (index === 0) note(openings, language, text);
      else if (isAnswer(text, messages[index - 1])) note(answers, language, text);
    }
  }
  return {
    liveMessages: (language) => inLanguage(openings, language),
    answersTo: (language) => inLanguage(answers, language),
  };
}

/** The text of a message that anybody might write; null for any other message. */
function speech(message: SampleMessage): string | null {
  const { body, direction, media, button, location } = message;
  const isPlain = direction === 'inbound' && media.length === 0 && button === null;
  if (!isPlain || location !== null || body === null || SOMEBODYS_NUMBER.test(body)) return null;
  return body.trim().toUpperCase() === 'STOP' ? null : body;
}

/** An answer without figures fits under most of what a rep writes. */
function isAnswer(text: string, before: SampleMessage | undefined): boolean {
  return before?.direction === 'outbound' && text.length <= LONGEST_ANSWER && !/\d/.test(text);
}

function note(into: Map<string, Set<string>>, language: string, text: string): void {
  const known = into.get(language);
  if (known === undefined) into.set(language, new Set([text]));
  else known.add(text);
}

/** What is said in this language, else in the same language of another country. */
function inLanguage(from: ReadonlyMap<string, ReadonlySet<string>>, language: string): string[] {
  const plain = language.split('_')[0] ?? language;
  const found = from.get(language) ?? from.get(plain);
  return found === undefined ? [] : [...found];
}
