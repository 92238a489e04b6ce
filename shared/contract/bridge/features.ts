import { CONTACT_CALLS } from './contacts.ts';
import { NOTE_CALLS } from './notes.ts';
import { ORDER_CALLS } from './orders.ts';

/** The calls of features that have files of their own. */
export const FEATURE_CALLS = { ...CONTACT_CALLS, ...NOTE_CALLS, ...ORDER_CALLS } as const;
