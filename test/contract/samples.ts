import {
  type BridgeCall,
  type BridgeInput,
  type BridgeOutput,
  DEFAULT_SETTINGS,
  draft,
  session,
} from '../../shared/contract/bridge.ts';
import {
  contactRecord,
  conversationRecord,
  mediaRecord,
  messageRecord,
  noteRecord,
  personRecord,
  senderRecord,
  templateRecord,
} from '../../shared/contract/records.ts';
import { orderView } from '../../shared/contract/reads/orders.ts';
import { conversationId, messageId, templateId } from '../../shared/contract/ids.ts';

/* One right input and one right output for every call. A call without them does not compile. */

const uuid = (last: number): string => `0199c1de-0000-7000-8000-${String(last).padStart(12, '0')}`;
const AT = 1_790_000_000_000;

const person = personRecord.parse({
  id: uuid(1),
  name: 'Ana Ruiz',
  email: 'ana@northwind.example',
  role: 'agent',
  active: true,
});
const sender = senderRecord.parse({
  id: uuid(2),
  channel: 'whatsapp',
  address: '+15550100',
  displayName: 'Northwind',
  status: 'online',
});
const contact = contactRecord.parse({
  id: uuid(3),
  name: 'Jürgen Müller 🔧',
  profileName: null,
  company: 'Werkstatt Müller',
  phone: '+4915112345678',
  whatsappUserId: null,
  language: 'de',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  identities: [{ channel: 'whatsapp', address: '+4915112345678' }],
  ownerId: uuid(1),
  tagIds: [],
  fields: {},
  externalId: 'K-1001',
  source: 'message',
  createdAt: AT,
  updatedAt: AT,
});
const order = orderView.parse({
  id: uuid(20),
  externalId: 'ERP-1',
  updatedAt: AT,
  number: 'NW-1001',
  status: 'shipped',
  currency: 'EUR',
  totalMicros: 12_500_000,
  placedOn: '2026-11-02',
});
const conversation = conversationRecord.parse({
  id: uuid(4),
  contactId: contact.id,
  senderId: sender.id,
  channel: 'whatsapp',
  status: 'open',
  assigneeId: person.id,
  owner: 'person',
  ownerEpoch: 3,
  lastInboundAt: AT,
  entryPointEndsAt: null,
  tagIds: [],
  snooze: null,
  unreadCount: 2,
  lastMessageAt: AT,
  lastMessage: null,
});
const message = messageRecord.parse({
  id: uuid(5),
  conversationId: conversation.id,
  direction: 'outbound',
  kind: 'text',
  body: 'Guten Tag, die Lieferung kommt am 3. März.\n\u202Bمرحبا\u202C',
  media: [],
  location: null,
  button: null,
  referral: null,
  repliesToId: null,
  template: null,
  author: { kind: 'person', personId: person.id },
  at: AT,
  status: 'queued',
  problem: { code: 'window_closed', providerCode: 63016 },
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  validUntil: AT + 1,
});
const note = noteRecord.parse({
  id: uuid(11),
  conversationId: conversation.id,
  authorId: person.id,
  body: 'Ask @Grace about the pallet.',
  mentionIds: [person.id],
  at: AT,
  removedById: null,
});
const template = templateRecord.parse({
  id: uuid(6),
  name: 'order_shipped',
  language: 'de',
  category: 'utility',
  status: 'approved',
  rejectionReason: null,
  header: null,
  body: 'Ihre Bestellung {{1}} ist unterwegs.',
  footer: null,
  buttons: [],
  variables: [{ key: '1', sample: 'NW-1001' }],
});
const media = mediaRecord.parse({
  id: uuid(8),
  contentType: 'application/pdf',
  fileName: 'Zeichnung „M8“.pdf',
  size: 12_345,
  width: null,
  height: null,
});
const kept = draft.parse({
  text: 'noch nicht',
  repliesToId: null,
  template: null,
  attachments: [media],
});
const signedIn = session.parse({
  relayUrl: 'https://relay.example',
  person,
  tenant: { id: uuid(7), name: 'Northwind Supply', timeZone: 'America/Chicago' },
});
const item = { conversation, contact, sender, assignee: person, draft: 'noch nicht' };

