import { z } from 'zod';

/* Signing in over HTTP: `POST <relay>/auth/sign-in/email` (better-auth), which answers with the
 * token in the header `set-auth-token`. The token goes into socket.io's handshake and into
 * `Authorization: Bearer` of the relay's HTTP calls. */

export const SIGN_IN_PATH = '/auth/sign-in/email';
export const SIGN_OUT_PATH = '/auth/sign-out';
export const TOKEN_HEADER = 'set-auth-token';

export const signInInput = z.object({
  email: z.email(),
  password: z.string().min(1).max(200),
});
export type SignInInput = z.infer<typeof signInInput>;

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
