import { useEffect, useEffectEvent } from 'react';
import { isCovered, isPlainKey, isTyping } from './key-target.ts';

/** What a key does, by `KeyboardEvent.key`; `Mod+` before it: with Ctrl or Command. */
export type KeyMap = Readonly<Record<string, () => void>>;

/**
 * Keys for the whole window. Plain ones wait while somebody types; none reaches past a dialog
 * or a menu.
 *
 * @param isElsewhere whether a key on this target is meant for something else
 */
export function useKeys(
  keys: KeyMap,
  isElsewhere: (target: EventTarget | null) => boolean = () => false,
): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isCovered(event.target)) return;
    const plain = isPlainKey(event);
    if ((plain && isTyping(event.target)) || isElsewhere(event.target)) return;
    const run = keys[plain ? event.key : `Mod+${event.key.toLowerCase()}`];
    if (run === undefined) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
