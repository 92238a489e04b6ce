import type { RefusalCode } from '../../../../shared/contract/errors.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';

/** The one thing that helps with a message that is not on its way. */
export type NextAction =
  /** The template picker opens; a freeform text is kept above it. */
  | 'send_template'
  /** The template is filled anew, with what was filled before. */
  | 'fill_template'
  /** Its text and files go back into the composer. */
  | 'edit_again'
  /** A person says whether it went out. */
  | 'decide'
  /** It is taken back before it goes out. */
  | 'cancel'
  /** Sending again would be refused: the text can be used elsewhere. */
  | 'copy_text'
  | 'none';

const BY_CODE: { readonly [C in RefusalCode]?: NextAction } = {
  window_closed: 'send_template',
  template_not_approved: 'send_template',
  template_paused: 'fill_template',
  template_disabled: 'send_template',
  template_not_found: 'send_template',
  template_problem: 'send_template',
  template_variable_missing: 'fill_template',
  template_variable_invalid: 'fill_template',
  provider_unconfirmed: 'decide',
  opted_out: 'copy_text',
  no_opt_in: 'copy_text',
  recipient_blocked: 'copy_text',
  recipient_unreachable: 'copy_text',
  marketing_withheld: 'copy_text',
};

/**
 * The next action for a message, by its state and problem. What a person can mend goes back
 * into the composer; what the platform would refuse again does not.
 *
 * @param message an outbound message; an inbound one needs nothing
 * @param freeformOpen whether freeform may be written now: a text that missed its window can
 *   then simply be sent again
 */
export function nextAction(message: MessageRecord, freeformOpen: boolean): NextAction {
  if (message.direction === 'inbound') return 'none';
  const byCode = actionByCode(message, freeformOpen);
  switch (message.status) {
    case 'unconfirmed':
      return 'decide';
    case 'queued':
      return 'cancel';
    case 'parked':
      if (byCode === 'send_template' || byCode === 'fill_template' || byCode === 'edit_again') {
        return byCode;
      }
      return message.problem?.code === 'owner_changed' || message.problem?.code === 'expired'
        ? againBy(message)
        : 'cancel';
    case 'failed':
    case 'undelivered':
      if (byCode !== undefined && byCode !== 'decide') return byCode;
      return againBy(message);
    case 'received':
    case 'sending':
    case 'accepted':
    case 'sent':
    case 'delivered':
    case 'read':
      break;
    case 'cancelled':
      return againBy(message);
  }
  return 'none';
}

function actionByCode(message: MessageRecord, freeformOpen: boolean): NextAction | undefined {
  const code = message.problem?.code;
  if (code === undefined) return undefined;
  if (code === 'window_closed' && freeformOpen && message.kind !== 'template') {
    return againBy(message);
  }
  const action = BY_CODE[code];
  // A file without words has nothing that could be copied.
  return action === 'copy_text' && message.body === null ? 'none' : action;
}

function againBy(message: MessageRecord): NextAction {
  if (message.kind === 'template') return 'fill_template';
  return message.body === null && message.media.length === 0 ? 'none' : 'edit_again';
}

/** Whether the message still lies at the relay and has to be taken back when its text is used. */
export function mustBeTakenBack(message: MessageRecord): boolean {
  return message.status === 'queued' || message.status === 'parked';
}
