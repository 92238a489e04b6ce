import { z } from 'zod';
import { FEATURE_CALLS } from './bridge/features.ts';
import { INBOX_CALLS, inboxSort } from './bridge/inbox.ts';
import { session, SESSION_CALLS } from './bridge/session.ts';
import { ordersTopic } from './bridge/orders.ts';
import { commandId, conversationId, mediaId, messageId } from './ids.ts';
import {
  channel,
  DIRECTORY,
  instant,
  messageRecord,
  personRecord,
  templateRecord,
} from './records.ts';
import { presence } from './relay.ts';

/* What the renderer may ask of the desktop core, whichever host carries it. JSON values only. */

export {
  draft,
  inboxFilter,
  inboxItem,
  inboxSort,
  type ConversationView,
  type Draft,
  type InboxFilter,
  type InboxItem,
  type InboxSort,
  type MessageFound,
  type NoteFound,
} from './bridge/inbox.ts';
export { session, type Session, type SignInOutcome } from './bridge/session.ts';

export const themeChoice = z.enum(['system', 'light', 'dark']);
export const settings = z.object({
  theme: themeChoice,
  density: z.enum(['comfortable', 'compact']),
  /** Enter sends, or Ctrl/Cmd+Enter. */
  sendWith: z.enum(['enter', 'mod-enter']),
  /** Below so many minutes left the window sign turns amber, then red. */
  windowAmberMinutes: z.number().int().min(5).max(1440),
  windowRedMinutes: z.number().int().min(1).max(1440),
  language: z.enum(['system', 'en']),
  /** Sizes that the person gave to panes, in pixels. */
  listWidth: z.number().int().min(240).max(560),
  panelOpen: z.boolean(),
  /** The newest message first, or the window that closes next. */
  inboxSort,
  /** Whether the person is told before a window closes on an unanswered customer. */
  windowAlerts: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  density: 'comfortable',
  sendWith: 'enter',
  windowAmberMinutes: 240,
  windowRedMinutes: 30,
  language: 'system',
  listWidth: 320,
  panelOpen: true,
  inboxSort: 'newest',
  windowAlerts: true,
};

export const connectionState = z.object({
  state: z.enum([
    'signed_out',
    'connecting',
    'online',
    'offline',
    'client_too_old',
    'relay_too_old',
    'session_ended',
    /** The session was ended with the wish that nothing stays here: all that was here is removed. */
    'wiped',
    /** Whoever runs the relay has suspended the company. */
    'tenant_suspended',
  ]),
  /** When this state began, on this machine's clock. */
  since: instant,
  /** Commands that wait here for the relay. */
  waiting: z.number().int().nonnegative(),
  /** First load: how many conversations of how many are here; null when done. */
  loading: z.object({ messages: z.number().int().nonnegative(), done: z.boolean() }).nullable(),
  /**
   * Set where the copy on this machine could not be used: it was damaged, or a newer Casement wrote
   * it. It was set aside, what was typed is carried over, and everything is loaded anew.
   */
  notice: z.enum(['cache_damaged', 'cache_newer']).optional(),
});
export type ConnectionState = z.infer<typeof connectionState>;

/** The relay's clock, so that the renderer counts on it: relay time = performance time + offset. */
export const clockState = z.object({
  /** Relay time minus this machine's wall clock, in ms, at `measuredAt`. */
  offset: z.number(),
  /** The core's best guess of the relay's time when this was sent. */
  relayNow: instant,
  known: z.boolean(),
});
export type ClockState = z.infer<typeof clockState>;

const none = z.strictObject({});
/** Every call: name to the schemas of input and output. */
export const BRIDGE_CALLS = {
  ...SESSION_CALLS,
  ...INBOX_CALLS,
  'app.bootstrap': {
    input: none,
    output: z.object({
      version: z.string(),
      profile: z.string(),
      session: session.nullable(),
      settings,
      connection: connectionState,
      clock: clockState,
      /** Prefix of a media file's URL: this plus the media id. */
      mediaBase: z.string(),
      /**
       * Where a picked file is put: POST its bytes to this plus a new media id, with its
       * `content-type`, `x-file-name` (percent-encoded) and, for a picture, `x-pixels` (`800x600`).
       * The answer is JSON: an `Answer` with the `MediaRecord`.
       */
      uploadBase: z.string(),
      /** The relay that the sign-in form offers first. */
      suggestedRelayUrl: z.string(),
      capabilities: z.object({
        notify: z.boolean(),
        openExternal: z.boolean(),
        /** False where the cache's key lies in a plain file: the person is told. */
        secretsProtected: z.boolean(),
      }),
    }),
  },
  'settings.update': { input: settings.partial(), output: settings },
  /** Where this window is now; null: in no conversation. Colleagues see it. */
  'presence.report': {
    input: z.strictObject({
      /** Made by the window when it opens, so that the core keeps several apart. */
      windowId: z.uuid(),
      conversationId: conversationId.nullable(),
      typing: z.boolean(),
    }),
    output: none,
  },
  /** Whether the person can see this page, and whether they are in it: alerts go to one page. */
  'page.seen': {
    input: z.strictObject({ visible: z.boolean(), focused: z.boolean() }),
    output: none,
  },
  /** Where colleagues are, the person themselves left out. */
  'presence.list': { input: none, output: z.object({ present: z.array(presence) }) },
  'templates.list': {
    input: z.strictObject({ channel }),
    output: z.object({ templates: z.array(templateRecord) }),
  },
  /** Everything of one kind that there are few of, what is on its way to the relay included. */
  'records.list': {
    input: z.strictObject({ entity: z.enum(DIRECTORY) }),
    /** Of the entity's schema in `RECORDS`. */
    output: z.object({ records: z.array(z.unknown()) }),
  },
  /**
   * Gives a command that may wait here for the relay; its effect is seen at once. Those of
   * `TEAM_COMMANDS`, and those that change something of which there are few.
   */
  'command.give': {
    input: z.strictObject({ name: z.string().max(64), input: z.unknown() }),
    output: none,
  },
  /** Gives a command that needs the relay now; answers with its result, where it has one. */
  'command.now': {
    input: z.strictObject({
      /** Made by the page: a repetition after a lost answer counts once. */
      commandId,
      name: z.string().max(64),
      input: z.unknown(),
    }),
    output: z.object({ result: z.unknown().optional() }),
  },
  /** Asks the relay something that is not kept here. */
  'relay.ask': {
    input: z.strictObject({ name: z.string().max(64), input: z.unknown() }),
    output: z.object({
      value: z.unknown(),
      /** It is what the relay answered then, ms: it cannot be reached now. */
      asOf: instant.optional(),
    }),
  },
  ...FEATURE_CALLS,
  'people.list': { input: none, output: z.object({ people: z.array(personRecord) }) },
  'external.open': {
    input: z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
    output: none,
  },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type BridgeCall = keyof typeof BRIDGE_CALLS;
export type BridgeInput<C extends BridgeCall> = z.input<(typeof BRIDGE_CALLS)[C]['input']>;
export type BridgeParsed<C extends BridgeCall> = z.output<(typeof BRIDGE_CALLS)[C]['input']>;
export type BridgeOutput<C extends BridgeCall> = z.output<(typeof BRIDGE_CALLS)[C]['output']>;

type BridgeSchemas = {
  readonly [C in BridgeCall]: {
    readonly input: z.ZodType<BridgeParsed<C>>;
    readonly output: z.ZodType<BridgeOutput<C>>;
  };
};
/** The same schemas, so typed that code for any call can use them. */
export const BRIDGE_SCHEMAS: BridgeSchemas = BRIDGE_CALLS;

/** Whether a word names a call. */
export function isBridgeCall(name: string): name is BridgeCall {
  return Object.hasOwn(BRIDGE_CALLS, name);
}

/** What has changed in the cache, so that the renderer asks anew only for what it shows. */
export const topic = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inbox') }),
  z.object({ kind: z.literal('conversation'), id: conversationId }),
  /** A customer's message that was not here: whoever shows its conversation need not ask for it. */
  z.object({ kind: z.literal('message'), record: messageRecord }),
  z.object({ kind: z.literal('templates') }),
  z.object({ kind: z.literal('people') }),
  /** Some of the contacts. */
  z.object({ kind: z.literal('contacts') }),
  /** Something of a kind that there are few of. */
  z.object({ kind: z.literal('records'), entity: z.enum(DIRECTORY) }),
  /** A draft was saved: another window of the same person shows it too. */
  z.object({ kind: z.literal('draft'), id: conversationId }),
  /** The private notes of a conversation. */
  z.object({ kind: z.literal('notes'), id: conversationId }),
  ordersTopic,
  /** So much has changed that everything is to be asked anew. */
  z.object({ kind: z.literal('everything') }),
]);
export type Topic = z.infer<typeof topic>;

