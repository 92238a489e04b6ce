import { RefusedError } from '../../shared/contract/errors.ts';
import type { ConversationId } from '../../shared/contract/ids.ts';
import type { MessageRecord, NoteRecord } from '../../shared/contract/records.ts';
import type { Cursor, Welcome } from '../../shared/contract/relay.ts';
import type { Cache } from '../cache/cache.ts';
import type { MessagePlace } from '../cache/repos/message-reader.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import { type Log, detailOf } from '../log.ts';
import { SNAPSHOT_MESSAGES, SNAPSHOT_PAGE, createLoader } from './loader.ts';
import { finishCommands, refusalOf } from './outbox.ts';
import type { RelayClient } from './relay-client.ts';
import type { SyncState } from './sync-state.ts';
import { tellCommand } from './tell-command.ts';
import { tellContacts } from './tell-contacts.ts';
import type { Topics } from './topics.ts';

/** Rows of one question to the relay. */
const PULL_LIMIT = 500;
const HISTORY_LIMIT = 500;
const CONTACTS_LIMIT = 500;
const CONVERSATION_LIMIT = 100;

export interface SyncOptions {
  readonly cache: Cache;
  readonly client: RelayClient;
  readonly topics: Topics;
  readonly log: Log;
  /** ms before a failed task is tried again on the same connection. */
  readonly pause: number;
  /** The first load has got further; null: it is done. */
  readonly progressed: (loading: { messages: number; done: boolean } | null) => void;
  /** Messages that a pull brought and that were not here. */
  readonly arrived: (messages: readonly MessageRecord[]) => void;
  /** Private notes that a pull brought and that were not here. */
  readonly noted: (notes: readonly NoteRecord[]) => void;
  /** The cache itself failed. */
  readonly failed: (error: unknown) => void;
}

/** Keeps the cache in step with the relay. */
export interface Sync {
  /** A connection stands: load what is missing, then follow. */
  readonly connected: (welcome: Welcome) => void;
  /** The relay hints at something new. */
  readonly hinted: (head: Cursor) => void;
  /** Fetch what is new. */
  readonly requestPull: () => void;
  /**
   * Fetches older messages of a conversation into the cache.
   *
   * @param before down to here they are in the cache already; null: none is
   * @param limit at most so many
   * @throws {RefusedError} `relay_unreachable` and what else the relay refuses
   */
  readonly fetchOlder: (
    id: ConversationId,
    before: MessagePlace | null,
    limit?: number,
  ) => Promise<void>;
  /** Whether everything that is new was fetched on this connection. */
  readonly isInStep: () => boolean;
  readonly loading: () => { messages: number; done: boolean } | null;
  /** Down to where the messages of all conversations are here. */
  readonly history: () => SyncState['history'];
  readonly close: () => void;
}

/** How far the first load is, for the person. */
function loadingOf(state: SyncState | null): { messages: number; done: boolean } | null {
  if (state === null) return { messages: 0, done: false };
  if (state.snapshot.done && state.history.done) return null;
  return { messages: state.loaded, done: state.snapshot.done };
}

/** Whether the cache belongs to another log, or to a future that this log does not have. */
function needsNewStart(state: SyncState | null, at: Cursor): boolean {
  return state === null || state.cursor.epoch !== at.epoch || state.cursor.number > at.number;
}

