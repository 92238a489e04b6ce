import { DatabaseError } from 'pg';

/* Classes of PostgreSQL's error codes after which the same may work: connection lost, rolled
 * back by a conflict, out of resources, shutting down. */
const TRANSIENT_CLASSES = ['08', '40', '53', '57'];
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Whether an error of the database says that it is worth trying again, and nothing of the request. */
export function isTransient(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    return TRANSIENT_CLASSES.some((start) => error.code?.startsWith(start) === true);
  }
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && NETWORK.has(error.code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

/** Whether the database could not take a value, such as a text with a NUL: no repetition helps. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof DatabaseError && error.code?.startsWith('22') === true;
}
