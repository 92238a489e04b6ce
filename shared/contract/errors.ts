import { z } from 'zod';

/* The closed list of refusals. A refusal is an answer, never an exception that gets lost:
 * it has a code, one sentence on what happened and one on what to do next. The sentences here
 * are the English ones; the interface translates by code. */

export const REFUSALS = {
  // The call itself
  unknown_call: {
    what: 'This version of Casement does not know what was asked for.',
    next: 'Update Casement and try again.',
  },
  invalid_input: {
    what: 'What was sent does not have the expected form.',
    next: 'Check the entry and try again.',
  },
  command_id_reused: {
    what: 'This command was already given with another content.',
    next: 'Give it again as a new command.',
  },
  internal: {
    what: 'Casement could not finish this because of a fault of its own.',
    next: 'Try again; if it stays, send the log to whoever runs your relay.',
  },
  busy: {
    what: 'The relay is answering as fast as it can.',
    next: 'Wait a moment; it is tried again by itself.',
  },
  // Sign-in and versions
  not_signed_in: { what: 'You are not signed in.', next: 'Sign in again; your drafts are kept.' },
  wrong_credentials: {
    what: 'The e-mail address or the password is not right.',
    next: 'Check both and try again.',
  },
  too_many_attempts: {
    what: 'There were too many attempts to sign in.',
    next: 'Wait a minute, then try again.',
  },
  wrong_code: {
    what: 'The code is not right, or it is too old.',
    next: 'Enter the code that the app shows now, or one of your backup codes.',
  },
  second_step_required: {
    what: 'Your company signs in with a second step.',
    next: 'Sign in again and set it up with an authenticator app; your drafts are kept.',
  },
  single_sign_on_unknown: {
    what: 'Your company’s sign-in knows you, but Casement has nobody with your e-mail address.',
    next: 'Ask an admin of your company for an invitation, then try again.',
  },
  single_sign_on_failed: {
    what: 'Your company’s sign-in did not let you in.',
    next: 'Try again; if it stays, sign in with your password and tell whoever runs your relay.',
  },
  tenant_suspended: {
    what: 'Whoever runs your relay has suspended your company for now.',
    next: 'Nothing is lost; ask whoever runs the relay to resume it.',
  },
  not_allowed: {
    what: 'Your role does not allow this.',
    next: 'Ask an admin of your company to do it.',
  },
  relay_unreachable: {
    what: 'The relay cannot be reached.',
    next: 'Check the address and your network, then try again.',
  },
  client_too_old: {
    what: 'This version of Casement is too old for your relay.',
    next: 'Update Casement; what you typed is kept.',
  },
  relay_too_old: {
    what: 'Your relay is older than this version of Casement.',
    next: 'Ask whoever runs the relay to update it.',
  },
  resync_needed: {
    what: 'The relay no longer has everything since the last contact.',
    next: 'Casement loads everything anew by itself.',
  },
  name_taken: {
    what: 'There is one with this name already.',
    next: 'Choose another name, or use the one that is there.',
  },
  currency_in_use: {
    what: 'Something was spent already, and sums and budgets are in the currency that you have.',
    next: 'Keep it, and state what other currencies are in it.',
  },
  team_not_found: {
    what: 'This team is not there.',
    next: 'Choose another one.',
  },
  last_owner: {
    what: 'Your company would be left without an owner.',
    next: 'Make somebody else an owner first.',
  },
  already_member: {
    what: 'Somebody with this e-mail address works in your company already.',
    next: 'Look for them among the people; whoever was deactivated can be activated again.',
  },
  works_elsewhere: {
    what: 'This person also works for another company at this relay.',
    next: 'Ask them to change their password or second step themselves.',
  },
  // Programs
  api_key_not_valid: {
    what: 'There is no valid API key with this request.',
    next: 'Send `Authorization: Bearer` with a key that is neither revoked nor expired.',
  },
  scope_missing: {
    what: 'This API key may not do this.',
    next: 'Ask an admin for a key with the scope that is named in the details.',
  },
  rest_not_allowed: {
    what: 'Your company may not use the REST API.',
    next: 'Ask whoever runs your relay to allow it.',
  },
  too_many_requests: {
    what: 'This API key has made as many requests as it may in a minute.',
    next: 'Wait as long as `Retry-After` says, then go on.',
  },
  idempotency_key_missing: {
    what: 'The request came without `Idempotency-Key`.',
    next: 'Send a new random key with each new message, and the same one with each repetition.',
  },
  idempotency_key_reused: {
    what: 'This `Idempotency-Key` was already used with another request.',
    next: 'Send a new key with a new request.',
  },
  body_too_large: {
    what: 'The request is larger than 64 KiB.',
    next: 'Send less in one request.',
  },
  body_not_json: {
    what: 'The request is not JSON.',
    next: 'Send JSON with `Content-Type: application/json`.',
  },
  api_key_not_found: {
    what: 'This API key is not there.',
    next: 'Look at the list of API keys again.',
  },
  endpoint_not_found: {
    what: 'This webhook is not there.',
    next: 'Look at the list of webhooks again.',
  },
  endpoint_address_not_allowed: {
    what: 'Webhooks may not go to this address.',
    next: 'Enter an address that begins with https:// and can be reached from the internet.',
  },
  delivery_not_found: {
    what: 'This delivery was not given up, or is not there any more.',
    next: 'Look at the list of deliveries again.',
  },
  // Things that are not there
  conversation_not_found: {
    what: 'This conversation is not there.',
    next: 'Go back to the inbox and open it again.',
  },
  order_not_found: {
    what: 'There is no order of this name.',
    next: 'Check the id that your own system gave it.',
  },
  message_not_found: {
    what: 'This message is not there.',
    next: 'Open the conversation again.',
  },
  note_not_found: {
    what: 'This note is not there.',
    next: 'Open the conversation again.',
  },
  person_not_found: { what: 'This person is not in your company.', next: 'Choose someone else.' },
  invitation_not_found: {
    what: 'This invitation is not open any more.',
    next: 'Look at the list of invitations, or invite the person anew.',
  },
  session_not_found: {
    what: 'This session has ended already.',
    next: 'Look at the list again.',
  },
  template_not_found: {
    what: 'This template is no longer there.',
    next: 'Choose another template.',
  },
  media_not_found: {
    what: 'This file is no longer there.',
    next: 'Ask the customer to send it again.',
  },
  contact_not_found: {
    what: 'This contact is not there.',
    next: 'Look for them in the list of contacts.',
  },
  sender_not_found: { what: 'This sender is not there.', next: 'Choose another sender.' },
  import_not_found: {
    what: 'This import is not there, or it is over.',
    next: 'Upload the file again.',
  },
  // Contacts
  identity_taken: {
    what: 'This number or user id belongs to another contact.',
    next: 'Open that contact, or merge the two.',
  },
  external_id_taken: {
    what: 'Another contact has this external id.',
    next: 'Open that contact, or merge the two.',
  },
  identity_not_found: {
    what: 'The contact cannot be reached under this number or user id.',
    next: 'Open the contact again and choose one of its own.',
  },
  phone_not_valid: {
    what: 'This is not a phone number.',
    next: 'Write it with the country code, such as +49 171 1234567.',
  },
  field_value_not_valid: {
    what: 'The value does not fit the field.',
    next: 'Enter a value of the kind that the field has.',
  },
  file_not_readable: {
    what: 'The file cannot be read as a table.',
    next: 'Save it as CSV with a line of column names at the top, and upload it again.',
  },
  file_too_large: {
    what: 'The file has more than 100,000 rows or 50 MB.',
    next: 'Split it and upload the parts one after the other.',
  },
  // The library of templates
  template_draft_not_found: {
    what: 'This template is not in the library.',
    next: 'Go back to the list and open it again.',
  },
  template_changed: {
    what: 'Somebody changed this template since you looked at it.',
    next: 'Read it again, then submit it.',
  },
  template_not_valid: {
    what: 'The template breaks a rule of the platform.',
    next: 'Open it: each rule is said beside its field. Mend it and submit it again.',
  },
  template_already_submitted: {
    what: 'This wording was submitted already.',
    next: 'Look at its status; change the text before you submit a new version.',
  },
  template_not_taken: {
    what: 'The provider did not take the template.',
    next: 'Read what it said, change the template and submit it again.',
  },
  template_not_deleted: {
    what: 'The provider did not delete the template.',
    next: 'Read what it said; delete it in the provider’s console, or try again.',
  },
  template_nothing_to_delete: {
    what: 'There is nothing of this template at the provider that could be deleted.',
    next: 'Look at its versions again.',
  },
  // What was written
  text_empty: { what: 'There is no text to send.', next: 'Write something first.' },
  text_too_long: {
    what: 'The text is longer than the channel takes (1,600 characters).',
    next: 'Shorten it or send it as two messages.',
  },
  template_variable_missing: {
    what: 'A variable of the template is empty.',
    next: 'Fill every variable.',
  },
  template_variable_invalid: {
    what: 'A variable has a line break, a tab, more than four spaces in a row, or too much text.',
    next: 'Write it on one line.',
  },
  // Attachments
  attachment_not_found: {
    what: 'The file is no longer here.',
    next: 'Pick it again.',
  },
  attachment_too_large: {
    what: 'The file is larger than the channel takes.',
    next: 'Make it smaller, or send a link to it.',
  },
  attachment_type_not_supported: {
    what: 'The channel does not take files of this kind.',
    next: 'Send it as a PDF or as a picture (JPEG or PNG).',
  },
  attachments_not_supported: {
    what: 'Files cannot be sent on this channel.',
    next: 'Send a link to the file instead.',
  },
  // The rules of the platform
  window_closed: {
    what: 'The customer service window has closed.',
    next: 'Send a template to reopen it; your text is kept.',
  },
  template_not_approved: {
    what: 'This template is not approved.',
    next: 'Choose an approved template.',
  },
  template_paused: {
    what: 'Meta has paused this template because customers blocked or reported it.',
    next: 'Send another template, or wait: a pause ends by itself after 3 or 6 hours.',
  },
  template_disabled: {
    what: 'Meta has disabled this template for good because customers kept reporting it.',
    next: 'Send another template; an admin can submit a new version.',
  },
  opted_out: {
    what: 'This customer has opted out.',
    next: 'Wait until the customer writes that messages are welcome again.',
  },
  no_opt_in: {
    what: 'There is no opt-in of this customer for messages that you start.',
    next: 'Record an opt-in first, or wait for the customer to write.',
  },
  sender_not_online: {
    what: 'The sender of this conversation is not online.',
    next: 'Ask an admin to look at the sender.',
  },
  owner_changed: {
    what: 'Someone else took over this conversation before the message went out.',
    next: 'Read what was written since, then send again.',
  },
  expired: {
    what: 'The message could not leave in time.',
    next: 'See whether it still holds true, then send it again.',
  },
  budget_reached: {
    what: 'A budget of your company is used up.',
    next: 'Ask an admin to look at the budgets, or wait until the next period begins.',
  },
  price_unknown: {
    what: 'Nobody knows what this message costs, and a budget is set.',
    next: 'Ask an admin to add the price to your own rate card.',
  },
  already_sent: {
    what: 'This message is on its way already, or what became of it is known.',
    next: 'Look at its status; nothing more is to be done here.',
  },
  cancelled: { what: 'The message was cancelled.', next: 'Nothing more is to be done.' },
  // What the provider said
  provider_unconfirmed: {
    what: 'The provider did not say whether it took this message.',
    next: 'Ask the customer, or decide whether it went out.',
  },
  provider_rejected: {
    what: 'The provider refused the message.',
    next: 'Read the code in the details, change the message and send it again.',
  },
  provider_busy: {
    what: 'The provider takes no more messages at the moment.',
    next: 'Wait; it is tried again by itself.',
  },
  provider_configuration: {
    what: 'The account at the provider is not set up for this.',
    next: 'Ask an admin to check the account and the sender.',
  },
  recipient_unreachable: {
    what: 'The number cannot be reached on this channel.',
    next: 'Check the number, or use another channel.',
  },
  recipient_blocked: {
    what: 'The customer has blocked you or opted out at the provider.',
    next: 'Reach the customer another way.',
  },
  content_refused: {
    what: 'The channel refused what was in the message.',
    next: 'Change the message and send it again.',
  },
  marketing_withheld: {
    what: 'Meta withheld this marketing message.',
    next: 'Wait at least a day before the next one, or write when the customer has written.',
  },
  template_problem: {
    what: 'The template does not fit what the provider has approved.',
    next: 'Choose another template or ask an admin to check it.',
  },
  limit_reached: {
    what: 'A limit of the account or sender is reached.',
    next: 'Wait until the limit is free again.',
  },
} as const satisfies Record<string, { readonly what: string; readonly next: string }>;