/** The synchronisation of one cache over one connection that may come and go. */
export function createSync(options: SyncOptions): Sync {
  const { cache, client, topics, log, pause } = options;
  const loader = createLoader(cache, topics);
  // The program may have ended before all of it was gone; that needs no relay.
  loader.clear().catch(options.failed);
  /** Grows with every connection; work for an earlier one ends. */
  let connection = 0;
  let closed = false;
  let pulling = false;
  let pullWanted = false;
  /** The connection on which everything new has been fetched once. */
  let inStepOn = 0;
  /** How often in a row the cursor was of no use. */
  let losses = 0;
  let head: Cursor | null = null;
  let retry: NodeJS.Timeout | undefined;

  const isCurrent = (mine: number): boolean => !closed && mine === connection && client.isOnline();

  async function startAnew(at: Cursor): Promise<void> {
    log({ level: 'info', event: 'sync.start_anew', detail: at.epoch });
    const page = await client.ask('snapshot', {
      before: null,
      limit: SNAPSHOT_PAGE,
      messagesEach: SNAPSHOT_MESSAGES,
    });
    if (closed) return;
    await loader.startAnew(at, page);
    options.progressed(loadingOf(loader.state()));
  }

  /** The relay's log no longer reaches back to our cursor: a new connection begins a new load. */
  function loseCursor(): void {
    log({ level: 'warn', event: 'sync.cursor_lost' });
    loader.forgetCursor();
    losses += 1;
    if (losses === 1) {
      client.reconnect();
      return;
    }
    // A relay that refuses every cursor is not asked without a pause.
    clearTimeout(retry);
    retry = setTimeout(client.reconnect, pause * losses);
  }

  async function pullAll(mine: number): Promise<void> {
    const accepted: readonly StoredCommand[] = cache.outbox
      .all()
      .filter(({ state }) => state === 'accepted');
    for (;;) {
      const state = loader.state();
      if (state === null || !isCurrent(mine)) return;
      const page = await client.ask('pull', { cursor: state.cursor, limit: PULL_LIMIT });
      if (!isCurrent(mine)) return;
      if (page.next.epoch !== state.cursor.epoch) {
        loseCursor();
        return;
      }
      const came = await loader.changes(page);
      options.arrived(came.messages);
      options.noted(came.notes);
      if (!page.more) break;
      if (page.next.number <= state.cursor.number) throw new Error('The relay does not move on.');
    }
    losses = 0;
    if (mine === connection) inStepOn = mine;
    if (accepted.length === 0 || !isCurrent(mine)) return;
    const contacts = accepted.flatMap(({ seq }) => cache.outbox.contactsOf(seq));
    finishCommands(cache, accepted);
    tellContacts(cache, topics, contacts);
    // What came meanwhile was still under what they showed.
    for (const command of accepted) tellCommand(topics, command);
  }

  /** One pull at a time; whatever is asked for meanwhile makes it run once more. */
  async function pull(mine: number): Promise<void> {
    pullWanted = true;
    if (pulling) return;
    pulling = true;
    try {
      while (pullWanted && isCurrent(mine)) {
        pullWanted = false;
        await pullAll(mine);
      }
    } finally {
      pulling = false;
      // However this one ended: a wish of a newer connection must not end with it.
      if (pullWanted && mine !== connection) requestPull();
    }
  }

  async function loadSnapshot(mine: number): Promise<void> {
    for (;;) {
      const state = loader.state();
      if (state === null || state.snapshot.done || !isCurrent(mine)) return;
      const page = await client.ask('snapshot', {
        before: state.snapshot.before,
        limit: SNAPSHOT_PAGE,
        messagesEach: SNAPSHOT_MESSAGES,
      });
      if (!isCurrent(mine)) return;
      await loader.snapshotPage(page);
      options.progressed(loadingOf(loader.state()));
    }
  }

  async function loadHistory(mine: number): Promise<void> {
    for (;;) {
      const state = loader.state();
      if (state === null || state.history.done || !isCurrent(mine)) return;
      const page = await client.ask('history', {
        conversationId: null,
        before: state.history.before,
        limit: HISTORY_LIMIT,
      });
      if (!isCurrent(mine)) return;
      await loader.historyPage(page);
      options.progressed(loadingOf(loader.state()));
    }
  }

  /** Also those who never wrote, and whose conversations are far down. */
  async function loadContacts(mine: number): Promise<void> {
    for (;;) {
      const state = loader.state();
      if (state === null || state.contacts.done || !isCurrent(mine)) return;
      const { after } = state.contacts;
      const page = await client.ask('contacts', { after, limit: CONTACTS_LIMIT });
      if (!isCurrent(mine)) return;
      if (page.next !== null && after !== null && page.next <= after) {
        throw new Error('The relay does not move on in the contacts.');
      }
      await loader.contactsPage(page);
    }
  }

  async function catchUp(mine: number, at: Cursor): Promise<void> {
    if (loader.state() === null) await startAnew(at);
    await pull(mine);
    await loadSnapshot(mine);
    await loadHistory(mine);
    await loadContacts(mine);
  }

  /** Runs a task of this connection; what fails on the way is tried again after a pause. */
  function run(mine: number, task: () => Promise<void>): void {
    void task().catch((error: unknown) => {
      if (!isCurrent(mine)) return;
      const refusal = refusalOf(error);
      if (refusal?.code === 'resync_needed') {
        loseCursor();
        return;
      }
      log({ level: 'warn', event: 'sync.failed', detail: detailOf(error) });
      if (refusal === null) options.failed(error);
      clearTimeout(retry);
      retry = setTimeout(() => {
        if (head !== null && isCurrent(mine)) start(mine, head);
      }, pause);
    });
  }

  function start(mine: number, at: Cursor): void {
    run(mine, () => catchUp(mine, at));
  }

  function requestPull(): void {
    const mine = connection;
    if (isCurrent(mine)) run(mine, () => pull(mine));
  }

  return {
    connected: (welcome) => {
      connection += 1;
      ({ head } = welcome);
      if (needsNewStart(loader.state(), welcome.head)) loader.forgetCursor();
      start(connection, welcome.head);
    },
    hinted: (hint) => {
      const state = loader.state();
      if (state === null) return;
      if (hint.epoch !== state.cursor.epoch) loseCursor();
      else if (hint.number > state.cursor.number) requestPull();
    },
    requestPull,
    fetchOlder: async (id, before, limit = CONVERSATION_LIMIT) => {
      if (loader.state() === null) {
        throw new RefusedError('relay_unreachable', 'everything is being loaded anew');
      }
      const page = await client.ask('history', { conversationId: id, before, limit }, 5_000);
      if (closed) throw new RefusedError('not_signed_in');
      if (page.next !== null && page.next.at === before?.at && page.next.id === before.id) {
        throw new RefusedError('relay_unreachable', 'the relay does not move on in the history');
      }
      await loader.conversationPage(id, page);
      if (closed) throw new RefusedError('not_signed_in');
    },
    isInStep: () => inStepOn === connection,
    loading: () => loadingOf(loader.state()),
    history: () => loader.state()?.history ?? { before: null, done: false },
    close: () => {
      closed = true;
      loader.stop();
      clearTimeout(retry);
    },
  };
}
