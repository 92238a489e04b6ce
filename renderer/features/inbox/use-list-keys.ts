import { useKeys } from '../../ui/use-keys.ts';

/** Gives `j` and `k` to the list from anywhere in the window where nothing is being typed. */
export function useListKeys(onKey: (key: 'j' | 'k') => void): void {
  useKeys({ j: () => onKey('j'), k: () => onKey('k') });
}
