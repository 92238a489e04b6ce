import { z } from 'zod';
import { type RefusalCode, RefusedError } from '../../shared/contract/errors.ts';
import { hello, PROTOCOL_VERSION } from '../../shared/contract/relay.ts';
import type { Auth } from '../auth/auth.ts';
import type { Store } from '../db/tenant-transaction.ts';
import { findMember, type Identity } from '../services/people/find-person.ts';

/** The oldest desktop that this relay understands. */
export const MINIMUM_CLIENT_VERSION = '0.1.0';

/** For whom a socket speaks, and by which session. */
export interface SocketIdentity extends Identity {
  readonly sessionId: string;
  readonly userId: string;
}

/** The session was ended with the wish that its desktop removes what it holds. */
export class WipedError extends RefusedError {
  constructor() {
    super('not_signed_in');
    this.name = 'WipedError';
  }
}

/** Another protocol may have another hello: its number is read first, by itself. */
const anyHello = z.object({ protocol: z.number().int().positive() });
const version = /^(\d+)\.(\d+)\.(\d+)/;

/**
 * Lets a desktop in.
 *
 * @param auth what it sent with its connection
 * @throws {RefusedError} `invalid_input`, `client_too_old`, `relay_too_old`, `not_signed_in`,
 *   `tenant_suspended` or `second_step_required`; {WipedError} where the desktop is to remove what
 *   it holds
 */
export async function shakeHands(
  auth: unknown,
  { session, tellWiped }: Pick<Auth, 'session' | 'tellWiped'>,
  store: Pick<Store, 'outside'>,
): Promise<SocketIdentity> {
  const spoken = anyHello.safeParse(auth);
  if (!spoken.success) throw new RefusedError('invalid_input', 'protocol');
  const refused = protocolRefusal(spoken.data.protocol);
  if (refused !== null) throw new RefusedError(refused);
  const parsed = hello.safeParse(auth);
  if (!parsed.success) {
    throw new RefusedError('invalid_input', parsed.error.issues[0]?.path.join('.'));
  }
  const { token, clientVersion } = parsed.data;
  const numbers = version.exec(clientVersion);
  if (numbers === null) throw new RefusedError('invalid_input', 'clientVersion');
  if (isOlder(numbers, version.exec(MINIMUM_CLIENT_VERSION))) {
    throw new RefusedError('client_too_old');
  }
  const live = await session(token);
  if (live === null && (await tellWiped({ token }))) throw new WipedError();
  const member = live === null ? null : await findMember(store, live.userId);
  if (live === null || member === null) throw new RefusedError('not_signed_in');
  if (member.suspended) throw new RefusedError('tenant_suspended');
  if (member.requireSecondStep && !live.hasSecondStep) {
    throw new RefusedError('second_step_required');
  }
  const { tenantId, personId } = member;
  const { sessionId, userId } = live;
  return { tenantId, personId, sessionId, userId };
}

function protocolRefusal(protocol: number): RefusalCode | null {
  if (protocol < PROTOCOL_VERSION) return 'client_too_old';
  return protocol > PROTOCOL_VERSION ? 'relay_too_old' : null;
}

function isOlder(one: RegExpExecArray, other: RegExpExecArray | null): boolean {
  for (const part of [1, 2, 3]) {
    const difference = Number(one[part]) - Number(other?.[part]);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
