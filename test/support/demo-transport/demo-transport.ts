import {
  BRIDGE_SCHEMAS,
  DEFAULT_SETTINGS,
  isBridgeCall,
  settings,
  type BridgeOutput,
  type BridgeParsed,
  type BridgeCall,
  type BridgePush,
  type BridgeTransport,
  type ConnectionState,
  type InboxFilter,
} from '../../../shared/contract/bridge.ts';
import { refuse, RefusedError, type Answer } from '../../../shared/contract/errors.ts';
import {
  amend,
  append,
  change,
  changed,
  conversationOf,
  itemOf,
  listInbox,
  matches,
  sendText,
  type DemoState,
} from './demo-core.ts';
import { contactList, contactOf, countContacts } from './demo-contacts.ts';
import { listAround, listMessages, listNewer, search } from './demo-pages.ts';
import { demoRecords } from './demo-records.ts';
import { playLive, playSend } from './live.ts';
import type { Scene } from './scene.ts';

type Handlers = {
  readonly [C in BridgeCall]: (
    input: BridgeParsed<C>,
  ) => BridgeOutput<C> | Promise<BridgeOutput<C>>;
};

const forever = () => new Promise<never>(() => undefined);

function connectionOf({ scene }: Scene, now: number): ConnectionState {
  const states: Partial<Record<Scene['scene'], ConnectionState['state']>> = {
    offline: 'offline',
    connecting: 'connecting',
    'client-too-old': 'client_too_old',
    'session-ended': 'session_ended',
    'signed-out': 'signed_out',
  };
  return {
    state: states[scene] ?? 'online',
    since: now - 14 * 60_000,
    waiting: scene === 'offline' ? 2 : 0,
    loading: scene === 'first-load' ? { messages: 12_480, done: false } : null,
  };
}

/**
 * A core in memory, fed with the sample tenant, for looking at every state of the interface.
 *
 * @param now ms since 1970, the moment at which the sample is taken
 */
