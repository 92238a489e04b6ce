import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Answer, answerOf } from '../../../shared/contract/errors.ts';
import {
  PROTOCOL_VERSION,
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayInput,
  type RelayValue,
  type Welcome,
  welcome,
} from '../../../shared/contract/relay.ts';
import { SIGN_IN_PATH, TOKEN_HEADER } from '../../../shared/contract/sign-in.ts';
import { OWNER, PASSWORD } from './running-relay.ts';

/** Posts the sign-in form. */
export function postSignIn(url: string, body: unknown, headers = {}): Promise<Response> {
  return fetch(`${url}${SIGN_IN_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Signs a person in; the token. */
export async function signIn(url: string, email = OWNER, password = PASSWORD): Promise<string> {
  const answer = await postSignIn(url, { email, password });
  const token = answer.headers.get(TOKEN_HEADER);
  if (token === null) throw new Error(`${answer.status}: ${await answer.text()}`);
  return token;
}

/** A socket as a desktop opens it, not connected yet. It closes with the test. */
export function openSocket(url: string, auth: Record<string, unknown>): Socket {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    auth,
  });
  onTestFinished(() => void socket.close());
  return socket;
}

export interface TestDesktop {
  readonly socket: Socket;
  readonly welcome: Welcome;
  /** Calls the relay; the answer is checked against the contract. */
  readonly call: <C extends RelayCall>(
    name: C,
    input: RelayInput<C>,
  ) => Promise<Answer<RelayValue<C>>>;
}

/**
 * Connects with a token and waits for the welcome.
 *
 * @param listen is given the socket before it connects; what it returns comes back as `heard`
 */
export async function connectDesktop<T = undefined>(
  url: string,
  token: string,
  listen?: (socket: Socket) => Promise<T>,
): Promise<TestDesktop & { readonly heard: Promise<T> | undefined }> {
  const socket = openSocket(url, { token, protocol: PROTOCOL_VERSION, clientVersion: '0.1.0' });
  const first = Promise.race([
    nextOf(socket, 'welcome'),
    nextOf(socket, 'connect_error').then((error) => Promise.reject(toError(error))),
  ]);
  const heard = listen?.(socket);
  socket.connect();
  const told = await first;
  return {
    socket,
    heard,
    welcome: welcome.parse(told),
    call: async (name, input) =>
      answerOf(RELAY_SCHEMAS[name].value).parse(await socket.emitWithAck(name, input)),
  };
}

/** The refusal with which the relay turns such a connection away. */
export async function turnedAway(url: string, auth: Record<string, unknown>): Promise<unknown> {
  const socket = openSocket(url, auth);
  const failed = nextOf(socket, 'connect_error');
  socket.connect();
  return z.object({ data: z.unknown() }).parse(await failed).data;
}

/** The first word of the next event of this name. */
export function nextOf(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
