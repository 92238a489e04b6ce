import { z } from 'zod';
import { contactId } from '../ids.ts';

export const ERASURE_COMMANDS = {
  /** Everything of one person goes for good, at the relay and on every desktop. */
  'contact.erase': z.strictObject({
    contactId,
    erasureId: z.uuid(),
    /** The contact's name or number, as typed. */
    confirmation: z.string().max(200),
    /** How the request is known, such as a ticket's number; it stays, so it names nobody. */
    reference: z.string().trim().min(1).max(200),
  }),
} as const;
