import { z } from 'zod';
import { personRecord, tenantRecord } from '../records.ts';
import { password, secondStepCode, secondStepSetUp, signInInput, signInWays } from '../sign-in.ts';

/* Who works here, and how they come in. */

export const session = z.object({
  relayUrl: z.string(),
  person: personRecord,
  tenant: tenantRecord,
});
export type Session = z.infer<typeof session>;

/** What signing in came to. */
export const signInOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed_in'), session }),
  /** The password was right; `session.secondStep` goes on. */
  z.object({ outcome: z.literal('second_step') }),
  /** As above, and the second step is to be set up first: the company asks for one. */
  z.object({ outcome: z.literal('set_up'), setUp: secondStepSetUp }),
]);
export type SignInOutcome = z.infer<typeof signInOutcome>;

const none = z.strictObject({});
const relayInput = z.strictObject({ relayUrl: z.url({ protocol: /^https?$/ }) });

/** Signing in and out, and the second step. */
export const SESSION_CALLS = {
  'session.signIn': {
    input: signInInput.extend(relayInput.shape),
    output: signInOutcome,
  },
  /** Which ways to sign in the relay of this address has. */
  'session.ways': { input: relayInput, output: signInWays },
  /** The company's own sign-in: the address that is opened in the person's browser. */
  'session.beginSingleSignOn': {
    /** `again`: the provider asks who it is, whomever it remembers. */
    input: relayInput.extend({ again: z.boolean() }),
    output: z.object({ url: z.string() }),
  },
  /** Waits for what comes of it, up to ten minutes. */
  'session.singleSignOn': { input: none, output: signInOutcome },
  'session.leaveSingleSignOn': { input: none, output: none },
  /**
   * The code of the authenticator app, or a backup code, for the sign-in that asked for it last;
   * where it is being set up, the app's first code.
   */
  'session.secondStep': { input: z.strictObject({ code: secondStepCode }), output: session },
  'session.signOut': { input: none, output: none },
  /** Begins to set up the second step of whoever is signed in; it counts after `confirm`. */
  'secondStep.begin': { input: z.strictObject({ password }), output: secondStepSetUp },
  'secondStep.confirm': { input: z.strictObject({ code: secondStepCode }), output: none },
  'secondStep.disable': { input: z.strictObject({ password }), output: none },
} as const;
