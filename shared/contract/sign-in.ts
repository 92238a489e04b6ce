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