export function demoTransport(scene: Scene, now: number): BridgeTransport {
  const listeners = new Set<(push: unknown) => void>();
  const push = (message: BridgePush) => {
    for (const listener of listeners) listener(message);
  };
  const records = demoRecords(now);
  if (scene.scene === 'empty' || scene.scene === 'first-load') records.conversations.clear();
  if (scene.long) {
    for (const [id, contact] of records.contacts) {
      const company = `${contact.company ?? ''} Handelsgesellschaft für Befestigungstechnik und Arbeitsschutz mbH`;
      records.contacts.set(id, {
        ...contact,
        name: `${contact.name} von und zu Wolfeschlegelstein`,
        company,
      });
    }
  }
  const me = records.people[0];
  if (me === undefined) throw new Error('the sample has no people');
  const session = {
    relayUrl: 'https://relay.northwind.example',
    person: me,
    tenant: records.tenant,
  };
  const state: DemoState = {
    records,
    drafts: new Map(),
    settings: {
      ...DEFAULT_SETTINGS,
      theme: scene.theme,
      density: scene.density,
      sendWith: scene.sendWith,
    },
    session: scene.scene === 'signed-out' ? null : session,
    now: () => Date.now(),
    push,
  };
  const connection = connectionOf(scene, now);
  const offline = connection.state !== 'online';

  const handlers: Handlers = {
    'app.bootstrap': () => {
      if (scene.scene === 'boot-error') throw new RefusedError('internal', 'app.bootstrap');
      return {
        version: '0.1.0',
        profile: 'default',
        session: state.session,
        settings: state.settings,
        connection,
        clock: { offset: 0, relayNow: Date.now(), known: true },
        mediaBase: '/media-by-id/',
        uploadBase: '/upload/',
        suggestedRelayUrl: 'http://127.0.0.1:4370',
        capabilities: { notify: false, openExternal: false, secretsProtected: false },
      };
    },
    'session.ways': () => ({ singleSignOn: 'Northwind' }),
    'session.beginSingleSignOn': () => ({ url: 'about:blank' }),
    'session.singleSignOn': () => Promise.reject(new RefusedError('single_sign_on_unknown')),
    'session.leaveSingleSignOn': () => ({}),
    'session.signIn': ({ relayUrl, password }) => {
      if (password === 'wrong') throw new RefusedError('wrong_credentials');
      if (relayUrl.includes('nowhere')) throw new RefusedError('relay_unreachable');
      state.session = session;
      push({ name: 'connection', payload: { ...connection, state: 'online' } });
      push({ name: 'session', payload: { session } });
      return { outcome: 'signed_in', session };
    },
    'session.secondStep': ({ code }) => {
      if (code === '000000') throw new RefusedError('wrong_code');
      state.session = session;
      push({ name: 'connection', payload: { ...connection, state: 'online' } });
      push({ name: 'session', payload: { session } });
      return session;
    },
    'secondStep.begin': ({ password }) => {
      if (password === 'wrong') throw new RefusedError('wrong_credentials');
      return {
        uri: 'otpauth://totp/Casement:ada%40northwind.example?secret=JBSWY3DPEHPK3PXP&issuer=Casement',
        backupCodes: ['Q7f2K-9xLmA', 'b3TzP-0wNcV', 'Jr8sD-5yHkE'],
      };
    },
    'secondStep.confirm': ({ code }) => {
      if (code === '000000') throw new RefusedError('wrong_code');
      return {};
    },
    'secondStep.disable': () => ({}),
    'session.signOut': () => {
      state.session = null;
      push({ name: 'session', payload: { session: null } });
      return {};
    },
    'settings.update': (part) => {
      state.settings = settings.parse({ ...state.settings, ...part });
      push({ name: 'settings', payload: state.settings });
      return state.settings;
    },
    'inbox.list': (input) => {
      if (scene.scene === 'loading') return forever();
      if (scene.scene === 'error') throw new RefusedError('internal', 'inbox.list');
      return listInbox(state, input);
    },
    'inbox.counts': () => {
      return {
        all: countOf(state, 'all'),
        mine: countOf(state, 'mine'),
        unassigned: countOf(state, 'unassigned'),
        unread: countOf(state, 'unread'),
        closing: countOf(state, 'closing'),
        closed: countOf(state, 'closed'),
        snoozed: countOf(state, 'snoozed'),
        resolved: countOf(state, 'resolved'),
      };
    },
    'conversation.get': ({ conversationId }) => {
      if (scene.scene === 'loading') return forever();
      const conversation = conversationOf(state, conversationId);
      return {
        ...itemOf(state, conversation),
        draft: state.drafts.get(conversationId) ?? null,
        historyComplete: true,
      };
    },
    'conversation.messages': (input) => {
      if (scene.scene === 'loading') return forever();
      if (scene.scene === 'error') throw new RefusedError('internal', 'conversation.messages');
      return listMessages(state, input);
    },
    'conversation.around': (input) => listAround(state, input),
    'conversation.newer': (input) => listNewer(state, input),
    'search.find': (input) => search(state, input, scene.scene !== 'first-load'),
    'contacts.list': (input) => contactList(state, input),
    'contacts.count': (input) => countContacts(state, input),
    'contact.get': ({ contactId }) => contactOf(state, contactId),
    'contact.orders': () => ({ kept: null, state: 'unreachable' }),
    'presence.report': () => ({}),
    'page.seen': () => ({}),
    'presence.list': () => ({ present: presentIn(state) }),
    'note.list': () => ({ notes: [] }),
    'note.add': () => ({}),
    'note.remove': () => ({}),
    'draft.get': ({ conversationId }) => ({ draft: state.drafts.get(conversationId) ?? null }),
    'conversation.markRead': ({ conversationId }) => {
      change(state, conversationId, { unreadCount: 0 });
      return {};
    },
    'conversation.assign': ({ conversationId, assigneeId }) => {
      change(state, conversationId, {
        assigneeId,
        owner: assigneeId === null ? 'queue' : 'person',
      });
      return {};
    },
    'conversation.resolve': ({ conversationId }) => {
      change(state, conversationId, { status: 'resolved' });
      return {};
    },
    'conversation.reopen': ({ conversationId }) => {
      change(state, conversationId, { status: 'open' });
      return {};
    },
    'message.sendText': (input) => {
      const message = sendText(state, input);
      if (!offline) playSend(state, message);
      return message;
    },
    'message.sendTemplate': ({ messageId, conversationId, templateId, variables }) => {
      const template = records.templates.find(({ id }) => id === templateId);
      if (template === undefined) throw new RefusedError('template_not_found');
      const { name, language, buttons } = template;
      const message = append(state, conversationId, {
        id: messageId,
        kind: 'template',
        body: template.body.replace(/\{\{(\d+)\}\}/g, (_, key: string) => variables[key] ?? ''),
        template: {
          templateId,
          name,
          language,
          variables,
          buttons: buttons.map(({ title }) => title),
        },
      });
      state.drafts.delete(conversationId);
      if (!offline) playSend(state, message);
      return message;
    },
    'message.sendMedia': ({ messageId, conversationId, mediaId, caption, repliesToId }) => {
      const draft = state.drafts.get(conversationId);
      const media = draft?.attachments.find(({ id }) => id === mediaId);
      if (draft === undefined || media === undefined) {
        throw new RefusedError('attachment_not_found');
      }
      const attachments = draft.attachments.filter(({ id }) => id !== mediaId);
      state.drafts.set(conversationId, { ...draft, attachments });
      const message = append(state, conversationId, {
        id: messageId,
        kind: 'media',
        body: caption,
        media: [media],
        repliesToId,
      });
      if (!offline) playSend(state, message);
      return message;
    },
    'message.cancel': ({ messageId }) => {
      amend(state, messageOf(state, messageId), { status: 'cancelled' });
      return {};
    },
    'message.decide': ({ messageId, wentOut }) => {
      amend(state, messageOf(state, messageId), { status: wentOut ? 'sent' : 'failed' });
      return {};
    },
    'draft.save': ({ conversationId, draft }) => {
      if (draft === null) state.drafts.delete(conversationId);
      else state.drafts.set(conversationId, draft);
      changed(state, [{ kind: 'inbox' }, { kind: 'draft', id: conversationId }]);
      return {};
    },
    'templates.list': () => ({ templates: [...records.templates] }),
    'records.list': ({ entity }) => ({
      records: entity === 'person' ? [...records.people] : [],
    }),
    'command.give': () => ({}),
    'command.now': () => ({}),
    'relay.ask': () => {
      throw new RefusedError('relay_unreachable');
    },
    'people.list': () => ({ people: [...records.people] }),
    'external.open': () => ({}),
  };

  if (scene.scene === 'live') playLive(state);

  async function run<C extends BridgeCall>(
    name: C,
    raw: unknown,
  ): Promise<Answer<BridgeOutput<C>>> {
    const input = BRIDGE_SCHEMAS[name].input.safeParse(raw);
    if (!input.success) return { ok: false, refusal: refuse('invalid_input', input.error.message) };
    try {
      return { ok: true, value: structuredClone(await handlers[name](input.data)) };
    } catch (error) {
      if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
      throw error;
    }
  }

  return {
    call: async ({ name, input }) => {
      if (scene.delay > 0) await new Promise((done) => setTimeout(done, scene.delay));
      if (!isBridgeCall(name)) return { ok: false, refusal: refuse('unknown_call') };
      return run(name, input);
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A colleague in the newest conversation, and one who writes in the second. */
function presentIn(state: DemoState) {
  const [first, second] = listInbox(state, {
    filter: 'all',
    tagId: null,
    sort: 'newest',
    before: null,
    limit: 2,
  }).items;
  return state.records.people.slice(1, 3).map(({ id }, index) => ({
    personId: id,
    conversationId: [first, second][index]?.conversation.id ?? null,
    typing: index === 1,
  }));
}

function countOf(state: DemoState, filter: InboxFilter): number {
  return [...state.records.conversations.values()].filter((one) => matches(state, filter, one))
    .length;
}

function messageOf(state: DemoState, id: string) {
  for (const messages of state.records.messages.values()) {
    const message = messages.find((one) => one.id === id);
    if (message !== undefined) return message;
  }
  throw new RefusedError('message_not_found');
}
