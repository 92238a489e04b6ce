import { z } from 'zod';
import type { Answer } from './errors.ts';
import { commandId, contactId, conversationId, messageId, personId } from './ids.ts';
import { change, instant, personRecord, tenantRecord } from './records.ts';

/* What desktop and relay say to each other over socket.io. Both sides parse what they get. */

/** Grows when an older desktop or relay could no longer understand the other. */
export const PROTOCOL_VERSION = 1;

/** Sent by the desktop when it connects (socket.io's `auth`). */
export const hello = z.object({
  token: z.string().min(1),
  protocol: z.number().int().positive(),
  clientVersion: z.string().min(1),
});
export type Hello = z.infer<typeof hello>;

/** A place in a tenant's log of changes. Another epoch means another log: everything is loaded anew. */
export const cursor = z.object({ epoch: z.uuid(), number: z.number().int().nonnegative() });
export type Cursor = z.infer<typeof cursor>;

/** The relay's first word after the handshake. */
export const welcome = z.object({
  protocol: z.number().int().positive(),
  minimumClientVersion: z.string(),
  relayVersion: z.string(),
  head: cursor,
  serverTime: instant,
  person: personRecord,
  tenant: tenantRecord,
});
export type Welcome = z.infer<typeof welcome>;

const conversationPlace = z.object({ lastMessageAt: instant, id: conversationId });
const messagePlace = z.object({ at: instant, id: messageId });

/** Typing that is not said again within so many ms has ended: the relay says so by itself. */
export const TYPING_LASTS_MS = 6000;

/** Where a colleague is at the moment: never stored, and forgotten when the connection ends. */
export const presence = z.object({
  personId,
  /** The conversation that lies open; null: none. */
  conversationId: conversationId.nullable(),
  typing: z.boolean(),
});
export type Presence = z.infer<typeof presence>;

/**
 * What the relay tells of presence: everyone (`whole`, after the handshake), or whoever changed,
 * whose entries replace all of theirs that were told before. A person hears nothing of themselves.
 */
export const presenceNews = z.object({
  whole: z.boolean(),
  /** One entry per person and open conversation. */
  present: z.array(presence),
  /** People with no connection any more; where `whole` is set, nobody. */
  gone: z.array(personId),
});
export type PresenceNews = z.infer<typeof presenceNews>;

/** The calls of a desktop: input and the value of the answer. */
export const RELAY_CALLS = {
  /** Changes after the cursor, by number. `next` moves on even where nothing was for this person. */
  pull: {
    input: z.strictObject({ cursor, limit: z.number().int().min(1).max(1000) }),
    value: z.object({ changes: z.array(change), next: cursor, more: z.boolean() }),
  },
  /**
   * Conversations by newest message, each with its contact and newest messages. The first page
   * (`before` null) also brings the tenant, people, senders and templates.
   */
  snapshot: {
    input: z.strictObject({
      before: conversationPlace.nullable(),
      limit: z.number().int().min(1).max(200),
      messagesEach: z.number().int().min(1).max(50),
    }),
    value: z.object({ changes: z.array(change), next: conversationPlace.nullable() }),
  },
  /** All contacts, in the order of their ids, after one of them (null: from the first). */
  contacts: {
    input: z.strictObject({
      after: contactId.nullable(),
      limit: z.number().int().min(1).max(1000),
    }),
    value: z.object({ changes: z.array(change), next: contactId.nullable() }),
  },
  /** Messages of the whole tenant, or of one conversation, newest first. */
  history: {
    input: z.strictObject({
      conversationId: conversationId.nullable(),
      before: messagePlace.nullable(),
      limit: z.number().int().min(1).max(1000),
    }),
    value: z.object({ changes: z.array(change), next: messagePlace.nullable() }),
  },
  /** Runs a command once. The name and input are parsed by `COMMANDS`. */
  command: {
    input: z.strictObject({ id: commandId, name: z.string().max(64), input: z.unknown() }),
    value: z.object({
      outcome: z.literal('accepted'),
      /** As `COMMAND_RESULTS` has it, for the few commands that answer with something. */
      result: z.unknown().optional(),
    }),
  },
  /** Answers a read. The name and input are parsed by `READS`, and so is the value. */
  ask: {
    input: z.strictObject({ name: z.string().max(64), input: z.unknown() }),
    value: z.object({ value: z.unknown() }),
  },
  /** Where the person is now. Replaces what this connection said before. */
  presence: {
    input: z.strictObject({
      /** The conversations that lie open in the person's windows, the last used one first. */
      places: z.array(z.strictObject({ conversationId, typing: z.boolean() })).max(16),
    }),
    value: z.object({}),
  },
  /** The relay's clock, to measure the offset. */
  time: { input: z.strictObject({}), value: z.object({ serverTime: instant }) },
} as const;

export type RelayCall = keyof typeof RELAY_CALLS;
/** What the caller writes. */
export type RelayInput<C extends RelayCall> = z.input<(typeof RELAY_CALLS)[C]['input']>;
/** What the relay has after parsing. */
export type RelayParsed<C extends RelayCall> = z.output<(typeof RELAY_CALLS)[C]['input']>;
export type RelayValue<C extends RelayCall> = z.output<(typeof RELAY_CALLS)[C]['value']>;

type RelaySchemas = {
  readonly [C in RelayCall]: {
    readonly input: z.ZodType<RelayParsed<C>>;
    readonly value: z.ZodType<RelayValue<C>>;
  };
};
/** The same schemas, so typed that code for any call can use them. */
export const RELAY_SCHEMAS: RelaySchemas = RELAY_CALLS;

/** Socket.io's map of what the desktop emits; every call is answered. */
export type DesktopEvents = {
  [C in RelayCall]: (input: RelayInput<C>, answer: (answer: Answer<RelayValue<C>>) => void) => void;
};

/** Socket.io's map of what the relay emits. */
export interface RelayEvents {
  readonly welcome: (welcome: Welcome) => void;
  /** A hint only: something with a number up to this one has changed. */
  readonly changed: (head: Cursor) => void;
  /** Where colleagues are; volatile: what is missed is told anew after the next handshake. */
  readonly presence: (news: PresenceNews) => void;
  /** Orders of a contact have changed; volatile: whoever looks again later asks again. */
  readonly orders: (news: OrdersNews) => void;
  /** The session has ended at the relay; the cache is to be locked, or removed where `wipe` is set. */
  readonly signedOut: (news: SignedOut) => void;
}

/** Whose orders have changed. */
export const ordersNews = z.object({ contactId });
type OrdersNews = z.infer<typeof ordersNews>;

/** With which words a session ends. An older relay sends none. */
export const signedOut = z.object({ wipe: z.boolean().default(false) });
type SignedOut = z.infer<typeof signedOut>;

/**
 * Data of socket.io's `connect_error`: a refusal, so that the desktop can say why. `wipe`: the
 * session was ended, and the desktop is to remove what it holds.
 */
export const connectRefusal = z.object({
  refusal: z.object({ code: z.string() }).loose(),
  wipe: z.boolean().default(false),
});
