import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
import {
  keepUnsaved,
  readUnsaved,
  type TextStore,
} from '../../../../renderer/features/composer/unsaved-drafts.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';

const A = conversationId.parse('10000000-0000-4000-8000-00000000000a');
const typed = { ...EMPTY_DRAFT, text: 'half a sentence' };

function store(first: string | null = null): TextStore & { readonly text: () => string | null } {
  let kept = first;
  return {
    getItem: () => kept,
    setItem: (_, value) => {
      kept = value;
    },
    removeItem: () => {
      kept = null;
    },
    text: () => kept,
  };
}

describe('what the core had not yet when the page went', () => {
  it('is there for the next page of the tab, and for that person alone', () => {
    const tab = store();
    keepUnsaved(tab, 'ada', new Map([[A, typed]]));
    expect([...readUnsaved(tab, 'ada')]).toEqual([[A, typed]]);
    expect(readUnsaved(tab, 'ben').size).toBe(0);
  });

  it('leaves nothing behind once the core has it', () => {
    const tab = store();
    keepUnsaved(tab, 'ada', new Map([[A, typed]]));
    keepUnsaved(tab, 'ben', new Map([[A, typed]]));
    keepUnsaved(tab, 'ada', new Map());
    expect(readUnsaved(tab, 'ben').size).toBe(1);
    keepUnsaved(tab, 'ben', new Map());
    expect(tab.text()).toBeNull();
  });

  it.each([['nonsense'], ['[]'], ['{"ada":{"x":{}}}'], [null]])('is nothing in %s', (text) => {
    expect(readUnsaved(store(text), 'ada').size).toBe(0);
  });
});
