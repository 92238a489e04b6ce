import type { RefusalCode } from '../../../shared/contract/errors.ts';

/** What an error code of the provider means for the person, and whether waiting helps. */
export interface ProviderProblem {
  readonly code: RefusalCode;
  /** Whether the same message may be tried once more: never, after a while, or after a change. */
  readonly retry: 'never' | 'later' | 'after_change';
}

/* Twilio advises against hard logic on its codes, and adds new ones: this is a table with a
 * default. Source: Twilio's error dictionary. */
const PROBLEMS: Readonly<Record<number, ProviderProblem>> = {
  // The account and its limits
  20003: { code: 'provider_configuration', retry: 'after_change' },
  20429: { code: 'provider_busy', retry: 'later' },
  63001: { code: 'provider_configuration', retry: 'after_change' },
  63007: { code: 'provider_configuration', retry: 'after_change' },
  63008: { code: 'provider_configuration', retry: 'after_change' },
  63018: { code: 'limit_reached', retry: 'later' },
  63038: { code: 'limit_reached', retry: 'later' },
  63051: { code: 'provider_configuration', retry: 'after_change' },
  21606: { code: 'provider_configuration', retry: 'after_change' },
  30034: { code: 'provider_configuration', retry: 'after_change' },
  30035: { code: 'provider_configuration', retry: 'later' },
  // The recipient
  21211: { code: 'recipient_unreachable', retry: 'never' },
  21408: { code: 'provider_configuration', retry: 'after_change' },
  21610: { code: 'recipient_blocked', retry: 'never' },
  63003: { code: 'recipient_unreachable', retry: 'never' },
  63014: { code: 'recipient_blocked', retry: 'never' },
  63024: { code: 'recipient_unreachable', retry: 'never' },
  30003: { code: 'recipient_unreachable', retry: 'later' },
  30005: { code: 'recipient_unreachable', retry: 'never' },
  30006: { code: 'recipient_unreachable', retry: 'never' },
  30008: { code: 'recipient_unreachable', retry: 'later' },
  // The window
  63016: { code: 'window_closed', retry: 'after_change' },
  // What was in the message
  21617: { code: 'text_too_long', retry: 'after_change' },
  30007: { code: 'content_refused', retry: 'after_change' },
  63005: { code: 'content_refused', retry: 'after_change' },
  63013: { code: 'content_refused', retry: 'after_change' },
  63019: { code: 'content_refused', retry: 'after_change' },
  63021: { code: 'content_refused', retry: 'after_change' },
  // Templates
  21654: { code: 'template_problem', retry: 'after_change' },
  21655: { code: 'template_problem', retry: 'after_change' },
  21656: { code: 'template_problem', retry: 'after_change' },
  63027: { code: 'template_problem', retry: 'after_change' },
  63028: { code: 'template_problem', retry: 'after_change' },
  63040: { code: 'template_not_approved', retry: 'after_change' },
  63041: { code: 'template_paused', retry: 'after_change' },
  63042: { code: 'template_disabled', retry: 'after_change' },
  // Meta's own holding back
  63032: { code: 'marketing_withheld', retry: 'later' },
  63049: { code: 'marketing_withheld', retry: 'later' },
};

/** The recipient has said STOP, and the provider knows it. */
const OPTED_OUT = 21_610;

/** Whether the provider refused a message because its recipient has opted out there. */
export function saysOptedOut(errorCode: number | null): boolean {
  return errorCode === OPTED_OUT;
}

const OTHERWISE: ProviderProblem = { code: 'provider_rejected', retry: 'after_change' };

/**
 * What to tell the person about a failure.
 *
 * @param errorCode the provider's code; null where it gave none
 */
export function describeProblem(errorCode: number | null): ProviderProblem {
  return errorCode === null ? OTHERWISE : (PROBLEMS[errorCode] ?? OTHERWISE);
}
