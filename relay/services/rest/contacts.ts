import { sql } from 'kysely';
import { v7 } from 'uuid';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { type ContactId, contactId } from '../../../shared/contract/ids.ts';
import type { ContactIdentity, ContactRecord } from '../../../shared/contract/records.ts';
import type { RestContact } from '../../../shared/contract/rest/contacts.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { currentContactId } from '../contacts/contact-store.ts';
import { createContact } from '../contacts/create-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { recordConsent } from '../contacts/record-consent.ts';
import { cursorAfter, page, placeOf } from './cursor.ts';
import type { RestHandlers } from './handler.ts';
import { iso } from './messages.ts';

type Names =
  'contacts.list' | 'contacts.get' | 'contacts.create' | 'contacts.edit' | 'contacts.recordConsent';

/** Contacts for programs. */
export const contactRoutes: RestHandlers<Names> = {
  'contacts.list': async ({ tx }, { query }) => {
    const { phone, whatsappUserId, externalId, limit, cursor } = query;
    const from = placeOf(cursor);
    const addresses = [phone, whatsappUserId].filter((address) => address !== undefined);
    const rows = await tx.sql
      .selectFrom('contacts')
      .select('id')
      .where('tenant_id', '=', tx.tenantId)
      .$if(addresses.length > 0, (list) =>
        list.where('id', 'in', (eb) =>
          eb
            .selectFrom('contact_addresses as a')
            .select('a.contact_id')
            .where('a.tenant_id', '=', tx.tenantId)
            .where('a.channel', 'in', ['whatsapp', 'sms'])
            .where('a.address', 'in', addresses),
        ),
      )
      .$if(externalId !== undefined, (list) => list.where('external_id', '=', externalId ?? null))
      .$if(from !== null, (list) => list.where(sql<boolean>`id < ${from?.[1]}::uuid`))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    const ids = page(
      rows,
      limit,
      ({ id }) => id,
      ({ id }) => cursorAfter(0, id),
    );
    return { items: await show(tx, ids.items), next: ids.next };
  },

  'contacts.get': async ({ tx }, { params }) => one(tx, params.id),

  'contacts.create': async ({ tx, now, audit }, { body }) => {
    const { phone, whatsappUserId, ...details } = body;
    const identities: ContactIdentity[] = [];
    if (phone !== undefined) {
      identities.push({ channel: 'whatsapp', address: phone }, { channel: 'sms', address: phone });
    }
    if (whatsappUserId !== undefined) {
      identities.push({ channel: 'whatsapp', address: whatsappUserId });
    }
    const id = contactId.parse(v7());
    const made = asRest(
      await createContact(tx, { ...details, contactId: id, identities, tagIds: [] }, 'api', now),
    );
    await audit({
      subject: { kind: 'contact', id, label: made.name },
      before: null,
      after: { ...made },
    });
    return made;
  },

  'contacts.edit': async ({ tx, now, audit }, { params, body }) => {
    const edit = { contactId: params.id, set: body, addIdentities: [], removeIdentities: [] };
    const { before, after } = await editContact(tx, edit, now);
    const shown = asRest(after);
    await audit({
      subject: { kind: 'contact', id: after.id, label: after.name },
      before: { ...asRest(before) },
      after: { ...shown },
    });
    return shown;
  },

  'contacts.recordConsent': async ({ tx, now, audit }, { params, body }) => {
    await audit(await recordConsent(tx, { contactId: params.id, ...body }, null, now));
    return one(tx, params.id);
  },
};

/** @throws {RefusedError} `contact_not_found` */
async function one(tx: TenantTransaction, id: ContactId): Promise<RestContact> {
  const [contact] = await show(tx, [await currentContactId(tx, id)]);
  if (contact === undefined) throw new RefusedError('contact_not_found');
  return contact;
}

/** The contacts in this order; those that are not there are left out. */
async function show(tx: TenantTransaction, ids: readonly ContactId[]): Promise<RestContact[]> {
  const loaded = await loadContacts(tx, ids);
  const byId = new Map(loaded.map(({ record }) => [record.id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record === undefined ? [] : [asRest(record)];
  });
}

function asRest(record: ContactRecord): RestContact {
  const { id, name, company, phone, whatsappUserId, language, country, timeZone } = record;
  const { externalId, optIn, createdAt } = record;
  return {
    id,
    name,
    company,
    phone,
    whatsappUserId,
    language,
    country,
    timeZone,
    externalId,
    optIn,
    createdAt: iso(createdAt),
  };
}
