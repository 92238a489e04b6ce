import type { CommandName } from '../../../shared/contract/commands.ts';
import type { ReadName } from '../../../shared/contract/reads.ts';
import type { RelayCall } from '../../../shared/contract/relay.ts';
import { somePlan } from '../automations/samples.ts';
import { draftBody } from '../templates/draft.ts';
import type { Ids } from './filled-tenant.ts';

const importOptions = {
  updateBy: 'externalId',
  defaultCountry: null,
  channels: ['whatsapp'],
  addTagIds: [],
  consent: null,
} as const;

/** Each command with these ids; a command that is new must be given here. */
export const INPUTS: Readonly<Record<CommandName, (ids: Ids, fresh: string) => object>> = {
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
  'conversation.tag': ({ conversation, tag }) => ({
    conversationId: conversation,
    add: [tag],
    remove: [],
  }),
  'conversation.snooze': ({ conversation }) => ({
    conversationId: conversation,
    until: null,
    lastInboundAt: Date.now(),
  }),
  'conversation.unsnooze': ({ conversation }) => ({ conversationId: conversation }),
  'scheduledMessage.save': ({ conversation }, fresh) => ({
    scheduledMessageId: fresh,
    conversationId: conversation,
    content: { kind: 'text', body: 'Good morning', repliesToId: null },
    at: 9_000_000_000_000,
  }),
  'scheduledMessage.remove': ({ scheduledMessage }) => ({ scheduledMessageId: scheduledMessage }),
  'cannedReply.save': (_ids, fresh) => ({
    cannedReplyId: fresh,
    title: fresh,
    shortcut: fresh.slice(0, 32),
    text: 'Hello {{contact.name}}',
    channel: null,
    archived: true,
  }),
  'person.invite': (_ids, fresh) => ({
    invitationId: fresh,
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
  'note.add': ({ conversation, person }, fresh) => ({
    noteId: fresh,
    conversationId: conversation,
    body: 'Ask Grace about the pallet.',
    mentionIds: [person],
    writtenAt: 1000,
  }),
  'note.remove': ({ note }) => ({ noteId: note }),
  'retention.set': () => ({ messagesMonths: 240, mediaMonths: null }),
  'contact.erase': ({ otherContact }, fresh) => ({
    contactId: otherContact,
    erasureId: fresh,
    confirmation: `US.${otherContact}`,
    reference: 'Request 1',
  }),
  'templateDraft.save': (_ids, fresh) => ({
    draftId: fresh,
    base: null,
    body: draftBody(fresh),
  }),
  'templateVersion.submit': ({ templateDraft }, fresh) => ({
    versionId: fresh,
    draftId: templateDraft,
    language: 'en',
    number: 1,
    name: draftBody(templateDraft).name,
    category: 'utility',
    content: draftBody(templateDraft).languages[0]?.content,
    submittedAt: 1000,
  }),
  'template.delete': ({ templateDraft }) => ({ draftId: templateDraft, languages: ['de'] }),
  'templateNotice.dismiss': ({ templateNotice }) => ({ noticeIds: [templateNotice] }),
  'budget.save': () => ({ period: 'month', cap: 50_000_000 }),
  'budget.release': () => ({}),
  'budget.setCeiling': () => ({ micro: 100_000 }),
  'rates.save': () => ({ csv: '', currency: 'USD', keepsConversations: null }),
  'automation.save': (_ids, fresh) => ({
    automationId: fresh,
    name: fresh,
    isOn: true,
    archived: false,
    ...somePlan(),
  }),
  'sender.setRules': ({ sender }) => ({
    senderId: sender,
    rules: { countries: ['DE'], personIds: [], isUsual: true },
  }),
  'endpoint.save': (_ids, fresh) => ({
    endpointId: fresh,
    url: 'https://hooks.example/casement',
    description: fresh,
    types: ['message.received'],
    isOn: false,
  }),
  'endpoint.rotateSecret': ({ endpoint }) => ({ endpointId: endpoint }),
  'endpoint.remove': ({ endpoint }) => ({ endpointId: endpoint }),
  'endpoint.test': ({ endpoint }) => ({ endpointId: endpoint }),
  'delivery.replay': ({ endpoint }) => ({ endpointId: endpoint, deliveryNumber: null }),
  'order.saveMany': ({ contact }, fresh) => ({
    orders: [
      {
        externalId: fresh,
        contact: { id: contact },
        number: fresh,
        status: 'open',
        currency: 'EUR',
        totalMicros: 1_000_000,
        placedOn: '2026-03-02',
      },
    ],
  }),
};

/** Each read with these ids; a read that is new must be given here. */
export const ASKED: Readonly<Record<ReadName, (ids: Ids) => object>> = {
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
  'orders.ofContact': ({ contact }) => ({ contactId: contact, limit: 5 }),
  'retention.state': () => ({}),
  'retention.preview': () => ({ messagesMonths: 1, mediaMonths: 1 }),
  'erasures.list': () => ({}),
  'price.next': ({ conversation, template }) => ({
    conversationId: conversation,
    templateId: template,
    segments: 1,
  }),
  'spend.month': () => ({ month: null, by: 'template' }),
  'spend.lines': () => ({ month: null, by: 'template', key: '', before: null, limit: 50 }),
  'budgets.list': () => ({}),
  'spend.reconciliation': () => ({ month: null }),
  'rates.own': () => ({}),
  'automations.log': ({ automation }) => ({
    automationId: automation,
    state: null,
    before: null,
    limit: 200,
  }),
  'automation.tryOut': () => ({ plan: somePlan(), days: 90 }),
  'templates.notices': () => ({}),
  'templates.categoryPrices': () => ({}),
  'templates.usage': () => ({ days: 365 }),
  'endpoints.list': () => ({}),
  'deliveries.list': ({ endpoint }) => ({
    endpointId: endpoint,
    state: null,
    before: null,
    limit: 100,
  }),
};

/** Each call of the protocol with these ids. */
export const CALLS: Readonly<
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
