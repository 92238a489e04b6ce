import type { KeyboardEvent } from 'react';

/**
 * Enter in the field of a picker in which no line is marked, since what is searched for was there
 * before the field: it means the first line.
 */
export function meansFirst(event: KeyboardEvent): boolean {
  const { key, target, nativeEvent } = event;
  return (
    key === 'Enter' &&
    !nativeEvent.isComposing &&
    target instanceof HTMLInputElement &&
    target.value !== '' &&
    !target.hasAttribute('aria-activedescendant')
  );
}
