import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';

/** From so many characters left on, the count is shown. */
const SHOW_LEFT = 200;

export interface TextCheck {
  /** Whether the text may be sent as it is. */
  readonly sendable: boolean;
  /** Characters left; null: so many that nobody needs to know. Negative: too many. */
  readonly left: number | null;
}

/** Whether a typed text may be sent: not blank, and no longer than the channel takes. */
export function checkText(text: string): TextCheck {
  const left = MAX_BODY_LENGTH - text.length;
  return {
    sendable: text.trim() !== '' && left >= 0,
    left: left > SHOW_LEFT ? null : left,
  };
}
