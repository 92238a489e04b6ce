/**
 * Why a message that was accepted can still come to nothing: the code that Twilio gives it, the
 * sentence, and whether it never left Twilio (`failed`) or came back from the other side
 * (`undelivered`). Sentences from Twilio's error dictionary.
 */
export interface Failure {
  readonly status: 'failed' | 'undelivered';
  readonly message: string;
}

const FAILURES: Readonly<Record<number, Failure>> = {
  30003: { status: 'undelivered', message: 'Unreachable destination handset' },
  30004: { status: 'undelivered', message: 'Message blocked' },
  30005: { status: 'undelivered', message: 'Unknown destination handset' },
  30006: { status: 'undelivered', message: 'Landline or unreachable carrier' },
  30007: { status: 'undelivered', message: 'Message filtered' },
  30008: { status: 'undelivered', message: 'Unknown error' },
  30034: { status: 'undelivered', message: 'Message from an Unregistered Number' },
  30036: { status: 'failed', message: 'Validity Period Expired' },
  63003: { status: 'failed', message: 'Channel could not find To address' },
  63005: { status: 'failed', message: 'Channel did not accept given content' },
  63013: { status: 'failed', message: 'Channel policy violation' },
  63014: {
    status: 'undelivered',
    message: 'Message delivery failed because it was blocked by a user action',
  },
  63016: {
    status: 'failed',
    message:
      'Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.',
  },
  63018: { status: 'failed', message: 'Rate limit exceeded for Channel' },
  63019: { status: 'failed', message: 'Media failed to download' },
  63021: { status: 'failed', message: 'Channel invalid content error' },
  63024: { status: 'undelivered', message: 'Invalid message recipient' },
  63027: { status: 'failed', message: 'Template does not exist for a language and locale' },
  63028: {
    status: 'failed',
    message: 'Number of parameters provided does not match the expected number of parameters',
  },
  63032: { status: 'undelivered', message: 'User is part of a Meta experiment' },
  63040: { status: 'failed', message: 'Template rejected' },
  63041: { status: 'failed', message: 'Template paused' },
  63042: { status: 'failed', message: 'Template disabled' },
  63049: {
    status: 'undelivered',
    message: 'Meta chose not to deliver this WhatsApp marketing message',
  },
};

/** The failure of this code; a code that the table lacks is told as an unknown error. */
export function failureOf(code: number): Failure {
  return FAILURES[code] ?? { status: 'undelivered', message: 'Unknown error' };
}
