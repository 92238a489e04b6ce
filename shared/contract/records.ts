import { z } from 'zod';
import { automationRecord } from './automation.ts';
import { refusalCode } from './errors.ts';
import {
  cannedReplyId,
  contactFieldId,
  contactId,
  conversationId,
  mediaId,
  messageId,
  noteId,
  personId,
  senderId,
  tagId,
  teamId,
  templateId,
  tenantId,
} from './ids.ts';
import { orderReference } from './order.ts';
import { scheduledMessageRecord } from './scheduled-message.ts';
import { templateDraftRecord, templateVersionRecord } from './template-library.ts';

/* What relay and desktops share: one schema per synchronised thing. Times are milliseconds
 * since 1970 on the relay's clock. */

export const instant = z.number().int().nonnegative();

export const channel = z.enum(['whatsapp', 'sms']);
export type Channel = z.infer<typeof channel>;

export const role = z.enum(['owner', 'admin', 'supervisor', 'agent']);
export type Role = z.infer<typeof role>;

export const optInState = z.enum(['opted_in', 'opted_out', 'unknown']);
export type OptInState = z.infer<typeof optInState>;

/**
 * The states of a message. `received` is for inbound ones; of the outbound ones, `queued`
 * waits at the relay, `sending` is being handed to the provider (or in doubt), `accepted` has
 * been taken by the provider, `unconfirmed` awaits a person's decision, `parked` was held
 * back with a reason before any call. See docs/decisions on sending.
 */
