import { randomBytes, randomUUID } from 'node:crypto';
import { openLog } from '../../../relay/log.ts';
import { openMetrics } from '../../../relay/metrics.ts';
import type { Parts } from '../../../relay/parts.ts';
import type { Provider } from '../../../relay/providers/provider.ts';
import { openVault, type Vault } from '../../../relay/services/accounts/vault.ts';
import { mediaLinks } from '../../../relay/services/media/links.ts';
import { sealCredentials } from '../../../relay/services/accounts/accounts.ts';
import type { SendingCommand } from '../../../relay/services/sending/commands.ts';
import {
  createSending,
  type Sending,
  type SendingOptions,
} from '../../../relay/services/sending/index.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import {
  type ContactId,
  contactId,
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
  type PersonId,
  personId,
  type SenderId,
  senderId,
  type TemplateId,
  templateId,
  type TenantId,
} from '../../../shared/contract/ids.ts';
import { newTenant, type TestStore } from '../relay-database/test-database.ts';

export const HOUR = 3_600_000;
/** Where every test begins: a whole second, as the provider's dates are. */
export const START = Date.UTC(2026, 10, 22, 12);

/** A clock that stands still until it is moved. */
export interface TestClock {
  readonly now: () => number;
  readonly advance: (ms: number) => void;
}

