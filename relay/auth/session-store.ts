import type { Pool } from 'pg';

/**
 * Ends the sessions of a user.
 *
 * @returns their ids
 */
export async function endSessionsOf(pool: Pool, userId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'DELETE FROM "session" WHERE "userId" = $1 RETURNING id',
    [userId],
  );
  return rows.map(({ id }) => id);
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
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM "session" WHERE id = ANY($1) AND "expiresAt" > now()',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
