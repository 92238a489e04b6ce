import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { personId, senderId, tenantId } from '../../../shared/contract/ids.ts';
import type { PersonRecord, TenantRecord } from '../../../shared/contract/records.ts';
import type { Cache } from '../../../main/cache/cache.ts';
import type { CacheIdentity } from '../../../main/cache/identity.ts';
import { openCache } from '../../../main/cache/open.ts';
import { systemClock } from '../../../main/clock.ts';
import { writeSyncState } from '../../../main/sync/sync-state.ts';
import { fillCache } from '../support/big-cache.ts';

/** A word that one message in this cache has. */
export const RARE_WORD = 'zirconia';
/** A word of every third message or so. */
export const COMMON_WORD = 'boxes';
export const EPOCH = '0199c1de-0000-7000-8000-000000000001';

/** A cache of the size of a busy tenant, closed, and who may open it. */
export interface BigCache {
  readonly who: { readonly person: PersonRecord; readonly tenant: TenantRecord };
  /** Opens a copy of its own. */
  readonly copy: (name: string) => Cache;
  readonly key: Uint8Array;
  /** The newest first. */
  readonly ids: readonly ConversationId[];
}

/** Builds it: 20,000 conversations with 50 messages each, all as if it had come from the relay. */
export function buildBigCache(folder: string, conversations: number): BigCache {
  const key = new Uint8Array(32).fill(7);
  const person: PersonRecord = {
    id: personId.parse(v7()),
    name: 'Ana Ruiz',
    email: 'ana@northwind.example',
    role: 'agent',
    active: true,
  };
  const tenant: TenantRecord = { id: tenantId.parse(v7()), name: 'Northwind', timeZone: 'UTC' };
  const identity: CacheIdentity = {
    relayUrl: 'https://relay.example',
    tenantId: tenant.id,
    personId: person.id,
  };
  const open = (name: string): Cache =>
    openCache({
      folder: join(folder, name),
      identity,
      key,
      clock: systemClock,
      log: () => undefined,
    });

  const whole = open('whole');
  const sender = senderId.parse(v7());
  whole.directory.put(
    'sender',
    { id: sender, channel: 'whatsapp', address: '+1555', displayName: 'N', status: 'online' },
    1,
  );
  const size = { conversations, messagesEach: 50, inFirst: 50 };
  fillCache(whole, sender, size, Date.now() - 60_000);
  const view = { me: person.id, now: Date.now(), closingBelow: 0 };
  const ids = whole.inbox.list('all', 'newest', view, null, conversations).map((item) => {
    return item.conversation.id;
  });
  whole.transaction(() => {
    const middle = ids[Math.floor(ids.length / 2)];
    const [message] = middle === undefined ? [] : whole.messages.page(middle, null, null, 1);
    if (message === undefined) throw new Error('the cache is empty');
    whole.messages.put({ ...message, body: `${message.body ?? ''} ${RARE_WORD}` }, 2);
    writeSyncState(whole.meta, {
      cursor: { epoch: EPOCH, number: 10 },
      snapshot: { before: null, done: true },
      history: { before: null, done: true },
      contacts: { after: null, done: true },
      loaded: 0,
    });
  });
  const { path } = whole;
  whole.close();
  return {
    who: { person, tenant },
    key,
    ids,
    copy: (name) => {
      const fresh = open(name);
      fresh.close();
      copyFileSync(path, fresh.path);
      return open(name);
    },
  };
}