export const CONTACT = contact.id;
export const CONVERSATION = conversationId.parse(uuid(4));
const MESSAGE = messageId.parse(uuid(5));
const TEMPLATE = templateId.parse(uuid(6));

export const SAMPLES: {
  readonly [C in BridgeCall]: { readonly input: BridgeInput<C>; readonly output: BridgeOutput<C> };
} = {
  'app.bootstrap': {
    input: {},
    output: {
      version: '1.2.3',
      profile: 'default',
      session: signedIn,
      settings: DEFAULT_SETTINGS,
      connection: { state: 'online', since: AT, waiting: 0, loading: null },
      clock: { offset: -12.5, relayNow: AT, known: true },
      mediaBase: '/media/',
      uploadBase: '/upload/',
      suggestedRelayUrl: 'https://relay.example',
      capabilities: { notify: false, openExternal: false, secretsProtected: false },
    },
  },
  'session.signIn': {
    input: { relayUrl: 'https://relay.example', email: 'ana@northwind.example', password: 'p' },
    output: { outcome: 'signed_in', session: signedIn },
  },
  'session.ways': {
    input: { relayUrl: 'https://relay.example' },
    output: { singleSignOn: 'Northwind' },
  },
  'session.beginSingleSignOn': {
    input: { relayUrl: 'https://relay.example', again: false },
    output: { url: 'https://relay.example/auth/single-sign-on?port=1024' },
  },
  'session.singleSignOn': { input: {}, output: { outcome: 'second_step' } },
  'session.leaveSingleSignOn': { input: {}, output: {} },
  'session.secondStep': { input: { code: '123456' }, output: signedIn },
  'secondStep.begin': {
    input: { password: 'p' },
    output: { uri: 'otpauth://totp/Casement:ana?secret=ABC', backupCodes: ['aaaaa-bbbbb'] },
  },
  'secondStep.confirm': { input: { code: 'aaaaa-bbbbb' }, output: {} },
  'secondStep.disable': { input: { password: 'p' }, output: {} },
  'session.signOut': { input: {}, output: {} },
  'settings.update': { input: { theme: 'dark' }, output: { ...DEFAULT_SETTINGS, theme: 'dark' } },
  'inbox.list': {
    input: { filter: 'all', tagId: TEMPLATE, sort: 'newest', before: null, limit: 50 },
    output: { items: [item], next: { key: -AT, id: CONVERSATION } },
  },
  'inbox.counts': {
    input: { tagId: null },
    output: {
      all: 9,
      mine: 1,
      unassigned: 2,
      unread: 3,
      closing: 1,
      closed: 4,
      snoozed: 6,
      resolved: 5,
    },
  },
  'conversation.get': {
    input: { conversationId: CONVERSATION },
    output: { ...item, draft: kept, historyComplete: false },
  },
  'conversation.messages': {
    input: { conversationId: CONVERSATION, before: { at: AT, id: MESSAGE }, limit: 30 },
    output: { messages: [message], previous: null },
  },
  'conversation.around': {
    input: { conversationId: CONVERSATION, messageId: MESSAGE, limit: 40 },
    output: { messages: [message], previous: { at: AT, id: MESSAGE }, next: null },
  },
  'conversation.newer': {
    input: { conversationId: CONVERSATION, after: { at: AT, id: MESSAGE }, limit: 40 },
    output: { messages: [message], next: { at: AT, id: MESSAGE } },
  },
  'search.find': {
    input: { text: 'Lieferung "3. März" * AND', before: null, limit: 20 },
    output: {
      conversations: [item],
      messages: [
        {
          item,
          message,
          snippet: [
            { text: 'Guten Tag, die ', hit: false },
            { text: 'Lieferung', hit: true },
          ],
        },
      ],
      notes: [],
      next: { at: AT, id: MESSAGE },
      complete: false,
    },
  },
  'conversation.markRead': {
    input: { conversationId: CONVERSATION, upTo: MESSAGE },
    output: {},
  },
  'conversation.assign': {
    input: { conversationId: CONVERSATION, assigneeId: null },
    output: {},
  },
  'conversation.resolve': { input: { conversationId: CONVERSATION }, output: {} },
  'conversation.reopen': { input: { conversationId: CONVERSATION }, output: {} },
  'message.sendText': {
    input: {
      messageId: MESSAGE,
      conversationId: CONVERSATION,
      body: 'Guten Tag 👋',
      repliesToId: MESSAGE,
    },
    output: message,
  },
  'message.sendTemplate': {
    input: {
      messageId: MESSAGE,
      conversationId: CONVERSATION,
      templateId: TEMPLATE,
      variables: { '1': 'NW-1001' },
    },
    output: message,
  },
  'message.sendMedia': {
    input: {
      messageId: MESSAGE,
      conversationId: CONVERSATION,
      mediaId: media.id,
      caption: 'Die Zeichnung',
      repliesToId: null,
    },
    output: { ...message, kind: 'media', media: [media] },
  },
  'message.cancel': { input: { messageId: MESSAGE }, output: {} },
  'message.decide': { input: { messageId: MESSAGE, wentOut: true }, output: {} },
  'note.list': {
    input: { conversationId: CONVERSATION },
    output: { notes: [{ note, waiting: false, removable: true }] },
  },
  'note.add': {
    input: { noteId: note.id, conversationId: CONVERSATION, body: 'Ask Grace.', mentionIds: [] },
    output: {},
  },
  'note.remove': { input: { noteId: note.id, conversationId: CONVERSATION }, output: {} },
  'draft.save': { input: { conversationId: CONVERSATION, draft: kept }, output: {} },
  'draft.get': { input: { conversationId: CONVERSATION }, output: { draft: kept } },
  'presence.report': {
    input: { windowId: uuid(9), conversationId: CONVERSATION, typing: true },
    output: {},
  },
  'page.seen': { input: { visible: true, focused: false }, output: {} },
  'presence.list': {
    input: {},
    output: { present: [{ personId: person.id, conversationId: null, typing: false }] },
  },
  'templates.list': { input: { channel: 'whatsapp' }, output: { templates: [template] } },
  'contacts.list': {
    input: { text: 'mül', tagId: null, ownerId: person.id, sort: 'name', after: null, limit: 50 },
    output: { contacts: [contact], next: '{"key":"jurgen muller","id":"…"}' },
  },
  'contacts.count': {
    input: { text: '+49 151', tagId: uuid(10), ownerId: null },
    output: { count: 1 },
  },
  'contact.get': {
    input: { contactId: contact.id },
    output: {
      contact,
      conversations: [
        {
          id: CONVERSATION,
          senderId: sender.id,
          channel: 'whatsapp',
          state: 'open',
          lastMessageAt: AT,
        },
      ],
    },
  },
  'contact.orders': {
    input: { contactId: contact.id },
    output: { kept: { orders: [order], stock: [], asOf: AT }, state: 'current' },
  },
  'people.list': { input: {}, output: { people: [person] } },
  'records.list': { input: { entity: 'person' }, output: { records: [person] } },
  'command.give': {
    input: {
      name: 'tag.save',
      input: { tagId: person.id, name: 'VIP', colour: 'violet', archived: false },
    },
    output: {},
  },
  'command.now': {
    input: { commandId: person.id, name: 'conversation.resolve', input: {} },
    output: { result: 'made' },
  },
  'relay.ask': {
    input: { name: 'audit.list', input: {} },
    output: { value: { entries: [], next: null } },
  },
  'external.open': { input: { url: 'https://example.org/' }, output: {} },
};
