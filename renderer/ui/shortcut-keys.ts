/** Keys whose word is translated. */
type NamedKey = 'ctrl' | 'shift' | 'alt' | 'enter' | 'escape' | 'space';

export interface ShownKey {
  readonly key: string;
  /** Which word to show; null: the key itself. */
  readonly name: NamedKey | null;
}

const APPLE: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↵',
};
const NAMED: Readonly<Record<string, NamedKey>> = {
  Mod: 'ctrl',
  Shift: 'shift',
  Alt: 'alt',
  Enter: 'enter',
  Escape: 'escape',
  Space: 'space',
};

/** Whether a platform's name is one of Apple's. */
export function isApple(platform: string): boolean {
  return /^(mac|iphone|ipad)/i.test(platform);
}

/**
 * What to show for a shortcut.
 *
 * @param keys joined by `+`; `Mod` is Command on a Mac and Ctrl elsewhere
 */
export function shortcutKeys(keys: string, apple: boolean): readonly ShownKey[] {
  return keys.split('+').map((key) => {
    const sign = apple ? APPLE[key] : undefined;
    return sign === undefined ? { key, name: NAMED[key] ?? null } : { key: sign, name: null };
  });
}
