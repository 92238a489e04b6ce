import { z } from 'zod';
import { conversationId, messageId, personId, tagId, templateId } from '../ids.ts';
import { orderReference } from '../order.ts';
import {
  contactRecord,
  conversationRecord,
  instant,
  mediaRecord,
  messageRecord,
  noteRecord,
  personRecord,
  senderRecord,
} from '../records.ts';

/* The inbox, one conversation of it, what is searched for, and what is typed. */

export const inboxSort = z.enum(['newest', 'window']);
export type InboxSort = z.infer<typeof inboxSort>;

/** What is typed and not sent, per conversation: it survives everything. */
export const draft = z.object({
  /** Far more than a message takes: whatever is pasted is kept, so that it can be cut down. */
  text: z.string().max(200_000),
  repliesToId: messageId.nullable(),
  /** The template that is being filled, with what is filled so far. */
  template: z.object({ templateId, variables: z.record(z.string(), z.string()) }).nullable(),
  /** Files that were picked and not sent; the core holds their bytes. */
  attachments: z.array(mediaRecord).max(10).default([]),
  /** The note that is being written: apart from all that goes to the customer. */
  note: z.string().max(200_000).optional(),
  /** The order that it is about. */
  orderReference: orderReference.optional(),
});
export type Draft = z.infer<typeof draft>;

export const inboxFilter = z.enum([
  'all',
  'mine',
  'unassigned',
  'unread',
  'closing',
  'closed',
  'snoozed',
  'resolved',
]);
export type InboxFilter = z.infer<typeof inboxFilter>;

export const inboxItem = z.object({
  conversation: conversationRecord,
  contact: contactRecord,
  sender: senderRecord,
  assignee: personRecord.nullable(),
  /** The beginning of the draft's text; null without a draft. */
  draft: z.string().nullable(),
});
export type InboxItem = z.infer<typeof inboxItem>;

export const conversationView = inboxItem.extend({
  draft: draft.nullable(),
  /** Whether everything older is in the cache already. */
  historyComplete: z.boolean(),
});
export type ConversationView = z.infer<typeof conversationView>;

const none = z.strictObject({});
const place = z.object({ at: instant, id: messageId });
/** A place in the inbox: `key` is what the list is sorted by. */
const inboxPlace = z.object({ key: z.number().int(), id: conversationId });

/** A message that holds what was searched for. */
export const messageFound = z.object({
  item: inboxItem,
  message: messageRecord,
  /** Its text around the first hit, in pieces: those that were found, and those between them. */
  snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});
export type MessageFound = z.infer<typeof messageFound>;

/** A private note that holds what was searched for. */
export const noteFound = z.object({
  item: inboxItem,
  note: noteRecord,
  /** The last message before it, to which the conversation can be opened. */
  nearId: messageId.nullable(),
  snippet: messageFound.shape.snippet,
});
export type NoteFound = z.infer<typeof noteFound>;

/** The calls of reading and looking after conversations. */
export const INBOX_CALLS = {
  'inbox.list': {
    input: z.strictObject({
      filter: inboxFilter,
      /** Only what carries this tag; null: everything. */
      tagId: tagId.nullable().default(null),
      /** `window`: open windows by what is left of them, then everything else by newest message. */
      sort: inboxSort,
      before: inboxPlace.nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ items: z.array(inboxItem), next: inboxPlace.nullable() }),
  },
  'inbox.counts': {
    input: z.strictObject({ tagId: tagId.nullable().default(null) }),
    output: z.object({
      all: z.number().int(),
      mine: z.number().int(),
      unassigned: z.number().int(),
      unread: z.number().int(),
      closing: z.number().int(),
      closed: z.number().int(),
      snoozed: z.number().int(),
      resolved: z.number().int(),
    }),
  },
  'conversation.get': {
    input: z.strictObject({ conversationId }),
    output: conversationView,
  },
  /** Oldest first; the page before the given place, or the newest one. Fetches from the relay what is not here yet. */
  'conversation.messages': {
    input: z.strictObject({
      conversationId,
      before: place.nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ messages: z.array(messageRecord), previous: place.nullable() }),
  },
  /** The messages around one of them, oldest first, as a place to go on from in both directions. */
  'conversation.around': {
    input: z.strictObject({
      conversationId,
      messageId,
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      messages: z.array(messageRecord),
      previous: place.nullable(),
      /** Null: the newest message is among them. */
      next: place.nullable(),
    }),
  },
  /** Oldest first; the page after the given place. */
  'conversation.newer': {
    input: z.strictObject({
      conversationId,
      after: place,
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ messages: z.array(messageRecord), next: place.nullable() }),
  },
  /**
   * Conversations by their contact and private notes by their text (first page only), and messages
   * by their text, newest first.
   */
  'search.find': {
    input: z.strictObject({
      text: z.string().max(200),
      before: place.nullable(),
      limit: z.number().int().min(1).max(50),
    }),
    output: z.object({
      conversations: z.array(inboxItem),
      notes: z.array(noteFound),
      messages: z.array(messageFound),
      next: place.nullable(),
      /** False while older messages are still on their way into the cache. */
      complete: z.boolean(),
    }),
  },
  'conversation.markRead': {
    input: z.strictObject({ conversationId, upTo: messageId }),
    output: none,
  },
  'conversation.assign': {
    input: z.strictObject({ conversationId, assigneeId: personId.nullable() }),
    output: none,
  },
  'conversation.resolve': { input: z.strictObject({ conversationId }), output: none },
  'conversation.reopen': { input: z.strictObject({ conversationId }), output: none },
  'draft.save': {
    input: z.strictObject({ conversationId, draft: draft.nullable() }),
    output: none,
  },
  'draft.get': {
    input: z.strictObject({ conversationId }),
    output: z.object({ draft: draft.nullable() }),
  },
} as const;
