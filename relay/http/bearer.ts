import type { FastifyRequest } from 'fastify';
import type { Auth } from '../auth/auth.ts';
import type { Store } from '../db/tenant-transaction.ts';
import { findPerson, type Identity } from '../services/people/find-person.ts';

const BEARER = /^bearer (\S+)$/i;

/** The bearer token of a request; null: there is none. */
export function bearerOf({ headers }: FastifyRequest): string | null {
  return BEARER.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Who makes this request, by its bearer token; null where nobody is signed in by it. */
export async function whoAsks(
  request: FastifyRequest,
  auth: Pick<Auth, 'session'>,
  store: Pick<Store, 'outside'>,
): Promise<Identity | null> {
  const token = bearerOf(request);
  if (token === null) return null;
  const live = await auth.session(token);
  return live === null ? null : findPerson(store, live);
}
