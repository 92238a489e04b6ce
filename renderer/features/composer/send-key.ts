import type { Settings } from '../../../shared/contract/bridge.ts';

/** What matters of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** True while an input method (Japanese, Chinese, accents) is still composing a word. */
  readonly isComposing: boolean;
  /** 229 where an engine reports a composing key without saying so. */
  readonly keyCode: number;
}

/**
 * Whether a key press sends. While an input method composes, Enter only accepts its word.
 * Ctrl/Cmd+Enter sends under both settings; Shift+Enter and Alt+Enter never do.
 */
export function isSendKey(press: KeyPress, sendWith: Settings['sendWith']): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === 229) return false;
  if (press.shiftKey || press.altKey) return false;
  return press.ctrlKey || press.metaKey || sendWith === 'enter';
}

/** What of a key event says which key was pressed. */
export function keyOf(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly keyCode: number;
}) {
  const { key, shiftKey, altKey, ctrlKey, metaKey, keyCode } = event;
  return { key, shiftKey, altKey, ctrlKey, metaKey, keyCode };
}
