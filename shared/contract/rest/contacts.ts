import { z } from 'zod';
import { CONTACT_COMMANDS, contactDetails } from '../commands/contacts.ts';
import { contactId } from '../ids.ts';
import { optInState } from '../records.ts';
import { e164, moment, NOTHING, pageOf, paging, type RestRoute, whatsappUserId } from './route.ts';

/** A contact as REST shows it. */
export const restContact = z.object({
  id: contactId,
  name: z.string(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
  whatsappUserId: z.string().nullable(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  timeZone: z.string().nullable(),
  externalId: z.string().nullable().describe('What your system calls this contact.'),
  optIn: z.object({ whatsapp: optInState, sms: optInState }),
  createdAt: moment,
});
export type RestContact = z.infer<typeof restContact>;

const details = contactDetails.pick({
  name: true,
  company: true,
  language: true,
  country: true,
  timeZone: true,
  externalId: true,
});

export const CONTACT_ROUTES = {
  'contacts.list': {
    method: 'GET',
    path: '/contacts',
    summary: 'List or find contacts',
    description:
      'Every contact, in a fixed order; or the one whom a number, a user id or your own id names.',
    scope: 'contacts:read',
    params: NOTHING,
    query: z.strictObject({
      ...paging,
      phone: e164.optional(),
      whatsappUserId: whatsappUserId.optional(),
      externalId: z.string().min(1).max(128).optional(),
    }),
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: pageOf(restContact),
    refusals: [],
  },
  'contacts.get': {
    method: 'GET',
    path: '/contacts/{id}',
    summary: 'Read a contact',
    description: 'One contact.',
    scope: 'contacts:read',
    params: z.strictObject({ id: contactId }),
    query: NOTHING,
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: restContact,
    refusals: ['contact_not_found'],
  },
  'contacts.create': {
    method: 'POST',
    path: '/contacts',
    summary: 'Create a contact',
    description:
      'A new contact, reached by a number or by a WhatsApp user id. It has no opt-in by that.',
    scope: 'contacts:write',
    params: NOTHING,
    query: NOTHING,
    body: details
      .partial()
      .extend({
        name: details.shape.name,
        phone: e164.optional(),
        whatsappUserId: whatsappUserId.optional(),
      })
      .refine(
        (contact) => contact.phone !== undefined || contact.whatsappUserId !== undefined,
        'needs a phone or a whatsappUserId',
      ),
    idempotency: 'optional',
    status: 201,
    answer: restContact,
    refusals: ['identity_taken', 'external_id_taken', 'phone_not_valid'],
  },
  'contacts.edit': {
    method: 'PATCH',
    path: '/contacts/{id}',
    summary: 'Change a contact',
    description: 'Changes what is given and leaves the rest; null empties a field.',
    scope: 'contacts:write',
    params: z.strictObject({ id: contactId }),
    query: NOTHING,
    body: details
      .partial()
      .refine((given) => Object.keys(given).length > 0, 'has nothing to change'),
    idempotency: 'optional',
    status: 200,
    answer: restContact,
    refusals: ['contact_not_found', 'external_id_taken'],
  },
  'contacts.recordConsent': {
    method: 'POST',
    path: '/contacts/{id}/consent',
    summary: 'Record a permission',
    description:
      'Puts down that the customer has opted in or out on a channel, where, and what proves it. An opt-out is taken back by the customer alone.',
    scope: 'contacts:write',
    params: z.strictObject({ id: contactId }),
    query: NOTHING,
    body: CONTACT_COMMANDS['contact.recordConsent'].omit({ contactId: true }),
    idempotency: 'optional',
    status: 200,
    answer: restContact,
    refusals: ['contact_not_found', 'opted_out'],
  },
} as const satisfies Record<string, RestRoute>;
