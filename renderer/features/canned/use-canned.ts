import { useState, type KeyboardEvent, type RefObject } from 'react';
import { openPlaces } from '../../../shared/domain/canned-reply/fill.ts';
import { useEarlyKeys } from '../../ui/use-early-keys.ts';
import type { GrowingTextHandle } from '../composer/growing-text.tsx';
import type { CannedButtonProps } from './canned-button.tsx';

export interface CannedParts {
  readonly field: RefObject<GrowingTextHandle | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The canned replies of a composer: a `/` as its first character opens them, and so does a button. */
export interface Canned {
  readonly button: Omit<CannedButtonProps, 'view'>;
  /** Whether this key opens them; it is not to be typed then. */
  readonly opensBy: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
}

/** The state of the canned replies of one composer. */
export function useCanned({ field, text, onText }: CannedParts): Canned {
  /** Opened by `/`: what is searched for was typed into the message. Null: closed. */
  const [opened, setOpened] = useState<'slash' | 'button' | null>(null);
  const [query, setQuery] = useState('');
  useEarlyKeys(opened !== null, (character) => setQuery((now) => now + character));
  const backToText = (select?: { readonly start: number; readonly end: number }) => {
    requestAnimationFrame(() => {
      field.current?.focus();
      if (select !== undefined) field.current?.select(select.start, select.end);
    });
  };
  const close = () => {
    // Whoever wrote a slash and goes on without choosing has written just that.
    if (opened === 'slash' && text === '') onText(`/${query}`);
    setOpened(null);
    setQuery('');
    backToText();
  };
  return {
    opensBy: ({ key, ctrlKey, metaKey, altKey, nativeEvent }) => {
      const opens =
        key === '/' && text === '' && !ctrlKey && !metaKey && !altKey && !nativeEvent.isComposing;
      if (opens) setOpened('slash');
      return opens;
    },
    button: {
      isOpen: opened !== null,
      onOpenChange: (open) => {
        if (open) setOpened('button');
        else close();
      },
      query,
      onQuery: setQuery,
      onPick: (picked) => {
        setOpened(null);
        setQuery('');
        const at = field.current?.insert(picked) ?? 0;
        const [place] = openPlaces(picked);
        backToText(place && { start: at + place.start, end: at + place.end });
      },
    },
  };
}
