import { CONTACT_CALLS } from './contacts.ts';
import { NOTE_CALLS } from './notes.ts';
import { ORDER_CALLS } from './orders.ts';
import { SENDING_CALLS } from './sending.ts';

/** The calls of features that have files of their own. */
export const FEATURE_CALLS = {
  ...CONTACT_CALLS,
  ...NOTE_CALLS,
  ...ORDER_CALLS,
  ...SENDING_CALLS,
} as const;
