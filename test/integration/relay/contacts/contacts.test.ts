import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { loadContacts } from '../../../../relay/db/records/contacts.ts';
import type { Store, TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { createContact } from '../../../../relay/services/contacts/create-contact.ts';
import { editContact } from '../../../../relay/services/contacts/edit-contact.ts';
import { mergeContacts } from '../../../../relay/services/contacts/merge-contacts.ts';
import { recordConsent } from '../../../../relay/services/contacts/record-consent.ts';
import { splitContact } from '../../../../relay/services/contacts/split-contact.ts';
import { lockConversation } from '../../../../relay/services/sending/send-store.ts';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import {
  type ContactId,
  contactId,
  conversationId,
  type SenderId,
  type TenantId,
} from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { addInbound, addSender } from '../../../support/relay/thread.ts';

const NOW = 5000;

function add(tx: TenantTransaction, name: string, phone: string | null): Promise<ContactId> {
  const id = contactId.parse(v7());
  const identities = phone === null ? [] : [{ channel: 'whatsapp' as const, address: phone }];
  return createContact(tx, { contactId: id, name, identities, tagIds: [] }, 'person', NOW).then(
    () => id,
  );
}

async function talk(tx: TenantTransaction, sender: SenderId, contact: ContactId, address: string) {
  const id = conversationId.parse(v7());
  await tx.sql
    .insertInto('conversations')
    .values({
      tenant_id: tx.tenantId,
      id,
      contact_id: contact,
      sender_id: sender,
      channel: 'whatsapp',
      address,
      last_message_at: 1,
      created_at: 1,
    })
    .execute();
  return { id, message: await addInbound(tx, id, 2000) };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof RefusedError ? thrown.refusal.code : String(thrown);
}

async function consentOf(store: Store, tenant: TenantId, id: ContactId) {
  const [found] = await store.inTenant(tenant, (tx) => loadContacts(tx, [id]));
  return found?.record.optIn;
}

describe('contacts', () => {
  it('keep numbers as E.164, and no number is two contacts’', async () => {
    const { store } = await testStore();
    const tenant = await newTenant(store);
    const id = await store.inTenant(tenant, async (tx) => {
      await addSender(tx);
      return add(tx, 'Ana', '+49 (171) 234-5678');
    });
    const [ana] = await store.inTenant(tenant, (tx) => loadContacts(tx, [id]));
    expect(ana?.record).toMatchObject({ phone: '+491712345678', country: 'DE', source: 'person' });
    const again = store.inTenant(tenant, (tx) => add(tx, 'Ana again', '0049 171 2345678'));
    expect(await codeOf(again)).toBe('identity_taken');
    expect(await codeOf(store.inTenant(tenant, (tx) => add(tx, 'Bo', '12')))).toBe(
      'phone_not_valid',
    );
  });

  it('become one: conversations, messages and names of old go over, and the stricter word holds', async () => {
    const { store } = await testStore();
    const tenant = await newTenant(store);
    const made = await store.inTenant(tenant, async (tx) => {
      const sender = await addSender(tx);
      const [kept, gone] = [
        await add(tx, 'Ana', '+491712345678'),
        await add(tx, 'Ana R', '+491712345679'),
      ];
      const one = await talk(tx, sender, kept, '+491712345678');
      const other = await talk(tx, sender, gone, '+491712345679');
      const said = { channel: 'whatsapp', source: 'form', evidence: 'ticked' } as const;
      await recordConsent(tx, { ...said, contactId: kept, state: 'opted_in' }, null, NOW);
      await recordConsent(tx, { ...said, contactId: gone, state: 'opted_out' }, null, NOW);
      return { sender, kept, gone, one, other };
    });
    const note = await store.inTenant(tenant, (tx) =>
      mergeContacts(tx, { kept: made.kept, removed: made.gone }, NOW),
    );
    expect(note?.before).toMatchObject({ removed: { id: made.gone, name: 'Ana R' } });
    expect(await consentOf(store, tenant, made.kept)).toEqual({
      whatsapp: 'opted_out',
      sms: 'unknown',
    });
    await store.inTenant(tenant, async (tx) => {
      const byOldName = await lockConversation(tx, made.other.id);
      expect(byOldName?.id).toBe(made.one.id);
      const messages = await tx.sql.selectFrom('messages').select('conversation_id').execute();
      expect(messages.map((one) => one.conversation_id)).toEqual([made.one.id, made.one.id]);
      const edit = { set: { company: 'Sol' }, addIdentities: [], removeIdentities: [] };
      const { after } = await editContact(tx, { contactId: made.gone, ...edit }, NOW);
      expect(after).toMatchObject({ id: made.kept, company: 'Sol' });
    });
    const opting = { channel: 'whatsapp', state: 'opted_in', source: 's', evidence: 'e' } as const;
    const late = store.inTenant(tenant, (tx) =>
      recordConsent(tx, { ...opting, contactId: made.gone }, null, NOW),
    );
    expect(await codeOf(late)).toBe('opted_out');
  });

  it('in whatever order they are merged and split, lose no number and loosen no word', async () => {
    const { store } = await testStore();
    const [tenant, other] = [await newTenant(store), await newTenant(store, 'Southwind')];
    const states = ['opted_in', 'opted_out', 'unknown'] as const;
    const step = fc.record({
      what: fc.constantFrom('merge', 'split'),
      a: fc.nat(9),
      b: fc.nat(9),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...states), { minLength: 3, maxLength: 5 }),
        fc.array(step, { maxLength: 8 }),
        async (consents, steps) => {
          run += 1;
          const numbers = consents.map(
            (_, place) => `+49171${String(run * 10 + place).padStart(7, '0')}`,
          );
          const theirs = await store.inTenant(other, (tx) => add(tx, 'Theirs', numbers[0] ?? ''));
          const ids = await store.inTenant(tenant, async (tx) => {
            const made: ContactId[] = [];
            for (const [place, state] of consents.entries()) {
              const id = await add(tx, `C${place}`, numbers[place] ?? '');
              await tx.sql
                .updateTable('contacts')
                .set({ opt_in_whatsapp: state })
                .where('tenant_id', '=', tenant)
                .where('id', '=', id)
                .execute();
              made.push(id);
            }
            return made;
          });
          for (const { what, a, b } of steps) {
            await store
              .inTenant(tenant, async (tx) => {
                const [one, two] = [ids[a % ids.length], ids[b % ids.length]];
                if (one === undefined || two === undefined) return;
                if (what === 'merge') {
                  await mergeContacts(tx, { kept: one, removed: two }, NOW);
                  // Another tenant's contact is none that can be merged.
                  return;
                }
                const newContactId = contactId.parse(v7());
                const address = numbers[b % numbers.length] ?? '';
                const identity = { channel: 'whatsapp' as const, address };
                await splitContact(tx, { contactId: one, identity, newContactId, name: 'N' }, NOW);
                ids.push(newContactId);
              })
              .catch((error: unknown) => {
                if (!(error instanceof RefusedError)) throw error;
              });
            const foreign = store.inTenant(tenant, (tx) =>
              mergeContacts(tx, { kept: ids[0] ?? theirs, removed: theirs }, NOW),
            );
            expect(await codeOf(foreign)).toBe('contact_not_found');
          }
          const found = await store.inTenant(tenant, (tx) =>
            tx.sql
              .selectFrom('contact_addresses as a')
              .innerJoin('contacts as c', (join) =>
                join.onRef('c.tenant_id', '=', 'a.tenant_id').onRef('c.id', '=', 'a.contact_id'),
              )
              .select(['a.address', 'c.opt_in_whatsapp as state'])
              .where('a.tenant_id', '=', tenant)
              .where('a.address', 'in', numbers)
              .execute(),
          );
          expect(found.map(({ address }) => address).toSorted()).toEqual(numbers);
          const strictness = { opted_in: 0, unknown: 1, opted_out: 2 };
          const loosened = found.filter(({ address, state }) => {
            const before = consents[numbers.indexOf(address)] ?? 'opted_out';
            return strictness[state] < strictness[before];
          });
          expect(loosened).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});
