import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql as raw } from 'kysely';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Store, TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { writeAudit } from '../../../../relay/services/audit/write-audit.ts';
import { COMMANDS, type CommandName, isCommandName } from '../../../../shared/contract/commands.ts';
import {
  type ApiKeyId,
  apiKeyId,
  contactFieldId,
  contactId,
  contactImportId,
  personId,
  type InvitationId,
  invitationId,
  type MediaId,
  mediaId,
  type SenderId,
  type TagId,
  tagId,
  type TemplateId,
  templateId,
  type TenantId,
} from '../../../../shared/contract/ids.ts';
import { isReadName, type ReadName, READS } from '../../../../shared/contract/reads.ts';
import { RELAY_CALLS, type RelayCall } from '../../../../shared/contract/relay.ts';
import { mediaPath } from '../../../../shared/contract/sign-in.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { addOtherTenant } from '../../../support/relay/people.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { rowsOf, tenantTables } from '../../../support/relay/tenant-rows.ts';
import { addColleague, addConversation, addInbound } from '../../../support/relay/thread.ts';

const SECRET = 'the secret of Southwind';

interface Ids {
  readonly conversation: string;
  readonly message: string;
  readonly media: MediaId;
  readonly template: TemplateId;
  readonly person: string;
  readonly queued: string;
  readonly tag: TagId;
  readonly invitation: InvitationId;
  readonly session: string;
  readonly apiKey: ApiKeyId;
  readonly contact: string;
  readonly otherContact: string;
  readonly sender: string;
  readonly field: string;
  readonly contactImport: string;
}

