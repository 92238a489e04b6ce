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
  return { name: error.name, code, stack: error.stack ?? '' };
}
