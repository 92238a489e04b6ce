import { z } from 'zod';

/* Signing in over HTTP: `POST <relay>/auth/sign-in/email` (better-auth), which answers with the
 * token in the header `set-auth-token`. The token goes into socket.io's handshake and into
 * `Authorization: Bearer` of the relay's HTTP calls. */

export const SIGN_IN_PATH = '/auth/sign-in/email';
/* Where a second step is needed, the answer holds a ticket in place of the token, which goes with
 * the code to the next path; its answer holds the token. */
export const SECOND_STEP_PATH = '/auth/second-step';
/** Setting up the second step, with the bearer token. */
export const BEGIN_SECOND_STEP_PATH = '/auth/second-step/begin';
export const CONFIRM_SECOND_STEP_PATH = '/auth/second-step/confirm';
export const DISABLE_SECOND_STEP_PATH = '/auth/second-step/disable';
/** Which ways to sign in there are beside the password. */
export const SIGN_IN_WAYS_PATH = '/auth/ways';
/* Single sign-on: a desktop opens the first of these in the person's browser, which comes back to
 * the desktop's own address on this machine with a code; the code goes to the second, whose answer is
 * that of a right password. The challenge makes the code worth nothing to anybody else. */
export const SINGLE_SIGN_ON_PATH = '/auth/single-sign-on';
export const FINISH_SINGLE_SIGN_ON_PATH = '/auth/single-sign-on/finish';
export const SIGN_OUT_PATH = '/auth/sign-out';
export const TOKEN_HEADER = 'set-auth-token';

export const password = z.string().min(1).max(200);
/** Six digits, or a backup code. */
export const secondStepCode = z.string().trim().min(6).max(20);

export const signInInput = z.object({ email: z.email(), password });
export type SignInInput = z.infer<typeof signInInput>;

export const signInAnswer = z.object({
  /** Lasts for ten minutes and some wrong codes. */
  secondStep: z.object({ ticket: z.string().max(1000) }).optional(),
});
export const signInWays = z.object({
  /** What the company calls its own sign-in; null: there is none. */
  singleSignOn: z.string().max(80).nullable(),
});
export type SignInWays = z.infer<typeof signInWays>;

/** 32 bytes in base64url. */
const random = z.string().regex(/^[\w-]{43}$/);
/** Where a desktop waits for what comes of single sign-on. */
export const singleSignOnPlace = z.object({
  /** Of 127.0.0.1. */
  port: z.coerce.number().int().min(1024).max(65_535),
  /** SHA-256 of the verifier. */
  challenge: random,
  /** Comes back unchanged: the desktop knows its own attempt by it. */
  state: random,
  /** Set: somebody else may sit there than the provider remembers, so that it asks anew. */
  again: z.literal('1').optional(),
});
export type SingleSignOnPlace = z.infer<typeof singleSignOnPlace>;
export const finishSingleSignOnInput = z.strictObject({ code: random, verifier: random });

export const secondStepInput = z.strictObject({
  ticket: z.string().max(1000),
  code: secondStepCode,
});
/** What an authenticator app needs, and codes for the day on which it is lost. Told once. */
export const secondStepSetUp = z.object({
  /** `otpauth://totp/…`, for a QR code; its `secret` is what one can type. */
  uri: z.string(),
  backupCodes: z.array(z.string()),
});
export type SecondStepSetUp = z.infer<typeof secondStepSetUp>;

/* A media file is fetched with `GET`, and one that is to be sent is put there with `PUT` before:
 * its bytes with `content-type`, and what is known of it in these headers. Putting the same bytes
 * again changes nothing. A refusal is `{ refusal }`. */

/** The file's name, percent-encoded. */
export const FILE_NAME_HEADER = 'x-file-name';
/** Width and height of a picture, such as `800x600`. */
export const PIXELS_HEADER = 'x-pixels';

/** Path of a media file at the relay, with the bearer token. */
export function mediaPath(id: string): string {
  return `/media/${id}`;
}
