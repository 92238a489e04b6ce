import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { z } from 'zod';
import { type ContactId, contactId, type TenantId, tenantId } from '../../shared/contract/ids.ts';
import type { Log } from '../log.ts';
import { type PresenceNotice, presenceNotice } from '../sockets/presence/notice.ts';
import { asRole } from './as-role.ts';
import type { TenantTransaction } from './tenant-transaction.ts';

/* What relays on one database tell each other, by PostgreSQL's NOTIFY: hints that may be lost,
 * as whoever was disconnected looks for itself afterwards. */

const CHANNEL = 'casement_notices';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
const CONNECT_MS = 10_000;
/** Notices are gathered for so long while others are being sent. */
const GATHER_MS = 10;

/** So many notices of presence wait at most; those of a relay that is cut off are told anew. */
const MOST_VOLATILE = 10_000;

const lasting = [
  z.object({ kind: z.literal('changed'), tenantId, head: z.number() }),
  z.object({ kind: z.literal('session_ended'), sessionId: z.string() }),
  /** A key with which programs use the REST API was changed or revoked. */
  z.object({ kind: z.literal('api_keys_changed'), tenantId }),
  /** Orders of a contact are others now; told by the transaction that changed them. */
  z.object({ kind: z.literal('orders_changed'), tenantId, contactId }),
  /** The log of changes begins anew, as after a restore. */
  z.object({ kind: z.literal('epoch_changed') }),
] as const;
const notice = z.discriminatedUnion('kind', [...lasting, presenceNotice]);
export type Notice = z.infer<typeof notice>;
const envelope = z.object({ from: z.string(), notices: z.array(notice) });
/** What an envelope's notices may take up, in bytes; PostgreSQL takes 8,000 in all. */
const ENVELOPE_BYTES = 7000;

export interface NoticeListener {
  /** Another relay, which has this id while it runs, has told this. */
  readonly heard: (notice: Notice, from: string) => void;
  /** Notices may have been missed. */
  readonly missed: () => void;
}

export interface Notices {
  /** Tells the other relays, soon. */
  readonly tell: (notice: Exclude<Notice, { kind: 'epoch_changed' | 'orders_changed' }>) => void;
  readonly close: () => Promise<void>;
}

/** Listens to the other relays on a connection of its own, which is made anew when it is lost. */
export async function openNotices(
  url: string,
  log: Log,
  { heard, missed }: NoticeListener,
): Promise<Notices> {
  const from = randomUUID();
  const ownWords = beginning(from);
  const closing = new AbortController();
  const heads = new Map<TenantId, number>();
  const sessions = new Set<string>();
  const keys = new Set<TenantId>();
  let volatile: PresenceNotice[] = [];
  let client: Client | null = null;
  let sending: Promise<void> | null = null;
  let reconnecting: Promise<void> = Promise.resolve();

  const connect = async (): Promise<void> => {
    // A notice changes nothing: waiting for the disk would only slow the commits beside it.
    const next = new Client({
      ...asRole(url, 'app', '-c synchronous_commit=off'),
      application_name: 'casement-notices',
      // A line that is cut in silence would keep the others' hints away for ever.
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    next.on('error', () => undefined);
    next.on('notification', ({ payload }) => {
      // Its own come back too: they are not even read.
      if (payload?.startsWith(ownWords) === true) return;
      const parsed = envelope.safeParse(parseJson(payload));
      if (parsed.success) for (const each of parsed.data.notices) heard(each, parsed.data.from);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    // Only now: one that ends before it listens is the attempt's own failure.
    next.on('end', () => {
      client = null;
      if (!closing.signal.aborted) reconnecting = reconnect();
    });
    client = next;
  };

  const reconnect = async (): Promise<void> => {
    log.warn({ event: 'notices_lost' });
    for (let wait = FIRST_PAUSE_MS; !closing.signal.aborted; wait *= 2) {
      try {
        await pause(Math.min(wait, LONGEST_PAUSE_MS), undefined, { signal: closing.signal });
        await connect();
        log.info({ event: 'notices_back' });
        sending ??= send();
        missed();
        return;
      } catch {
        // The next attempt follows.
      }
    }
  };

  /**
   * What is not told now, as the connection is lost, is told when it is back; not so presence,
   * which is told anew.
   */
  const send = async (): Promise<void> => {
    // `sending` is set before it can be over.
    await Promise.resolve();
    while (heads.size + sessions.size + keys.size + volatile.length > 0) {
      const line = client;
      const fleeting = volatile;
      volatile = [];
      if (line === null) break;
      const changed = [...heads];
      const ended = [...sessions];
      // Taken out at once: a change that comes meanwhile is another one.
      const changedKeys = [...keys];
      keys.clear();
      const waiting: Notice[] = [
        ...changed.map(([id, head]) => ({ kind: 'changed' as const, tenantId: id, head })),
        ...ended.map((sessionId) => ({ kind: 'session_ended' as const, sessionId })),
        ...changedKeys.map((id) => ({ kind: 'api_keys_changed' as const, tenantId: id })),
        ...fleeting,
      ];
      const payloads = enclose(from, waiting);
      try {
        await line.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [
          CHANNEL,
          payloads,
        ]);
      } catch {
        for (const id of changedKeys) keys.add(id);
        break;
      }
      for (const [id, head] of changed) if (heads.get(id) === head) heads.delete(id);
      for (const id of ended) sessions.delete(id);
      await pause(GATHER_MS);
    }
    sending = null;
  };

  await connect();
  return {
    tell: (each) => {
      if (each.kind === 'changed') {
        heads.set(each.tenantId, Math.max(each.head, heads.get(each.tenantId) ?? 0));
      } else if (each.kind === 'session_ended') {
        sessions.add(each.sessionId);
      } else if (each.kind === 'api_keys_changed') {
        keys.add(each.tenantId);
      } else if (volatile.length < MOST_VOLATILE) {
        volatile.push(each);
      }
      if (!closing.signal.aborted) sending ??= send();
    },
    close: async () => {
      closing.abort();
      await sending;
      await reconnecting;
      await client?.end();
    },
  };
}

/** Tells all relays, on a connection of somebody who is none; with its transaction. */
export async function announce(client: Client, told: Notice): Promise<void> {
  const [payload] = enclose(randomUUID(), [told]);
  await client.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
}

/** Tells all relays, this one too, once the transaction is committed, that orders have changed. */
export async function announceOrders(
  { sql: db, tenantId: id }: TenantTransaction,
  contacts: readonly ContactId[],
): Promise<void> {
  const payloads = enclose(
    randomUUID(),
    contacts.map((contact) => ({ kind: 'orders_changed', tenantId: id, contactId: contact })),
  );
  await sql`SELECT pg_notify(${CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`.execute(
    db,
  );
}

function beginning(from: string): string {
  return `{"from":${JSON.stringify(from)},"notices":[`;
}

/** As few envelopes as hold the notices: each costs every relay a wake-up. */
function enclose(from: string, notices: readonly Notice[]): readonly string[] {
  const envelopes: string[][] = [];
  let size = Infinity;
  for (const text of notices.map((each) => JSON.stringify(each))) {
    const bytes = Buffer.byteLength(text) + 1;
    if (size + bytes > ENVELOPE_BYTES) {
      envelopes.push([]);
      size = 0;
    }
    envelopes.at(-1)?.push(text);
    size += bytes;
  }
  return envelopes.map((texts) => `${beginning(from)}${texts.join(',')}]}`);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
