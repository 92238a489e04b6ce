import {
  type BridgeCall,
  type BridgeOutput,
  type BridgeParsed,
  settings as settingsSchema,
} from '../../shared/contract/bridge.ts';
import { RefusedError } from '../../shared/contract/errors.ts';
import type { Platform, SettingsStore } from '../platform/platform.ts';
import type { PagesInSight } from '../services/attention/pages.ts';
import type { ContactService } from '../services/contacts/contact-service.ts';
import type { ConversationService } from '../services/conversation/conversation-service.ts';
import type { DraftService } from '../services/drafts/draft-service.ts';
import type { InboxService } from '../services/inbox/inbox-service.ts';
import type { NoteService } from '../services/notes/note-service.ts';
import type { OrderService } from '../services/orders/order-service.ts';
import type { PresenceService } from '../services/presence/presence-service.ts';
import type { RecordService } from '../services/records/record-service.ts';
import type { SearchService } from '../services/search/search-service.ts';
import type { SendingService } from '../services/sending/sending-service.ts';
import {
  beginSecondStep,
  confirmSecondStep,
  disableSecondStep,
} from '../services/session/relay-http.ts';
import type { SessionService } from '../services/session/session-service.ts';
import type { RelayClock } from '../sync/relay-clock.ts';
import type { Status } from '../sync/status.ts';
import type { Topics } from '../sync/topics.ts';
import type { Pushes } from './pushes.ts';

/** A handler for every call. */
export type Handlers = {
  readonly [C in BridgeCall]: (
    input: BridgeParsed<C>,
    /** The connection that the call came through; null: the host does not tell them apart. */
    page: object | null,
  ) => BridgeOutput<C> | Promise<BridgeOutput<C>>;
};

export interface HandlerParts {
  readonly about: {
    readonly version: string;
    readonly profile: string;
    readonly mediaBase: string;
    readonly uploadBase: string;
    readonly suggestedRelayUrl: string;
  };
  readonly platform: Platform;
  readonly settings: SettingsStore;
  readonly relayClock: RelayClock;
  readonly status: Status;
  readonly topics: Topics;
  readonly pushes: Pushes;
  readonly session: SessionService;
  readonly inbox: InboxService;
  readonly conversation: ConversationService;
  readonly sending: SendingService;
  readonly drafts: DraftService;
  readonly search: SearchService;
  readonly presence: PresenceService;
  readonly pagesInSight: PagesInSight;
  readonly records: RecordService;
  readonly contacts: ContactService;
  readonly notes: NoteService;
  readonly orders: OrderService;
}

/** Joins the calls of the bridge to the parts that do them. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { about, platform, settings, relayClock, status, topics, pushes } = parts;
  const { session, inbox, conversation, sending, drafts, search, presence, records, pagesInSight } =
    parts;
  const { contacts } = parts;
  const workspace = session.workspace;
  const done = {};
  const signedIn = () => ({
    relayUrl: workspace().session().relayUrl,
    token: workspace().token,
  });
  return {
    'app.bootstrap': () => ({
      ...about,
      session: session.current()?.session() ?? null,
      settings: settings.get(),
      connection: status.get(),
      clock: relayClock.state(),
      capabilities: {
        notify: platform.notify !== null,
        openExternal: platform.openExternal !== null,
        secretsProtected: platform.secrets.protected,
      },
    }),
    'session.signIn': session.signIn,
    'session.ways': session.ways,
    'session.beginSingleSignOn': session.beginSingleSignOn,
    'session.singleSignOn': session.singleSignOn,
    'session.leaveSingleSignOn': () => {
      session.leaveSingleSignOn();
      return done;
    },
    'session.secondStep': ({ code }) => session.secondStep(code),
    'session.signOut': async () => {
      await session.signOut();
      return done;
    },
    'secondStep.begin': async ({ password }) => beginSecondStep(signedIn(), password),
    'secondStep.confirm': async ({ code }) => {
      await confirmSecondStep(signedIn(), code);
      return done;
    },
    'secondStep.disable': async ({ password }) => {
      await disableSecondStep(signedIn(), password);
      return done;
    },
    'settings.update': (part) => {
      const given = Object.entries(part).filter(([, value]) => value !== undefined);
      const wanted = settingsSchema.parse({ ...settings.get(), ...Object.fromEntries(given) });
      const next = settings.update(wanted);
      pushes.push('settings', next);
      if (part.windowAmberMinutes !== undefined) topics.inbox();
      return next;
    },
    'inbox.list': inbox.list,
    'inbox.counts': inbox.counts,
    'conversation.get': ({ conversationId }) => conversation.get(conversationId),
    'conversation.messages': conversation.messages,
    'conversation.around': conversation.around,
    'conversation.newer': conversation.newer,
    'conversation.markRead': ({ conversationId, upTo }) => {
      conversation.markRead(conversationId, upTo);
      return done;
    },
    'conversation.assign': ({ conversationId, assigneeId }) => {
      conversation.assign(conversationId, assigneeId);
      return done;
    },
    'conversation.resolve': ({ conversationId }) => {
      conversation.resolve(conversationId);
      return done;
    },
    'conversation.reopen': ({ conversationId }) => {
      conversation.reopen(conversationId);
      return done;
    },
    'message.sendText': sending.sendText,
    'message.sendTemplate': sending.sendTemplate,
    'message.sendMedia': sending.sendMedia,
    'message.cancel': ({ messageId }) => {
      sending.cancel(messageId);
      return done;
    },
    'message.decide': ({ messageId, wentOut }) => {
      sending.decide(messageId, wentOut);
      return done;
    },
    'note.list': parts.notes.list,
    'note.add': (input) => {
      parts.notes.add(input);
      return done;
    },
    'note.remove': (input) => {
      parts.notes.remove(input);
      return done;
    },
    'draft.save': (input) => {
      drafts.save(input);
      return done;
    },
    'draft.get': ({ conversationId }) => drafts.get(conversationId),
    'search.find': search.find,
    'presence.report': (input, page) => {
      presence.report(input, page);
      return done;
    },
    'page.seen': (state, page) => {
      pagesInSight.seen(state, page);
      return done;
    },
    'presence.list': () => {
      workspace();
      return presence.list();
    },
    'templates.list': ({ channel }) => {
      const { directory } = workspace().cache;
      const templates = channel === 'whatsapp' ? directory.all('template') : [];
      return {
        templates: templates.toSorted(
          (one, other) =>
            one.name.localeCompare(other.name) || one.language.localeCompare(other.language),
        ),
      };
    },
    'contacts.list': contacts.list,
    'contacts.count': contacts.count,
    'contact.get': contacts.get,
    'contact.orders': parts.orders.ofContact,
    'records.list': records.list,
    'command.give': (input) => {
      records.give(input);
      return done;
    },
    'command.now': records.now,
    'relay.ask': records.ask,
    'people.list': () => ({
      people: workspace()
        .cache.directory.all('person')
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    }),
    'external.open': async ({ url }) => {
      if (platform.openExternal === null) {
        throw new RefusedError('unknown_call', 'this host opens no links');
      }
      await platform.openExternal(url);
      return done;
    },
  } satisfies Handlers;
}
