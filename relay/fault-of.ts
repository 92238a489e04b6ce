import { DatabaseError } from 'pg';

/** What the log may have of a fault. */
export interface Fault {
  readonly name: string;
  readonly code: string | null;
  readonly stack: string;
}

/**
 * What is logged of a fault: errors of HTTP clients and of the database carry requests and
 * values, with addresses, texts and credentials in them.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: null, stack: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const stack = error.stack ?? '';
  // The database quotes the value that it does not take; its code says what is wrong.
  return {
    name: error.name,
    code,
    stack: error instanceof DatabaseError ? placesIn(stack) : stack,
  };
}

function placesIn(stack: string): string {
  return stack.slice(Math.max(0, stack.search(/^ +at /m)));
}
