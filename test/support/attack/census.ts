import { asAdmin } from '../relay/sql.ts';

/** How many rows each table of the relay holds. */
export async function census(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  const tables = await asAdmin(
    databaseUrl,
    `SELECT table_schema || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('casement', 'casement_auth') ORDER BY 1`,
  );
  const counted = await asAdmin(
    databaseUrl,
    tables
      .map(
        ({ name }) =>
          `SELECT '${String(name)}' AS name, count(*)::int AS rows FROM ${String(name)}`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(counted.map(({ name, rows }) => [String(name), Number(rows)]));
}
