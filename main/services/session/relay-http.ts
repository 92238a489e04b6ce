import { hostname, type } from 'node:os';
import { z } from 'zod';
import { RefusedError, refusal } from '../../../shared/contract/errors.ts';
import {
  BEGIN_SECOND_STEP_PATH,
  CONFIRM_SECOND_STEP_PATH,
  DISABLE_SECOND_STEP_PATH,
  FINISH_SINGLE_SIGN_ON_PATH,
  SECOND_STEP_PATH,
  type SecondStepSetUp,
  secondStepSetUp,
  SIGN_IN_PATH,
  SIGN_IN_WAYS_PATH,
  SIGN_OUT_PATH,
  signInAnswer,
  type SignInInput,
  type SignInWays,
  signInWays,
  TOKEN_HEADER,
} from '../../../shared/contract/sign-in.ts';
import { detailOf } from '../../log.ts';

const PATIENCE = 15_000;

/** By this a person knows the machine again in the list of where they are signed in. */
const DEVICE = `Casement on ${hostname()} (${type()})`
  .replaceAll(/[^\x20-\x7e]/g, '?')
  .slice(0, 200);

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
      'user-agent': DEVICE,
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

/** @throws {RefusedError} the relay's own refusal, or `relay_unreachable` */
async function ask(
  relayUrl: string,
  path: string,
  body: unknown,
  token: string | null,
): Promise<Response> {
  let response: Response;
  try {
    response = await post(relayUrl, path, body, token);
  } catch (error) {
    throw new RefusedError('relay_unreachable', detailOf(error));
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

function noRelay(): RefusedError {
  return new RefusedError('relay_unreachable', 'what answers there is no relay of Casement');
}

/** What a right password brings: the token, or the ticket for the second step. */
export type SignedInOverHttp = { readonly token: string } | { readonly ticket: string };

/**
 * Exchanges e-mail address and password for a token.
 *
 * @throws {RefusedError} the relay's own refusal, such as `wrong_credentials` or
 *   `too_many_attempts`, or `relay_unreachable`
 */
export async function signInOverHttp(
  relayUrl: string,
  input: SignInInput,
): Promise<SignedInOverHttp> {
  return signedInBy(await ask(relayUrl, SIGN_IN_PATH, input, null));
}

/**
 * Exchanges what the browser brought from the company's sign-in for a token.
 *
 * @throws {RefusedError} the relay's own refusal, such as `not_signed_in` for a code that is used up
 */
export async function finishSingleSignOn(
  relayUrl: string,
  code: string,
  verifier: string,
): Promise<SignedInOverHttp> {
  return signedInBy(await ask(relayUrl, FINISH_SINGLE_SIGN_ON_PATH, { code, verifier }, null));
}

/** Which ways to sign in this relay has. @throws {RefusedError} `relay_unreachable` */
export async function signInWaysOf(relayUrl: string): Promise<SignInWays> {
  try {
    const response = await fetch(relayUrl + SIGN_IN_WAYS_PATH, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
      headers: { 'user-agent': DEVICE },
    });
    return signInWays.parse(await response.json());
  } catch (error) {
    throw new RefusedError('relay_unreachable', detailOf(error));
  }
}

/** What is in the answer to a right password. */
async function signedInBy(response: Response): Promise<SignedInOverHttp> {
  const token = response.headers.get(TOKEN_HEADER);
  if (token !== null && token !== '') {
    await response.body?.cancel();
    return { token };
  }
  const answer = signInAnswer.safeParse(await response.json().catch(() => null));
  const ticket = answer.data?.secondStep?.ticket;
  if (ticket === undefined) throw noRelay();
  return { ticket };
}

/**
 * Goes on with a ticket.
 *
 * @returns the token
 * @throws {RefusedError} `wrong_code`, `too_many_attempts`, `not_signed_in` where the ticket is used
 *   up, or `relay_unreachable`
 */
export async function secondStepOverHttp(
  relayUrl: string,
  ticket: string,
  code: string,
): Promise<string> {
  const response = await ask(relayUrl, SECOND_STEP_PATH, { ticket, code }, null);
  await response.body?.cancel();
  const token = response.headers.get(TOKEN_HEADER);
  if (token === null || token === '') throw noRelay();
  return token;
}

/** Whose second step is set up or taken away. */
interface SignedIn {
  readonly relayUrl: string;
  readonly token: string;
}

/** Begins to set up the second step. @throws {RefusedError} `wrong_credentials` and those above */
export async function beginSecondStep(
  { relayUrl, token }: SignedIn,
  password: string,
): Promise<SecondStepSetUp> {
  const response = await ask(relayUrl, BEGIN_SECOND_STEP_PATH, { password }, token);
  const given = secondStepSetUp.safeParse(await response.json().catch(() => null));
  if (!given.success) throw noRelay();
  return given.data;
}

/** From now on the second step counts. @throws {RefusedError} `wrong_code` and those above */
export async function confirmSecondStep(
  { relayUrl, token }: SignedIn,
  code: string,
): Promise<void> {
  const response = await ask(relayUrl, CONFIRM_SECOND_STEP_PATH, { code }, token);
  await response.body?.cancel();
}

/** Takes the second step away. @throws {RefusedError} `wrong_credentials` and those above */
export async function disableSecondStep(
  { relayUrl, token }: SignedIn,
  password: string,
): Promise<void> {
  const response = await ask(relayUrl, DISABLE_SECOND_STEP_PATH, { password }, token);
  await response.body?.cancel();
}

/** Ends the session at the relay, where it can be reached: the token is of no more use to anyone. */
export async function signOutOverHttp(relayUrl: string, token: string): Promise<void> {
  const response = await post(relayUrl, SIGN_OUT_PATH, {}, token);
  await response.body?.cancel();
}
