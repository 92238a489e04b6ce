import { refuse, RefusedError, type Refusal } from '../../../shared/contract/errors.ts';

/** The refusal in what was thrown; a fault of our own where there is none. */
export function refusalOf(cause: unknown): Refusal {
  return cause instanceof RefusedError ? cause.refusal : refuse('internal');
}
