import { useKeys, type KeyMap } from '../../ui/use-keys.ts';

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
 * @param keys what a key does, by the key
 */
export function useConversationKeys(keys: KeyMap): void {
  useKeys(keys, isElsewhere);
}
