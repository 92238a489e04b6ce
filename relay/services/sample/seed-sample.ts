import { v7 } from 'uuid';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { ordersOf, stockOf } from '../../../assets/sample/orders.ts';
import { SAMPLE_PROVIDER_ACCOUNT_ID } from '../../../assets/sample/provider-account-id.ts';
import type { SampleWorld } from '../../../assets/sample/world.ts';
import { type PersonId, type TagId, tenantId } from '../../../shared/contract/ids.ts';
import type { Auth } from '../../auth/auth.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { updateSummary } from '../conversations/summary.ts';
import { preparePerson } from '../people/add-person.ts';
import { addTenant } from '../seed/new-tenant.ts';
import { sampleAddresses, sampleContact, sampleConversation } from './sample-conversation.ts';
import { addSampleTeam } from './sample-team.ts';
import { sampleMessages } from './sample-message.ts';
import { type OwnedOrder, addSampleOrders } from './sample-orders.ts';

/** Rows of one INSERT: far below the 65,535 parameters that PostgreSQL takes. */
const AT_A_TIME = 1000;

/**
 * Adds the sample tenant "Northwind Supply" with everything that has been said in it, in one
 * transaction. Its templates come from the provider, as every tenant's.
 *
 * @param providerUrl where the simulator serves the media
 */
export async function seedSample(
  parts: Pick<Parts, 'store' | 'vault' | 'clock'>,
  auth: Pick<Auth, 'ensureUser'>,
  providerUrl: string,
): Promise<void> {
  const now = parts.clock.now();
  const world = northwindSupply({ now });
  const { name, timeZone, accountSid, authToken } = world.tenant;
  const newcomers = await Promise.all(
    world.people.map(async ({ displayName, email, role, password }) => ({
      email,
      add: await preparePerson(auth, { name: displayName, email, role, password }),
    })),
  );
  await parts.store.inTenant(tenantId.parse(v7()), async (tx) => {
    const { senderIds } = await addTenant(
      tx,
      { ...parts, clock: { now: () => now } },
      {
        name,
        timeZone,
        account: { id: SAMPLE_PROVIDER_ACCOUNT_ID, sid: accountSid, authToken },
        senders: world.senders,
      },
    );
    const people = new Map<string, PersonId>();
    for (const { email, add } of newcomers) people.set(email, await add(tx));
    const senders = new Map(
      world.senders.map(({ channel, address }, index) => [
        `${channel} ${address}`,
        senderIds[index],
      ]),
    );
    const accountUrl = `${providerUrl}/2010-04-01/Accounts/${accountSid}`;
    const tagsOf = await addSampleTeam(tx);
    const rows = rowsOf(world, { tx, now, people, senders, accountUrl, tagsOf });
    await addThreads(tx, rows);
    await addSampleOrders(tx, rows.orders, stockOf(now), now);
  });
}

interface Around {
  readonly tx: TenantTransaction;
  /** ms */
  readonly now: number;
  readonly people: ReadonlyMap<string, PersonId>;
  readonly senders: ReadonlyMap<
    string,
    Parameters<typeof sampleConversation>[1]['sender'] | undefined
  >;
  readonly accountUrl: string;
  readonly tagsOf: (thread: SampleWorld['conversations'][number]) => TagId[];
}

type Rows = ReturnType<typeof rowsOf>;

function rowsOf(world: SampleWorld, { tx, now, people, senders, accountUrl, tagsOf }: Around) {
  const { tenantId: tenant } = tx;
  const customers = new Map(world.customers.map((customer) => [customer.key, customer]));
  const contacts = new Map<string, ReturnType<typeof sampleContact>>();
  const addresses: {
    tenant_id: typeof tenant;
    channel: 'whatsapp' | 'sms';
    address: string;
    contact_id: ReturnType<typeof sampleContact>['id'];
  }[] = [];
  const conversations: (ReturnType<typeof sampleConversation> & { tag_ids: TagId[] })[] = [];
  const messages: ReturnType<typeof sampleMessages>[number][] = [];
  const orders: OwnedOrder[] = [];
  for (const thread of world.conversations) {
    const customer = customers.get(thread.customerKey);
    const sender = senders.get(`${thread.channel} ${thread.senderAddress}`);
    if (customer === undefined || sender === undefined) {
      throw new Error(`the sample's conversation with ${thread.customerKey} hangs in the air`);
    }
    const contact =
      contacts.get(customer.key) ?? sampleContact(customer, tenant, thread.messages[0]?.at ?? 0);
    contacts.set(customer.key, contact);
    for (const order of ordersOf(customer, thread, now)) {
      orders.push({ contactId: contact.id, order });
    }
    const reachable = sampleAddresses(customer, thread.channel);
    for (const address of reachable) {
      addresses.push({
        tenant_id: tenant,
        channel: thread.channel,
        address,
        contact_id: contact.id,
      });
    }
    const conversation = sampleConversation(thread, {
      tenantId: tenant,
      contact: contact.id,
      address: reachable[0] ?? '',
      sender,
      assignee: (thread.assigneeEmail !== null && people.get(thread.assigneeEmail)) || null,
    });
    conversations.push({ ...conversation, tag_ids: tagsOf(thread) });
    messages.push(
      ...sampleMessages(thread, {
        tenantId: tenant,
        conversationId: conversation.id,
        people,
        accountUrl,
      }),
    );
  }
  return { contacts: [...contacts.values()], addresses, conversations, messages, orders };
}

async function addThreads(
  tx: TenantTransaction,
  { contacts, addresses, conversations, messages }: Rows,
): Promise<void> {
  const { sql, changed } = tx;
  await inSlices(contacts, (rows) => sql.insertInto('contacts').values(rows).execute());
  await inSlices(addresses, (rows) =>
    sql
      .insertInto('contact_addresses')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  await inSlices(conversations, (rows) => sql.insertInto('conversations').values(rows).execute());
  const rowsOfMessages = messages.map(({ row }) => row);
  await inSlices(rowsOfMessages, (rows) => sql.insertInto('messages').values(rows).execute());
  const media = messages.flatMap((message) => message.media);
  await inSlices(media, (rows) => sql.insertInto('media').values(rows).execute());
  for (const { id } of contacts) changed('contact', id);
  for (const { id } of rowsOfMessages) changed('message', id);
  for (const { id } of conversations) await updateSummary(tx, id);
}

async function inSlices<T>(
  rows: readonly T[],
  insert: (rows: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_A_TIME) {
    await insert(rows.slice(from, from + AT_A_TIME));
  }
}