/** Every event: name to the schema of its payload. */
export const BRIDGE_EVENTS = {
  changed: z.object({ topics: z.array(topic) }),
  connection: connectionState,
  clock: clockState,
  session: z.object({ session: session.nullable() }),
  settings,
  /** Where colleagues are: everyone, whenever something changes. */
  presence: z.object({ present: z.array(presence) }),
  /** How far a file has come on its way to the relay; bytes. */
  upload: z.object({
    mediaId,
    sent: z.number().int().nonnegative(),
    size: z.number().int().nonnegative(),
  }),
  /**
   * A window closes soon on a customer who waits for an answer. Told to one page, of those that
   * can be seen the one in which the person was last; to all where none has said that it can.
   */
  windowClosing: z.object({
    conversationId,
    name: z.string(),
    closesAt: instant,
    /** The mark that was passed: 60 or 15 minutes. */
    minutes: z.number().int(),
  }),
  /** A colleague has named the person in a note. */
  mentioned: z.object({ conversationId, author: z.string(), name: z.string(), text: z.string() }),
  /** A command that was given earlier has been refused by the relay. */
  refused: z.object({
    messageId: messageId.nullable(),
    conversationId: conversationId.nullable(),
    code: z.string(),
    what: z.string(),
    next: z.string(),
  }),
} as const;
export type BridgeEvent = keyof typeof BRIDGE_EVENTS;
export type BridgePayload<E extends BridgeEvent> = z.output<(typeof BRIDGE_EVENTS)[E]>;
/** The same schemas, so typed that code for any event can use them. */
export const BRIDGE_EVENT_SCHEMAS: {
  readonly [E in BridgeEvent]: z.ZodType<BridgePayload<E>>;
} = BRIDGE_EVENTS;

/** The one channel of the Electron host and the event names of the web host's socket. */
export const BRIDGE_CHANNEL = 'casement';

/** A call as it crosses the process boundary. */
export const bridgeRequest = z.strictObject({ name: z.string().max(64), input: z.unknown() });
export type BridgeRequest = z.infer<typeof bridgeRequest>;

/** An event as it crosses the process boundary. */
export const bridgePush = z.object({ name: z.string(), payload: z.unknown() });
export type BridgePush = z.infer<typeof bridgePush>;

/** What the preload offers to the page, and what the web transport offers in its place. */
export interface BridgeTransport {
  /** Resolves to an answer (see `Answer`); rejects only when the connection to the core is lost. */
  readonly call: (request: BridgeRequest) => Promise<unknown>;
  /** Calls back on every push until the returned function is called. */
  readonly onPush: (listener: (push: unknown) => void) => () => void;
}