export type RefusalCode = keyof typeof REFUSALS;

const CODES = Object.keys(REFUSALS);
export const refusalCode = z.custom<RefusalCode>(
  (value) => typeof value === 'string' && CODES.includes(value),
  'is not a known refusal code',
);

/** A coded refusal as it crosses the bridge and the relay protocol. */
export const refusal = z.object({
  code: refusalCode,
  what: z.string().min(1),
  next: z.string().min(1),
  /** What exactly, for the person who looks closer: the field, the provider's code. Never a secret. */
  detail: z.string().optional(),
});
export type Refusal = z.infer<typeof refusal>;

/** The refusal of this code with its English sentences. */
export function refuse(code: RefusalCode, detail?: string): Refusal {
  return { code, ...REFUSALS[code], ...(detail === undefined ? {} : { detail }) };
}

/** Thrown inside a part; becomes an answer with the refusal at the part's edge. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, detail?: string) {
    super(detail === undefined ? REFUSALS[code].what : `${REFUSALS[code].what} (${detail})`);
    this.name = 'RefusedError';
    this.refusal = refuse(code, detail);
  }
}

/** The answer to a call: the value, or the refusal. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** The schema of an answer whose value has the given schema. */
export function answerOf<T>(value: z.ZodType<T>): z.ZodType<Answer<T>> {
  return z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), refusal }),
  ]);
}
