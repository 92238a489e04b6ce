import { Client } from 'pg';
import { z } from 'zod';
import type { Move, RelayFacts } from './oracle/facts.ts';

/* The oracle's own, plain look into the relay's database. */

const WATCH = `
CREATE SCHEMA watched;
CREATE TABLE watched.moves (n bigserial, id uuid, before text, after text);
CREATE TABLE watched.numbers (n bigserial, number bigint);
CREATE FUNCTION watched.note_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
  INSERT INTO watched.moves (id, before, after) VALUES (old.id, old.status, new.status); RETURN new; END $$;
CREATE FUNCTION watched.note_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
  INSERT INTO watched.numbers (number) VALUES (new.change_no); RETURN new; END $$;
GRANT USAGE ON SCHEMA watched TO PUBLIC;
CREATE TRIGGER watch_move AFTER UPDATE OF status ON casement.messages FOR EACH ROW
  WHEN (old.status IS DISTINCT FROM new.status) EXECUTE FUNCTION watched.note_move();
`;
const NUMBERED = ['people', 'senders', 'contacts', 'conversations', 'messages', 'templates'];
const numberTriggers = (table: string): string => `
CREATE TRIGGER watch_number AFTER UPDATE OF change_no ON casement.${table} FOR EACH ROW
  WHEN (old.change_no IS DISTINCT FROM new.change_no) EXECUTE FUNCTION watched.note_number();
CREATE TRIGGER watch_new AFTER INSERT ON casement.${table} FOR EACH ROW
  WHEN (new.change_no > 0) EXECUTE FUNCTION watched.note_number();`;
const REMOVALS = `
CREATE TRIGGER watch_number AFTER INSERT OR UPDATE ON casement.removals FOR EACH ROW
  EXECUTE FUNCTION watched.note_number();
CREATE TRIGGER watch_number AFTER UPDATE OF change_no ON casement.tenants FOR EACH ROW
  WHEN (old.change_no IS DISTINCT FROM new.change_no) EXECUTE FUNCTION watched.note_number();`;

const number = z.coerce.number();
const sends = z.array(
  z.object({
    id: z.string(),
    conversationId: z.string(),
    body: z.string().nullable(),
    status: z.string(),
    problem: z.string().nullable(),
    sid: z.string().nullable(),
    state: z.string().nullable(),
    token: z.string().nullable(),
    place: number.nullable(),
    at: number,
  }),
);
const inbound = z.array(
  z.object({
    id: z.string(),
    conversationId: z.string(),
    sid: z.string().nullable(),
    body: z.string().nullable(),
    at: number,
  }),
);
const conversations = z.array(
  z.object({
    id: z.string(),
    address: z.string(),
    channel: z.string(),
    unread: number,
    status: z.string(),
    assigneeId: z.string().nullable(),
    lastInboundAt: number.nullable(),
    lastMessageId: z.string().nullable(),
    lastMessageStatus: z.string().nullable(),
  }),
);
const moves = z.array(z.object({ id: z.string(), before: z.string(), after: z.string() }));

/** The relay's database as the oracle sees it; as a superuser of the server. */
export interface RelayBooks {
  /** From now on every change of a status and every change number is noted by the database. */
  readonly watch: () => Promise<void>;
  readonly facts: () => Promise<RelayFacts>;
  readonly watched: () => Promise<{
    readonly moves: readonly Move[];
    readonly numbers: readonly number[];
    readonly base: number;
  }>;
  /** Messages whose call is under way or in doubt. */
  readonly inFlight: () => Promise<readonly string[]>;
  /** SIDs of the customers' messages that are stored. */
  readonly storedInbound: () => Promise<ReadonlySet<string>>;
  /** How many sends have something left to do. */
  readonly unfinished: () => Promise<number>;
  /** The path of the webhooks of the one account. */
  readonly webhookPath: () => Promise<string>;
}

/**
 * Opens the books of the database.
 *
 * @param address asked each time, as a server that is started anew may have another port
 */
export function openRelayBooks(address: () => string): RelayBooks {
  const connected = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: address() });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const rows = (text: string): Promise<unknown[]> =>
    connected(async (client) => (await client.query(text)).rows);
  const head = async (): Promise<number> => {
    const [row] = await rows('SELECT last_change AS head FROM casement.tenant_counters');
    return z.object({ head: number }).parse(row).head;
  };
  let base = 0;
  return {
    watch: () =>
      connected(async (client) => {
        await client.query('BEGIN');
        // Nobody numbers a change while the watch begins.
        await client.query('LOCK TABLE casement.tenant_counters IN EXCLUSIVE MODE');
        base = await head();
        await client.query(WATCH + NUMBERED.map(numberTriggers).join('') + REMOVALS);
        await client.query('COMMIT');
      }),
    facts: async () => ({
      sends: sends.parse(
        await rows(`
          SELECT m.id, m.conversation_id AS "conversationId", m.body, m.status, m.problem ->> 'code' AS problem,
                 m.provider_sid AS sid, s.state, s.token, s.place, m.at
          FROM casement.messages m LEFT JOIN casement.sends s ON s.tenant_id = m.tenant_id AND s.message_id = m.id
          WHERE m.direction = 'outbound' ORDER BY s.place`),
      ),
      inbound: inbound.parse(
        await rows(`
          SELECT id, conversation_id AS "conversationId", provider_sid AS sid, body, at
          FROM casement.messages WHERE direction = 'inbound' ORDER BY at, id`),
      ),
      conversations: conversations.parse(
        await rows(`
          SELECT id, address, channel, unread_count AS unread, status, assignee_id AS "assigneeId", last_inbound_at AS "lastInboundAt",
                 last_message ->> 'id' AS "lastMessageId", last_message ->> 'status' AS "lastMessageStatus"
          FROM casement.conversations`),
      ),
      head: await head(),
    }),
    watched: async () => ({
      moves: moves.parse(await rows('SELECT id, before, after FROM watched.moves ORDER BY n')),
      numbers: z
        .array(z.object({ number }))
        .parse(await rows('SELECT number FROM watched.numbers ORDER BY n'))
        .map((row) => row.number),
      base,
    }),
    inFlight: async () =>
      z
        .array(z.object({ id: z.string() }))
        .parse(
          await rows(
            `SELECT message_id AS id FROM casement.sends WHERE state IN ('calling', 'in_doubt')`,
          ),
        )
        .map(({ id }) => id),
    storedInbound: async () => {
      const found = await rows(
        `SELECT provider_sid AS sid FROM casement.messages WHERE direction = 'inbound'`,
      );
      return new Set(
        z
          .array(z.object({ sid: z.string() }))
          .parse(found)
          .map(({ sid }) => sid),
      );
    },
    unfinished: async () => {
      const [row] = await rows(
        `SELECT count(*) AS count FROM casement.sends WHERE state IN ('queued', 'calling', 'in_doubt')`,
      );
      return z.object({ count: number }).parse(row).count;
    },
    webhookPath: async () => {
      const [row] = await rows('SELECT id FROM casement.provider_accounts');
      return `/webhooks/twilio/${z.object({ id: z.string() }).parse(row).id}/messages`;
    },
  };
}
