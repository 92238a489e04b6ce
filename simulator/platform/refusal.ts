/**
 * The answers with which Twilio refuses a request: code, HTTP status and sentence. From Twilio's
 * error dictionary (https://www.twilio.com/docs/api/errors); `%` stands for the value at fault.
 */
const REFUSALS = {
  20001: { status: 400, message: 'Bad request: %' },
  20003: { status: 401, message: 'Authenticate' },
  20009: { status: 400, message: 'Cannot % a Message that has not reached a final state' },
  20404: { status: 404, message: 'The requested resource % was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'An internal server error has occurred' },
  20503: { status: 503, message: 'Service Unavailable' },
  21211: { status: 400, message: "The 'To' number % is not a valid phone number." },
  21212: { status: 400, message: "The 'From' number % is not a valid phone number." },
  21602: { status: 400, message: 'Message body is required.' },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: {
    status: 400,
    message:
      "The 'From' phone number % is not a valid, SMS-capable inbound phone number or short code for your account.",
  },
  21609: { status: 400, message: "The 'StatusCallback' URL % is not a valid URL." },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21617: {
    status: 400,
    message: 'The concatenated message body exceeds the 1600 character limit.',
  },
  21620: { status: 400, message: 'Invalid media URL(s)' },
  21623: { status: 400, message: 'Number of media files exceeds allowed limit' },
  21654: { status: 400, message: 'ContentSid Required' },
  21655: { status: 400, message: 'The ContentSid is Invalid' },
  21656: { status: 400, message: 'The ContentVariables Parameter is invalid' },
  21658: { status: 400, message: 'Parameter exceeded character limit' },
  21701: { status: 400, message: 'The Messaging Service % is not available' },
  21910: {
    status: 400,
    message: "Invalid From and To pair. 'From' and 'To' should be of the same channel",
  },
  30409: { status: 400, message: 'This message cannot be canceled' },
  35118: { status: 400, message: 'MessagingServiceSid is required to schedule a message' },
  63007: {
    status: 400,
    message: 'Twilio could not find a Channel with the specified From address',
  },
  90007: { status: 400, message: 'Invalid validity period value' },
  90014: { status: 400, message: 'Validity Period should be positive integer' },
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A request that Twilio would answer with an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly status: number;

  /** @param value what stands for `%` in the sentence of this code */
  constructor(code: RefusalCode, value = '') {
    super(REFUSALS[code].message.replace('%', value));
    this.code = code;
    this.status = REFUSALS[code].status;
  }

  /** The body of the answer, as Twilio's API sends it. */
  get body(): { code: number; message: string; more_info: string; status: number } {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${String(this.code)}`,
      status: this.status,
    };
  }
}
