import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '../../../main/cache/cache.ts';
import { connect } from '../../../main/cache/database.ts';
import { createLoader, type Loader } from '../../../main/sync/loader.ts';
import type { Store } from '../../../relay/db/tenant-transaction.ts';
import { readHead } from '../../../relay/services/sync/changed-things.ts';
import { contacts, history, snapshot } from '../../../relay/services/sync/pages.ts';
import { pull } from '../../../relay/services/sync/pull.ts';
import type { TenantId } from '../../../shared/contract/ids.ts';
import type { RelayValue } from '../../../shared/contract/relay.ts';
import { NO_TOPICS, testCache } from '../test-cache.ts';

/** A desktop's cache that follows a relay's tables, step by step. */
export interface ModelDesktop {
  readonly cache: Cache;
  readonly loader: Loader;
  /** The first page of a new beginning. */
  readonly begin: () => Promise<void>;
  /** Fetches what is new, then whatever of the first load is missing. */
  readonly follow: () => Promise<void>;
  /** A page of the history that has been read and not been written yet. */
  readonly readHistory: () => Promise<RelayValue<'history'>>;
  /** Everything that lies in the file, of every table and index, as one text. */
  readonly text: () => string;
}

const row = z.record(z.string(), z.unknown());

function shown(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}

/** A desktop of this tenant, with a cache in this folder. */
export function modelDesktop(store: Store, tenantId: TenantId, folder: string): ModelDesktop {
  const key = randomBytes(32);
  const cache = testCache({ folder, key });
  const loader = createLoader(cache, NO_TOPICS);
  const begin = async (): Promise<void> => {
    const head = await store.inTenant(tenantId, readHead);
    const input = { before: null, limit: 3, messagesEach: 4 };
    await loader.startAnew(head, await store.inTenant(tenantId, (tx) => snapshot(tx, input)));
  };
  const pullAll = async (): Promise<void> => {
    for (;;) {
      const state = loader.state();
      if (state === null) throw new Error('nothing was begun');
      const input = { cursor: state.cursor, limit: 7 };
      const page = await store.inTenant(tenantId, (tx) => pull(tx, input));
      await loader.changes(page);
      if (!page.more) return;
    }
  };
  return {
    cache,
    loader,
    begin,
    follow: async () => {
      if (loader.state() === null) await begin();
      await pullAll();
      for (let state = loader.state(); state?.snapshot.done === false; state = loader.state()) {
        const input = { before: state.snapshot.before, limit: 3, messagesEach: 4 };
        await loader.snapshotPage(await store.inTenant(tenantId, (tx) => snapshot(tx, input)));
      }
      for (let state = loader.state(); state?.history.done === false; state = loader.state()) {
        const input = { conversationId: null, before: state.history.before, limit: 5 };
        await loader.historyPage(await store.inTenant(tenantId, (tx) => history(tx, input)));
      }
      for (let state = loader.state(); state?.contacts.done === false; state = loader.state()) {
        const input = { after: state.contacts.after, limit: 5 };
        await loader.contactsPage(await store.inTenant(tenantId, (tx) => contacts(tx, input)));
      }
      await pullAll();
    },
    readHistory: () =>
      store.inTenant(tenantId, (tx) =>
        history(tx, { conversationId: null, before: null, limit: 1000 }),
      ),
    text: () => {
      const db = connect(cache.path, key);
      try {
        const tables = db
          .prepare<[], string>("select name from sqlite_master where type = 'table'")
          .pluck()
          .all();
        return tables
          .flatMap((table) => db.prepare<[]>(`select * from "${table}"`).all())
          .map((one) => Object.values(row.parse(one)).map(shown).join(' '))
          .join('\n');
      } finally {
        db.close();
      }
    },
  };
}
