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

/** Path of a media file at the relay, fetched with the bearer token. */
export function mediaPath(id: string): string {
  return `/media/${id}`;
}
