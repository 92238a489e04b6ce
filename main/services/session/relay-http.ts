import { z } from 'zod';
import { RefusedError, refusal } from '../../../shared/contract/errors.ts';
import {
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
  type SignInInput,
  TOKEN_HEADER,
} from '../../../shared/contract/sign-in.ts';
import { detailOf } from '../../log.ts';

const PATIENCE = 15_000;

/** The relay's address without what people add by hand: spaces and slashes at the end. */
export function tidyRelayUrl(url: string): string {
  const { origin, pathname } = new URL(url.trim());
  return origin + pathname.replace(/\/+$/, '');
}

/** Asks the relay over HTTP. A redirection is an error: it could carry a password elsewhere. */
async function post(
  relayUrl: string,
  path: string,
  body: unknown,
  token: string | null,
): Promise<Response> {
  return fetch(relayUrl + path, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

const refusalBody = z.object({ refusal });

/** Why the relay did not let someone in: its own word, else what the status says. */
async function refusalOf(response: Response): Promise<RefusedError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = refusalBody.safeParse(body);
  if (parsed.success) return new RefusedError(parsed.data.refusal.code, parsed.data.refusal.detail);
  const { status } = response;
  if (status === 401) return new RefusedError('wrong_credentials');
  if (status === 429) return new RefusedError('too_many_attempts');
  return new RefusedError('relay_unreachable', `the answer to signing in was ${String(status)}`);
}

/**
 * Exchanges e-mail address and password for a token.
 *
 * @throws {RefusedError} the relay's own refusal, such as `wrong_credentials` or
 *   `too_many_attempts`, or `relay_unreachable`
 */
export async function signInOverHttp(relayUrl: string, input: SignInInput): Promise<string> {
  let response: Response;
  try {
    response = await post(relayUrl, SIGN_IN_PATH, input, null);
  } catch (error) {
    throw new RefusedError('relay_unreachable', detailOf(error));
  }
  if (!response.ok) throw await refusalOf(response);
  await response.body?.cancel();
  const token = response.headers.get(TOKEN_HEADER);
  if (token === null || token === '') {
    throw new RefusedError('relay_unreachable', 'what answers there is no relay of Casement');
  }
  return token;
}

/** Ends the session at the relay, where it can be reached: the token is of no more use to anyone. */
export async function signOutOverHttp(relayUrl: string, token: string): Promise<void> {
  const response = await post(relayUrl, SIGN_OUT_PATH, {}, token);
  await response.body?.cancel();
}
