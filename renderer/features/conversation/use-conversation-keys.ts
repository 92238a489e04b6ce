import { useEffect, useRef } from 'react';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** Whether a dialog or menu is open, which has the keys to itself. */
function isCovered(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  );
}

/**
 * Whether the cursor of the inbox stands on another conversation than the one on the screen: a
 * key could then be meant for either.
 */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const row = target.getAttribute('aria-activedescendant');
  if (row === null) return false;
  return document.querySelector(`#${CSS.escape(row)}`)?.getAttribute('aria-selected') !== 'true';
}

/**
 * Single keys for the conversation on the screen, while nobody types.
 *
 * @param keys what a key does, by the key's lower-case letter
 */
export function useConversationKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isCovered(event.target) || isElsewhere(event.target)) return;
      const run = current.current[event.key];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
