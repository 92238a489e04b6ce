import type { FastifyRequest } from 'fastify';
import type { Auth } from '../auth/auth.ts';
import type { Store } from '../db/tenant-transaction.ts';
import { findPerson, type Identity } from '../services/people/find-person.ts';

const BEARER = /^bearer (\S+)$/i;

/** Who makes this request, by its bearer token; null where nobody is signed in by it. */
export async function whoAsks(
  request: FastifyRequest,
  auth: Pick<Auth, 'session'>,
  store: Pick<Store, 'outside'>,
): Promise<Identity | null> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return null;
  const live = await auth.session(token);
  return live === null ? null : findPerson(store, live.userId);
}