/** A conversation with everything that one can name. */
async function fill(tx: TenantTransaction, sender: SenderId, text: string): Promise<Ids> {
  const { sql, tenantId } = tx;
  const conversation = await addConversation(tx, sender);
  const message = await addInbound(tx, conversation, 2000, text);
  const [media, template] = [mediaId.parse(v7()), templateId.parse(v7())];
  const { provider_account_id: account } = await sql
    .selectFrom('senders')
    .select('provider_account_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sender)
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('media')
    .values({
      tenant_id: tenantId,
      id: media,
      message_id: message,
      position: 0,
      content_type: 'image/png',
      file_name: `${text}.png`,
      size: 1,
      width: 1,
      height: 1,
      provider_url: 'http://127.0.0.1:9/media',
    })
    .execute();
  await sql
    .insertInto('templates')
    .values({
      tenant_id: tenantId,
      id: template,
      provider_account_id: account,
      provider_content_sid: `HX${randomUUID().replaceAll('-', '')}`,
      name: text,
      language: 'en',
      category: 'utility',
      status: 'approved',
      rejection_reason: null,
      content: JSON.stringify({
        header: null,
        body: text,
        footer: null,
        buttons: [],
        variables: [],
      }),
    })
    .execute();
  tx.changed('template', template);
  const tag = tagId.parse(randomUUID());
  await sql
    .insertInto('tags')
    .values({ tenant_id: tenantId, id: tag, name: text, colour: 'grey', archived: false })
    .execute();
  tx.changed('tag', tag);
  await writeAudit(tx, {
    at: 3000,
    actor: { kind: 'system', id: null, name: text },
    from: null,
    action: 'tag.save',
    subject: { kind: 'tag', id: tag, label: text },
    before: null,
    after: { name: text },
  });
  const person = await addColleague(tx);
  const invitation = invitationId.parse(randomUUID());
  await sql
    .insertInto('invitations')
    .values({
      tenant_id: tenantId,
      id: invitation,
      kind: 'invite',
      person_id: null,
      email: `${randomUUID()}@northwind.example`,
      name: text,
      role: 'agent',
      token_hash: Buffer.from(randomUUID()),
      invited_by: text,
      created_at: Date.now(),
      expires_at: Date.now() + 3_600_000,
      accepted_at: null,
      revoked_at: null,
      mail: 'none',
    })
    .execute();
  await sql.insertInto('tenant_rules').values({ tenant_id: tenantId }).execute();
  const apiKey = apiKeyId.parse(randomUUID());
  await sql
    .insertInto('api_keys')
    .values({
      tenant_id: tenantId,
      id: apiKey,
      name: text,
      scopes: ['messages:read'],
      requests_per_minute: 60,
      hint: 'csm_live_0000',
      secret_hash: Buffer.from(randomUUID()),
      created_by: personId.parse(person),
      created_at: Date.now(),
    })
    .execute();
  const queued = await addInbound(tx, conversation, 3000, text);
  tx.removed('contact', v7());
  return {
    conversation,
    message,
    media,
    template,
    person,
    queued,
    tag,
    invitation,
    session: `session-${randomUUID()}`,
    apiKey,
    ...(await fillContacts(tx, sender, text)),
  };
}

/** Two contacts, a field and a file of contacts that waits. */
async function fillContacts(tx: TenantTransaction, sender: SenderId, text: string) {
  const { sql, tenantId } = tx;
  const [contact, otherContact] = [contactId.parse(v7()), contactId.parse(v7())];
  const [field, contactImport] = [contactFieldId.parse(v7()), contactImportId.parse(v7())];
  for (const id of [contact, otherContact]) {
    await sql
      .insertInto('contacts')
      .values({ tenant_id: tenantId, id, name: text, company: text, created_at: 1 })
      .execute();
    await sql
      .insertInto('contact_addresses')
      .values({ tenant_id: tenantId, channel: 'whatsapp', address: `US.${id}`, contact_id: id })
      .execute();
    tx.changed('contact', id);
  }
  await sql
    .insertInto('contact_fields')
    .values({
      tenant_id: tenantId,
      id: field,
      name: text,
      kind: 'text',
      options: '[]',
      archived: false,
    })
    .execute();
  tx.changed('contactField', field);
  const { id: person } = await sql
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('contact_imports')
    .values({
      tenant_id: tenantId,
      id: contactImport,
      person_id: person,
      file_name: text,
      header: '["Name"]',
      state: 'staged',
      row_count: 1,
      created_at: 1,
    })
    .execute();
  await sql
    .insertInto('contact_import_rows')
    .values({
      tenant_id: tenantId,
      import_id: contactImport,
      number: 1,
      cells: JSON.stringify([text]),
    })
    .execute();
  await sql
    .insertInto('consent_entries')
    .values({
      tenant_id: tenantId,
      id: v7(),
      contact_id: contact,
      channel: 'sms',
      state: 'opted_in',
      source: text,
      evidence: text,
      at: 1,
    })
    .execute();
  return { contact, otherContact, sender, field, contactImport };
}

const importOptions = {
  updateBy: 'externalId',
  defaultCountry: null,
  channels: ['whatsapp'],
  addTagIds: [],
  consent: null,
} as const;

/** Each command with these ids; a command that is new must be given here. */
const INPUTS: Readonly<Record<CommandName, (ids: Ids, fresh: string) => object>> = {
  'message.sendText': ({ conversation, message }, fresh) => ({
    messageId: fresh,
    conversationId: conversation,
    body: 'Hello',
    repliesToId: message,
    validUntil: null,
  }),
  'message.sendTemplate': ({ conversation, template }, fresh) => ({
    messageId: fresh,
    conversationId: conversation,
    templateId: template,
    variables: {},
  }),
  'message.sendMedia': ({ conversation, media, message }, fresh) => ({
    messageId: fresh,
    conversationId: conversation,
    mediaId: media,
    caption: null,
    repliesToId: message,
    validUntil: null,
  }),
  'message.cancel': ({ queued }) => ({ messageId: queued }),
  'message.decide': ({ queued }) => ({ messageId: queued, wentOut: true }),
  'conversation.markRead': ({ conversation, message }) => ({
    conversationId: conversation,
    upTo: message,
  }),
  'conversation.assign': ({ conversation, person }) => ({
    conversationId: conversation,
    assigneeId: person,
  }),
  'conversation.resolve': ({ conversation }) => ({ conversationId: conversation }),
  'conversation.reopen': ({ conversation }) => ({ conversationId: conversation }),
  'tag.save': (_ids, fresh) => ({ tagId: fresh, name: fresh, colour: 'grey', archived: true }),
  'person.invite': ({ invitation }, fresh) => ({
    invitationId: invitation,
    email: `${fresh}@northwind.example`,
    name: 'Grace',
    role: 'agent',
  }),
  'invitation.revoke': ({ invitation }) => ({ invitationId: invitation }),
  'person.changeRole': ({ person }) => ({ personId: person, role: 'supervisor' }),
  'person.deactivate': ({ person }) => ({ personId: person }),
  'person.activate': ({ person }) => ({ personId: person }),
  'person.resetLink': ({ person }, fresh) => ({ invitationId: fresh, personId: person }),
  'person.resetSecondStep': ({ person }) => ({ personId: person }),
  'person.signOutEverywhere': ({ person }) => ({ personId: person, wipe: true }),
  'session.revoke': ({ session }) => ({ sessionId: session, wipe: true }),
  'tenant.requireSecondStep': () => ({ required: false }),
  'apiKey.create': (_ids, fresh) => ({
    keyId: fresh,
    name: fresh,
    scopes: ['messages:send'],
    expiresAt: null,
    requestsPerMinute: 60,
  }),
  'apiKey.rotate': ({ apiKey }) => ({ keyId: apiKey, graceMinutes: 1 }),
  'apiKey.revoke': ({ apiKey }) => ({ keyId: apiKey }),
  'contact.create': ({ tag, field, person }, fresh) => ({
    contactId: fresh,
    name: fresh,
    identities: [],
    tagIds: [tag],
    ownerId: person,
    fields: { [field]: 'x' },
  }),
  'contact.edit': ({ contact, field }) => ({
    contactId: contact,
    set: { company: 'theirs', fields: { [field]: 'x' } },
    addIdentities: [],
    removeIdentities: [],
  }),
  'contact.merge': ({ contact, otherContact }) => ({ keptId: contact, removedId: otherContact }),
  'contact.split': ({ contact }, fresh) => ({
    contactId: contact,
    identity: { channel: 'whatsapp', address: `US.${contact}` },
    newContactId: fresh,
    name: fresh,
  }),
  'contact.tag': ({ contact, tag }) => ({ contactIds: [contact], add: [tag], remove: [] }),
  'contact.recordConsent': ({ contact }) => ({
    contactId: contact,
    channel: 'whatsapp',
    state: 'opted_out',
    source: 'phone',
    evidence: 'said so',
  }),
  'conversation.start': ({ contact, sender }, fresh) => ({
    conversationId: fresh,
    senderId: sender,
    contactId: contact,
    newContact: null,
  }),
  'contactField.save': (_ids, fresh) => ({
    fieldId: fresh,
    name: fresh,
    kind: 'text',
    options: [],
    archived: false,
  }),
  'contactImport.start': ({ contactImport }) => ({
    importId: contactImport,
    mapping: ['name'],
    options: importOptions,
  }),
  'contactImport.cancel': ({ contactImport }) => ({ importId: contactImport }),
};

/** Each read with these ids; a read that is new must be given here. */
const ASKED: Readonly<Record<ReadName, (ids: Ids) => object>> = {
  'audit.list': () => ({ text: '', from: null, to: null, before: null, limit: 500 }),
  'audit.export': () => ({ format: 'csv', from: null, to: null, before: null, limit: 2000 }),
  'invitations.list': () => ({}),
  'sessions.list': () => ({ everybody: true }),
  'people.access': () => ({}),
  'secondStep.state': () => ({}),
  'apiKeys.list': () => ({}),
  'contacts.duplicates': () => ({ limit: 100 }),
  'contact.consents': ({ contact }) => ({ contactId: contact }),
  'contactImport.preview': ({ contactImport }) => ({
    importId: contactImport,
    mapping: ['name'],
    options: importOptions,
  }),
  'contactImports.list': () => ({}),
};

/** Each call of the protocol with these ids. */
const CALLS: Readonly<
  Record<Exclude<RelayCall, 'command' | 'ask'>, (ids: Ids, epoch: string, number: number) => object>
> = {
  pull: (_ids, epoch, number) => ({ cursor: { epoch, number }, limit: 1 + number }),
  snapshot: ({ conversation }, _epoch, number) => ({
    before: number % 2 === 0 ? null : { lastMessageAt: 9000, id: conversation },
    limit: 1 + (number % 5),
    messagesEach: 50,
  }),
  contacts: ({ contact }, _epoch, number) => ({
    after: number % 2 === 0 ? null : contact,
    limit: 1 + (number % 5),
  }),
  history: ({ conversation, message }, _epoch, number) => ({
    conversationId: number % 2 === 0 ? null : conversation,
    before: number % 3 === 0 ? null : { at: 9000, id: message },
    limit: 1 + (number % 5),
  }),
  presence: ({ conversation }) => ({ places: [{ conversationId: conversation, typing: true }] }),
  time: () => ({}),
};

function isCall(name: string): name is keyof typeof CALLS {
  return Object.hasOwn(CALLS, name);
}

/** Two tenants, with everything that one can name; the first one's owner is connected. */
async function twoTenants() {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const desktop = await connectDesktop(relay.url, token);
  const mine = desktop.welcome.tenant.id;
  const theirs = await addOtherTenant(relay);
  const { store } = relay.parts;
  const own = await store.inTenant(mine, async (tx) => {
    const sender = await tx.sql
      .selectFrom('senders')
      .select('id')
      .where('tenant_id', '=', mine)
      .executeTakeFirstOrThrow();
    return fill(tx, sender.id, 'of Northwind');
  });
  const filled = await store.inTenant(theirs.tenantId, (tx) => fill(tx, theirs.sender, SECRET));
  const stranger = await connectDesktop(relay.url, theirs.owner.token);
  const [signedIn] = await asAdmin(
    relay.databaseUrl,
    `SELECT s.id FROM casement_auth.session s JOIN casement.people p ON p.user_id = s."userId"
     WHERE p.tenant_id = $1`,
    [theirs.tenantId],
  );
  const other = { ...filled, session: String(signedIn?.['id']) };
  return { relay, token, desktop, mine, theirs: theirs.tenantId, own, other, stranger };
}

/** Tries every command, call and route of the first tenant with ids of the second. */
async function nothingGetsThrough(world: Awaited<ReturnType<typeof twoTenants>>): Promise<void> {
  const { relay, token, desktop, theirs, own, other, stranger } = world;
  const { epoch } = desktop.welcome.head;
  const before = await rowsOf(relay.databaseUrl, theirs);
  const heard: unknown[] = [];
  stranger.socket.onAny((name: string, news: unknown) => void heard.push([name, news]));
  const someIds = fc.record<Ids>({
    conversation: fc.constantFrom(other.conversation, own.conversation),
    message: fc.constantFrom(other.message, own.message),
    media: fc.constantFrom(other.media, own.media),
    template: fc.constantFrom(other.template, own.template),
    person: fc.constantFrom(other.person, own.person),
    queued: fc.constantFrom(other.queued, other.message),
    tag: fc.constantFrom(other.tag, own.tag),
    invitation: fc.constantFrom(other.invitation, own.invitation),
    session: fc.constantFrom(other.session, own.session),
    apiKey: fc.constantFrom(other.apiKey, own.apiKey),
    contact: fc.constantFrom(other.contact, own.contact),
    otherContact: fc.constantFrom(other.otherContact, own.otherContact),
    sender: fc.constantFrom(other.sender, own.sender),
    field: fc.constantFrom(other.field, own.field),
    contactImport: fc.constantFrom(other.contactImport, own.contactImport),
  });
  const what = fc.oneof(
    fc.constantFrom(...Object.keys(INPUTS)),
    fc.constantFrom(...Object.keys(CALLS)),
    fc.constantFrom(...Object.keys(ASKED)),
    fc.constant('GET'),
  );
  const ask = async (name: string, ids: Ids, number: number): Promise<string> => {
    if (isCommandName(name)) {
      const input = INPUTS[name](ids, v7());
      return JSON.stringify(
        await desktop.socket.emitWithAck('command', { id: randomUUID(), name, input }),
      );
    }
    if (isReadName(name)) {
      const input = ASKED[name](ids);
      return JSON.stringify(await desktop.socket.emitWithAck('ask', { name, input }));
    }
    if (isCall(name)) {
      const input = CALLS[name](ids, epoch, number);
      return JSON.stringify(await desktop.socket.emitWithAck(name, input));
    }
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${relay.url}${mediaPath(other.media)}`, { headers });
    return `${answer.status} ${await answer.text()}`;
  };
  await fc.assert(
    fc.asyncProperty(what, someIds, fc.nat(60), async (name, ids, number) => {
      const said = await ask(name, ids, number);
      expect(said).not.toContain(SECRET);
      for (const id of Object.values(other)) expect(said).not.toContain(id);
    }),
    { numRuns: 150 },
  );
  expect(await rowsOf(relay.databaseUrl, theirs)).toEqual(before);
  expect(JSON.stringify(heard)).toBe('[]');
  expect(await stranger.call('time', {})).toMatchObject({ ok: true });
}

test('every command, call and route is tried', () => {
  expect(Object.keys(INPUTS)).toEqual(Object.keys(COMMANDS));
  expect(Object.keys(ASKED)).toEqual(Object.keys(READS));
  expect(new Set([...Object.keys(CALLS), 'command', 'ask'])).toEqual(
    new Set(Object.keys(RELAY_CALLS)),
  );
});

test('with another tenant’s ids nothing of it is seen or changed', async () => {
  await expect(nothingGetsThrough(await twoTenants())).resolves.toBeUndefined();
});

test('nor without row-level security, by the queries’ own words alone', async () => {
  const world = await twoTenants();
  const { databaseUrl } = world.relay;
  for (const { name } of await tenantTables(databaseUrl)) {
    await asAdmin(databaseUrl, `ALTER TABLE casement.${name} DISABLE ROW LEVEL SECURITY`);
  }
  await expect(nothingGetsThrough(world)).resolves.toBeUndefined();
});

test('nor by a query that says nothing of tenants, in any table', async () => {
  const { relay, mine, theirs } = await twoTenants();
  const { databaseUrl } = relay;
  const before = await rowsOf(databaseUrl, theirs);
  const tables = await tenantTables(databaseUrl);
  expect(tables.length).toBeGreaterThan(18);
  const { store } = relay.parts;
  for (const { name, column } of tables) {
    const seen = await asTenant(
      store,
      mine,
      `SELECT count(*)::int AS rows FROM ${name} WHERE ${column} = '${theirs}'`,
    );
    expect([name, seen]).toEqual([name, [{ rows: 0 }]]);
    // What may not be done at all fails; what may be done finds nothing to do it to.
    for (const statement of [
      `UPDATE ${name} SET ${column} = ${column}`,
      `UPDATE ${name} SET ${column} = '${mine}' WHERE ${column} = '${theirs}'`,
      `UPDATE ${name} SET ${column} = '${theirs}'`,
      `DELETE FROM ${name} WHERE ${column} = '${theirs}'`,
    ]) {
      await asTenant(store, mine, statement).catch(() => undefined);
    }
  }
  expect(await rowsOf(databaseUrl, theirs)).toEqual(before);
});

function asTenant(
  { inTenant }: Store,
  tenantId: TenantId,
  statement: string,
): Promise<readonly unknown[]> {
  return inTenant(tenantId, async ({ sql }) => {
    const { rows } = await raw.raw(statement).execute(sql);
    return rows;
  });
}
