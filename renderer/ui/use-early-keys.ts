import { useEffect, useEffectEvent } from 'react';

/** What a field of text would take as a character. */
function isCharacter({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  // Keys that are no character have names of several letters.
  return (
    (key.length === 1 || /^\P{ASCII}/u.test(key)) && !ctrlKey && !metaKey && !altKey && !isComposing
  );
}

/**
 * Takes what is typed after a key has opened a picker and before its field is there: nobody waits
 * for a field between two keys.
 *
 * @param isOpen whether the picker is open
 * @param onType what to add to its search
 */
export function useEarlyKeys(isOpen: boolean, onType: (character: string) => void): void {
  const take = useEffectEvent((event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || !isCharacter(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onType(event.key);
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    const listen = (event: KeyboardEvent) => take(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [isOpen]);
}