export function testClock(): TestClock {
  let time = START;
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

/** A tenant with an account, a WhatsApp sender, a template and a person, ready to send. */
export interface SendingWorld {
  readonly parts: Parts;
  readonly clock: TestClock;
  readonly tenantId: TenantId;
  readonly accountId: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly personId: PersonId;
  readonly senderId: SenderId;
  readonly senderAddress: string;
  readonly templateId: TemplateId;
}

export interface WorldOptions {
  readonly clock?: TestClock;
  readonly publicUrl?: string;
  /** Another world's, where one relay is to send for both. */
  readonly vault?: Vault;
  readonly template?: { readonly contentSid: string; readonly body: string };
}

const TEMPLATE = { contentSid: `HX${'1'.repeat(32)}`, body: 'Hello {{1}}' };

/** A new world on this store, sending through this provider. */
export async function sendingWorld(
  { store }: Pick<TestStore, 'store'>,
  provider: (clock: TestClock) => Provider,
  {
    clock = testClock(),
    publicUrl = 'https://relay.test',
    template = TEMPLATE,
    vault = openVault(randomBytes(32)),
  }: WorldOptions = {},
): Promise<SendingWorld> {
  const tenantId = await newTenant(store);
  const accountId = randomUUID();
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const [person, sender, templateKey] = [
    personId.parse(randomUUID()),
    senderId.parse(randomUUID()),
    templateId.parse(randomUUID()),
  ];
  const senderAddress = '+15550001000';
  await store.inTenant(tenantId, async ({ sql, changed }) => {
    const tenant_id = tenantId;
    await sql
      .insertInto('people')
      .values({
        tenant_id,
        id: person,
        user_id: randomUUID(),
        name: 'Rita Gómez',
        email: 'rita@northwind.test',
        role: 'agent',
      })
      .execute();
    await sql
      .insertInto('provider_accounts')
      .values({
        tenant_id,
        id: accountId,
        provider: 'twilio',
        account_sid: accountSid,
        credentials: sealCredentials(vault, accountId, authToken),
        created_at: 0,
      })
      .execute();
    await sql
      .insertInto('senders')
      .values({
        tenant_id,
        id: sender,
        provider_account_id: accountId,
        channel: 'whatsapp',
        address: senderAddress,
        display_name: 'Northwind',
        status: 'online',
      })
      .execute();
    await sql
      .insertInto('templates')
      .values({
        tenant_id,
        id: templateKey,
        provider_account_id: accountId,
        provider_content_sid: template.contentSid,
        name: 'order_ready',
        language: 'en',
        category: 'utility',
        status: 'approved',
        content: JSON.stringify({
          header: null,
          body: template.body,
          footer: null,
          buttons: [],
          variables: [{ key: '1', sample: 'Anna' }],
        }),
      })
      .execute();
    changed('sender', sender);
  });
  return {
    parts: {
      store,
      clock,
      provider: provider(clock),
      vault,
      log: openLog('silent'),
      links: mediaLinks(randomBytes(32), publicUrl),
      metrics: openMetrics(),
      publicUrl,
    },
    clock,
    tenantId,
    accountId,
    accountSid,
    authToken,
    personId: person,
    senderId: sender,
    senderAddress,
    templateId: templateKey,
  };
}

/** A customer with a conversation; by default one who has just written and is opted in. */
export async function addConversation(
  { parts, tenantId, senderId: sender, clock }: SendingWorld,
  {
    address = `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`,
    lastInboundAt = clock.now(),
    optIn = 'opted_in',
  }: {
    address?: string;
    lastInboundAt?: number | null;
    optIn?: 'opted_in' | 'opted_out' | 'unknown';
  } = {},
): Promise<{ conversationId: ConversationId; contactId: ContactId; address: string }> {
  const [conversation, contact] = [
    conversationId.parse(randomUUID()),
    contactId.parse(randomUUID()),
  ];
  await parts.store.inTenant(tenantId, async ({ sql }) => {
    await sql
      .insertInto('contacts')
      .values({
        tenant_id: tenantId,
        id: contact,
        name: 'Ferretería Sol',
        phone: address,
        opt_in_whatsapp: optIn,
        opt_in_sms: optIn,
        created_at: 0,
      })
      .execute();
    await sql
      .insertInto('conversations')
      .values({
        tenant_id: tenantId,
        id: conversation,
        contact_id: contact,
        sender_id: sender,
        channel: 'whatsapp',
        address,
        last_inbound_at: lastInboundAt,
        unread_count: 1,
        last_message_at: lastInboundAt ?? 0,
        created_at: 0,
      })
      .execute();
  });
  return { conversationId: conversation, contactId: contact, address };
}

/** One relay's sending, and a person's commands to it. */
export interface TestRelay extends Sending {
  /** Runs a command as the registry does: one transaction, then what waits for its commit. */
  readonly give: <N extends SendingCommand>(name: N, input: CommandInput<N>) => Promise<void>;
  /** Writes a text and gives its id. */
  readonly write: (conversation: ConversationId, body: string) => Promise<MessageId>;
}

/** A relay on the world's database, started. */
export function startRelay(
  { parts, personId: person, tenantId }: SendingWorld,
  options: SendingOptions & { readonly parts?: Partial<Parts> } = {},
): TestRelay {
  const all = { ...parts, ...options.parts };
  const sending = createSending(all, options);
  void sending.start();
  const give: TestRelay['give'] = async (name, input) => {
    let after: (() => void)[] = [];
    await all.store.inTenant(tenantId, (tx) => {
      after = [];
      return sending.commands[name](
        {
          tx,
          person: { id: person, role: 'agent', name: 'Ana' },
          audit: () => Promise.resolve(),
          now: all.clock.now(),
          afterCommit: (work) => after.push(work),
        },
        input,
      );
    });
    for (const work of after) work();
  };
  return {
    ...sending,
    give,
    write: async (conversation, body) => {
      const id = messageId.parse(randomUUID());
      await give('message.sendText', {
        messageId: id,
        conversationId: conversation,
        body,
        repliesToId: null,
        validUntil: null,
      });
      return id;
    },
  };
}

/** What is stored of a message and its send. */
export function stored({ parts, tenantId }: SendingWorld, id: MessageId) {
  return parts.store.inTenant(tenantId, (tx) =>
    tx.sql
      .selectFrom('messages as m')
      .innerJoin('sends as s', (join) =>
        join.onRef('s.tenant_id', '=', 'm.tenant_id').onRef('s.message_id', '=', 'm.id'),
      )
      .select([
        'm.status',
        'm.problem',
        'm.provider_sid',
        'm.at',
        'm.valid_until',
        'm.sent_at',
        'm.delivered_at',
        'm.read_at',
        'm.body',
        's.state',
        's.attempts',
        's.token',
        's.due_at',
      ])
      .where('m.tenant_id', '=', tenantId)
      .where('m.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
}
