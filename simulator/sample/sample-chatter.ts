import { answersTo, liveMessages } from '../../assets/sample/chatter.ts';
import type { SampleWorld } from '../../assets/sample/world.ts';
import type { Chatter } from '../customers/script.ts';

/**
 * What the sample's customers say by themselves, in their languages. Throws if the sample has a
 * customer whose language has no words: they would stay silent, and nobody would notice.
 */
export function sampleChatter({ customers }: Pick<SampleWorld, 'customers'>): Chatter {
  const languages = new Set(customers.map(({ language }) => language));
  const wordless = [...languages].filter((language) => liveMessages(language).length === 0);
  if (wordless.length > 0) {
    throw new Error(
      `The sample's customers have no words in ${wordless.join(', ')}. Add them to assets/sample/chatter.ts.`,
    );
  }
  return { liveMessages, answersTo };
}
