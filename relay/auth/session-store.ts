import type { Pool } from 'pg';

/** A session as its table has it. Times in ms. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly device: string | null;
  readonly address: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** A session that was ended so that its desktop removes what it holds. Times in ms. */
export interface WipedSession {
  readonly userId: string;
  readonly device: string | null;
  readonly at: number;
  readonly toldAt: number | null;
}

/** How often the use of an open connection is put down, in seconds. */
const NOTE_USE_SECONDS = 300;
/** For so many days it is shown which desktops were to remove what they hold. */
const SHOW_WIPED_DAYS = 90;

const ms = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::bigint`;

/**
 * Ends the sessions of a user, or one of them; expired ones too, as their desktops hold a cache still.
 *
 * @param wipe whether each desktop is to remove what it holds at its next contact
 * @returns their ids
 */
export async function endSessionsOf(
  pool: Pool,
  whose: { readonly userId: string } | { readonly sessionId: string },
  wipe = false,
): Promise<readonly string[]> {
  const [column, value] = 'userId' in whose ? ['"userId"', whose.userId] : ['id', whose.sessionId];
  const { rows } = await pool.query<{ id: string }>(
    `WITH ended AS (DELETE FROM "session" WHERE ${column} = $1 RETURNING *),
      noted AS (
        INSERT INTO wiped_sessions (token, session_id, user_id, device)
        SELECT token, id, "userId", nullif("userAgent", '') FROM ended WHERE $2
        ON CONFLICT DO NOTHING)
     SELECT id FROM ended`,
    [value, wipe],
  );
  return rows.map(({ id }) => id);
}

/** The live sessions of these users, the newest first. */
export async function sessionsOf(
  pool: Pool,
  userIds: readonly string[],
): Promise<readonly StoredSession[]> {
  const { rows } = await pool.query<StoredSession>(
    `SELECT id, "userId", nullif("userAgent", '') AS device, nullif("ipAddress", '') AS address,
       ${ms('"createdAt"')} AS "createdAt", ${ms('"updatedAt"')} AS "lastUsedAt"
     FROM "session" WHERE "userId" = ANY($1) AND "expiresAt" > now() ORDER BY "createdAt" DESC`,
    [userIds],
  );
  return rows;
}

/** The sessions of these users that were ended so that their desktops remove what they hold. */
export async function wipedSessionsOf(
  pool: Pool,
  userIds: readonly string[],
): Promise<readonly WipedSession[]> {
  const { rows } = await pool.query<WipedSession>(
    `SELECT user_id AS "userId", device, ${ms('at')} AS at, ${ms('told_at')} AS "toldAt"
     FROM wiped_sessions WHERE user_id = ANY($1) AND at > now() - make_interval(days => $2)
     ORDER BY at DESC`,
    [userIds, SHOW_WIPED_DAYS],
  );
  return rows;
}

/**
 * Whether the desktop of an ended session is to remove what it holds; it counts as told now. Whoever
 * asks again is told again: an answer may be lost.
 */
export async function tellWiped(
  pool: Pool,
  by: { readonly tokenHash: string } | { readonly sessionId: string },
): Promise<boolean> {
  const [column, value] =
    'tokenHash' in by ? ['token', by.tokenHash] : ['session_id', by.sessionId];
  const { rowCount } = await pool.query(
    `UPDATE wiped_sessions SET told_at = coalesce(told_at, now()) WHERE ${column} = $1`,
    [value],
  );
  return (rowCount ?? 0) > 0;
}

/** Whose session this is; null: there is none. */
export async function ownerOf(pool: Pool, sessionId: string): Promise<string | null> {
  const { rows } = await pool.query<{ userId: string }>(
    'SELECT "userId" FROM "session" WHERE id = $1',
    [sessionId],
  );
  return rows[0]?.userId ?? null;
}

/**
 * Which of the sessions are live. An open connection counts as use: what would be prolonged at
 * its next request is prolonged here. Expiry goes by the database's own clock.
 *
 * @param lasts seconds that a session lasts from now on
 * @param after seconds of use after which it is prolonged
 */
export async function refreshSessions(
  pool: Pool,
  ids: readonly string[],
  lasts: number,
  after: number,
): Promise<ReadonlySet<string>> {
  await pool.query(
    `UPDATE "session" SET "expiresAt" = now() + make_interval(secs => $2), "updatedAt" = now()
     WHERE id = ANY($1) AND "expiresAt" > now() AND "expiresAt" < now() + make_interval(secs => $3)`,
    [ids, lasts, lasts - after],
  );
  await pool.query(
    `UPDATE "session" SET "updatedAt" = now()
     WHERE id = ANY($1) AND "expiresAt" > now() AND "updatedAt" < now() - make_interval(secs => $2)`,
    [ids, NOTE_USE_SECONDS],
  );
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM "session" WHERE id = ANY($1) AND "expiresAt" > now()',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
