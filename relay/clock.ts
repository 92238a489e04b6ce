import type { Pool } from 'pg';

/**
 * The relay's one clock: the database's time, so that all relays of a database agree, plus an
 * offset that tests move. Domain SQL takes its time from here, never from `now()`.
 */
export interface Clock {
  /** ms since 1970. */
  readonly now: () => number;
}

export interface DatabaseClock extends Clock {
  /** Measures the database's time anew; to be called now and then, as clocks drift apart. */
  readonly measure: () => Promise<void>;
  /** Moves the clock, in tests. @param ms forward, or back if negative */
  readonly advance: (ms: number) => void;
}

/** A clock on the time of the pool's database, measured once before it is given out. */
export async function databaseClock(pool: Pool): Promise<DatabaseClock> {
  let difference = 0;
  let moved = 0;
  const measure = async (): Promise<void> => {
    // First the connection: what is waited for it must not pass for the way to the database.
    const connection = await pool.connect();
    try {
      const asked = Date.now();
      const { rows } = await connection.query<{ ms: number }>(
        'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
      );
      const [row] = rows;
      if (row !== undefined) difference = row.ms - (asked + Date.now()) / 2;
    } finally {
      connection.release();
    }
  };
  await measure();
  return {
    now: () => Math.round(Date.now() + difference + moved),
    measure,
    advance: (ms) => {
      moved += ms;
    },
  };
}