export const messageStatus = z.enum([
  'received',
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'undelivered',
  'unconfirmed',
  'parked',
  'cancelled',
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const tenantRecord = z.object({ id: tenantId, name: z.string(), timeZone: z.string() });
export type TenantRecord = z.infer<typeof tenantRecord>;

export const personRecord = z.object({
  id: personId,
  name: z.string(),
  email: z.string(),
  role,
  active: z.boolean(),
  /** Absent: in none. */
  teamId: teamId.optional(),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** When a sender is the one that begins a conversation. */
export const senderRules = z.object({
  /** For contacts of these countries, ISO 3166 alpha-2. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  /** For what these people begin. */
  personIds: z.array(personId).max(500),
  /** For what these teams begin. */
  teamIds: z.array(teamId).max(100).optional(),
  /** For everybody else. */
  isUsual: z.boolean(),
});

export const senderRecord = z.object({
  id: senderId,
  channel,
  /** E.164 for both channels, without the provider's prefix. */
  address: z.string(),
  displayName: z.string(),
  status: z.enum(['online', 'offline', 'pending']),
  /** When it is the one that begins a conversation; absent: nothing was said. */
  rules: senderRules.optional(),
});
export type SenderRecord = z.infer<typeof senderRecord>;

/** Where somebody can be reached: E.164, or WhatsApp's user id where there is no number. */
export const contactIdentity = z.object({ channel, address: z.string() });
export type ContactIdentity = z.infer<typeof contactIdentity>;

/** What a contact has in one of the tenant's own fields; a date as `2026-11-20`. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean()]);
export type FieldValue = z.infer<typeof fieldValue>;

export const contactRecord = z.object({
  id: contactId,
  name: z.string(),
  /** The name that the person gave to WhatsApp; null until seen. */
  profileName: z.string().nullable(),
  company: z.string().nullable(),
  /** E.164; null where WhatsApp does not tell the number. */
  phone: z.string().nullable(),
  /** Meta's business-scoped user id, such as `US.1234`; null until seen. */
  whatsappUserId: z.string().nullable(),
  /** A WhatsApp language code such as `es_MX`. */
  language: z.string().nullable(),
  /** ISO 3166 alpha-2. */
  country: z.string().nullable(),
  /** IANA name. */
  timeZone: z.string().nullable(),
  optIn: z.object({ whatsapp: optInState, sms: optInState }),
  identities: z.array(contactIdentity),
  /** The person who looks after this customer. */
  ownerId: personId.nullable(),
  tagIds: z.array(tagId),
  /** By the id of the field. */
  fields: z.record(z.string(), fieldValue),
  /** What another system calls this contact; unique in the tenant. */
  externalId: z.string().nullable(),
  /** How it came to be: somebody wrote, a person made it, a file or a program brought it. */
  source: z.enum(['message', 'person', 'import', 'api']),
  createdAt: instant,
  /** When people or programs last changed it. */
  updatedAt: instant,
});
export type ContactRecord = z.infer<typeof contactRecord>;

export const conversationRecord = z.object({
  id: conversationId,
  contactId,
  senderId,
  channel,
  status: z.enum(['open', 'resolved']),
  assigneeId: personId.nullable(),
  /** Who speaks: one owner at a time. The epoch grows with every change of owner. */
  owner: z.enum(['queue', 'person', 'assistant']),
  ownerEpoch: z.number().int().nonnegative(),
  /** When the latest inbound message started the customer service window; null: never. */
  lastInboundAt: instant.nullable(),
  /** End of the 72 h free entry point, set when the answer to an ad click was delivered. */
  entryPointEndsAt: instant.nullable(),
  tagIds: z.array(tagId),
  /**
   * Set while it is put off: it is in no part of the inbox but its own, until the moment (on the
   * relay's clock) or, whichever comes first, the customer's next message. `until` null: until
   * they write.
   */
  snooze: z.object({ until: instant.nullable() }).nullable(),
  /** Inbound messages since someone last read or answered. */
  unreadCount: z.number().int().nonnegative(),
  /** For the list: order and preview. `at` of the last message, or of the creation. */
  lastMessageAt: instant,
  lastMessage: z
    .object({
      id: messageId,
      direction: z.enum(['inbound', 'outbound']),
      /** At most 160 characters of its text; for media and the like null. */
      preview: z.string().nullable(),
      kind: z.enum(['text', 'template', 'media', 'location', 'button']),
      status: messageStatus,
    })
    .nullable(),
});
export type ConversationRecord = z.infer<typeof conversationRecord>;

export const mediaRecord = z.object({
  id: mediaId,
  contentType: z.string(),
  fileName: z.string().nullable(),
  /** Bytes; null until known. */
  size: z.number().int().nonnegative().nullable(),
  /** Pixels; null for what has no picture, or until known. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
});
export type MediaRecord = z.infer<typeof mediaRecord>;

/** Why a message did not go out, or not through. */
export const problem = z.object({
  code: refusalCode,
  /** The provider's own code, such as 63016. */
  providerCode: z.number().int().nullable(),
});
export type Problem = z.infer<typeof problem>;

export const messageRecord = z.object({
  id: messageId,
  conversationId,
  direction: z.enum(['inbound', 'outbound']),
  kind: z.enum(['text', 'template', 'media', 'location', 'button']),
  body: z.string().nullable(),
  media: z.array(mediaRecord),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      address: z.string().nullable(),
      label: z.string().nullable(),
    })
    .nullable(),
  /** The quick reply that the customer pressed. */
  button: z.object({ text: z.string(), payload: z.string().nullable() }).nullable(),
  /** The ad or page that the customer came from. */
  referral: z
    .object({
      headline: z.string().nullable(),
      body: z.string().nullable(),
      sourceUrl: z.string().nullable(),
    })
    .nullable(),
  /** The message that this one quotes, where it is known. */
  repliesToId: messageId.nullable(),
  template: z
    .object({
      templateId: templateId.nullable(),
      name: z.string(),
      language: z.string(),
      variables: z.record(z.string(), z.string()),
      /** Titles of the template's buttons, as the customer saw them. */
      buttons: z.array(z.string()),
    })
    .nullable(),
  author: z.object({
    kind: z.enum(['contact', 'person', 'assistant', 'system']),
    personId: personId.nullable(),
    /** The program that asked for it, by the name of its API key; absent: none. */
    origin: z.string().optional(),
  }),
  /** Place in the conversation: inbound the start of its window, outbound the relay's acceptance. */
  at: instant,
  status: messageStatus,
  problem: problem.nullable(),
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  readAt: instant.nullable(),
  /** A freeform reply is not sent after this moment. */
  validUntil: instant.nullable(),
  /** The order that it is about; absent: none. */
  orderReference: orderReference.optional(),
});
export type MessageRecord = z.infer<typeof messageRecord>;

export const templateButton = z.object({
  kind: z.enum(['quick_reply', 'url', 'phone_number', 'copy_code']),
  title: z.string(),
  /** URL, number or code, where the kind has one. */
  value: z.string().nullable(),
});

export const templateRecord = z.object({
  id: templateId,
  name: z.string(),
  language: z.string(),
  category: z.enum(['utility', 'marketing', 'authentication']).nullable(),
  status: z.enum([
    'unsubmitted',
    'received',
    'pending',
    'approved',
    'rejected',
    'paused',
    'disabled',
  ]),
  rejectionReason: z.string().nullable(),
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(templateButton),
  /** In the order of their keys `1`, `2`, … with the sample that was submitted. */
  variables: z.array(
    z.object({
      key: z.string(),
      sample: z.string(),
      /** As it is called in the library; absent: the template is not of it. */
      name: z.string().optional(),
    }),
  ),
});
export type TemplateRecord = z.infer<typeof templateRecord>;

/** The colours of tags; none of them has another meaning in the interface. */
export const TAG_COLOURS = ['grey', 'blue', 'violet', 'pink', 'brown', 'lime'] as const;

/** A word that people put on conversations and contacts. */
export const tagRecord = z.object({
  id: tagId,
  name: z.string(),
  colour: z.enum(TAG_COLOURS),
  /** Not offered any more; what carries it keeps it. */
  archived: z.boolean(),
});
export type TagRecord = z.infer<typeof tagRecord>;

/** People who work together; everybody is in one at most. */
export const teamRecord = z.object({
  id: teamId,
  name: z.string(),
  /** Not offered any more; what was spent for it stays its own. */
  archived: z.boolean(),
});
export type TeamRecord = z.infer<typeof teamRecord>;

/** A reply that is written often, kept with places for what differs. */
export const cannedReplyRecord = z.object({
  id: cannedReplyId,
  title: z.string(),
  /** What is typed after `/` to have it; unique among those that are offered. */
  shortcut: z.string(),
  /** With places such as `{{contact.name}}`; see `shared/domain/canned-reply`. */
  text: z.string(),
  /** Offered on this channel alone; null: on every one. */
  channel: channel.nullable(),
  /** Not offered any more. */
  archived: z.boolean(),
});
export type CannedReplyRecord = z.infer<typeof cannedReplyRecord>;

/** A field that the tenant has given its contacts. */
export const contactFieldRecord = z.object({
  id: contactFieldId,
  name: z.string(),
  kind: z.enum(['text', 'number', 'date', 'choice', 'yes_no']),
  /** Of a choice: what can be chosen. */
  options: z.array(z.string()),
  /** Not offered any more; what was filled in stays. */
  archived: z.boolean(),
});
export type ContactFieldRecord = z.infer<typeof contactFieldRecord>;

/**
 * A note on a conversation, for the team alone. It is no message: it has no status, no sender and
 * no way to the provider.
 */
export const noteRecord = z.object({
  id: noteId,
  conversationId,
  authorId: personId,
  /** Null: the note was removed. */
  body: z.string().nullable(),
  /** The colleagues who are named in it. */
  mentionIds: z.array(personId),
  /** Its place among the messages: when it was written. */
  at: instant,
  /** Who removed it; null: nobody. */
  removedById: personId.nullable(),
});
export type NoteRecord = z.infer<typeof noteRecord>;

/**
 * Things that are gone for good, told in one change however many they are. A desktop drops every
 * message and note older than `messagesBefore` that carries a smaller number than this change, and
 * the files of those older than `mediaBefore`: what the relay has kept, as it was still on its way,
 * carries a larger one. The company's own is under the id of the tenant, an erasure under its own.
 */
export const clearingRecord = z.object({
  id: z.uuid(),
  messagesBefore: instant.nullable(),
  mediaBefore: instant.nullable(),
  /** Of an erasure: whoever and whatever is gone entirely. */
  contactIds: z.array(contactId),
  conversationIds: z.array(conversationId),
});
export type ClearingRecord = z.infer<typeof clearingRecord>;

/** The schema of each synchronised kind of thing. */
export const RECORDS = {
  tenant: tenantRecord,
  person: personRecord,
  sender: senderRecord,
  contact: contactRecord,
  conversation: conversationRecord,
  message: messageRecord,
  template: templateRecord,
  tag: tagRecord,
  team: teamRecord,
  cannedReply: cannedReplyRecord,
  contactField: contactFieldRecord,
  note: noteRecord,
  clearing: clearingRecord,
  templateDraft: templateDraftRecord,
  templateVersion: templateVersionRecord,
  automation: automationRecord,
  scheduledMessage: scheduledMessageRecord,
} as const;
export type Entity = keyof typeof RECORDS;
/** The same schemas, so typed that code for any kind can use them. */
export const RECORD_SCHEMAS: { readonly [E in Entity]: z.ZodType<RecordOf<E>> } = RECORDS;
export const ENTITIES = [
  'tenant',
  'person',
  'sender',
  'contact',
  'conversation',
  'message',
  'template',
  'tag',
  'team',
  'cannedReply',
  'contactField',
  'note',
  'clearing',
  'templateDraft',
  'templateVersion',
  'automation',
  'scheduledMessage',
] as const satisfies readonly Entity[];

/**
 * The kinds of which a tenant has few: a desktop has all of them from its first load on, and shows
 * what a person does with them before the relay has said so.
 */
export const DIRECTORY = [
  'tenant',
  'person',
  'sender',
  'template',
  'tag',
  'team',
  'cannedReply',
  'contactField',
  'clearing',
  'templateDraft',
  'templateVersion',
  'automation',
  'scheduledMessage',
] as const;
export type DirectoryEntity = (typeof DIRECTORY)[number];
export type RecordOf<E extends Entity> = z.infer<(typeof RECORDS)[E]>;

function changeOf<E extends Entity, R extends z.ZodType>(entity: E, record: R) {
  return z.object({
    entity: z.literal(entity),
    id: z.uuid(),
    /** The change number that the row carries: applied only if newer than what is there. */
    number: z.number().int().positive(),
    /** Null: it was removed. */
    record: record.nullable(),
  });
}

export const change = z.discriminatedUnion('entity', [
  changeOf('tenant', tenantRecord),
  changeOf('person', personRecord),
  changeOf('sender', senderRecord),
  changeOf('contact', contactRecord),
  changeOf('conversation', conversationRecord),
  changeOf('message', messageRecord),
  changeOf('template', templateRecord),
  changeOf('tag', tagRecord),
  changeOf('team', teamRecord),
  changeOf('cannedReply', cannedReplyRecord),
  changeOf('contactField', contactFieldRecord),
  changeOf('note', noteRecord),
  changeOf('clearing', clearingRecord),
  changeOf('templateDraft', templateDraftRecord),
  changeOf('templateVersion', templateVersionRecord),
  changeOf('automation', automationRecord),
  changeOf('scheduledMessage', scheduledMessageRecord),
]);
export type Change = z.infer<typeof change>;
