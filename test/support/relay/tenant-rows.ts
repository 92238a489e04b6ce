import { z } from 'zod';
import type { TenantId } from '../../../shared/contract/ids.ts';
import { asAdmin } from './sql.ts';

const names = z.array(z.object({ name: z.string() }));

/** Every table that holds rows of tenants, by the name of the column that says whose. */
export async function tenantTables(
  databaseUrl: string,
): Promise<readonly { readonly name: string; readonly column: 'id' | 'tenant_id' }[]> {
  const found = await asAdmin(
    databaseUrl,
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'casement' AND column_name = 'tenant_id' ORDER BY 1`,
  );
  return [
    { name: 'tenants', column: 'id' },
    ...names.parse(found).map(({ name }) => ({ name, column: 'tenant_id' as const })),
  ];
}

/** What a tenant has in each table, so that any change of it shows. */
export async function rowsOf(
  databaseUrl: string,
  tenantId: TenantId,
): Promise<Readonly<Record<string, string>>> {
  const parts = (await tenantTables(databaseUrl)).map(
    ({ name, column }) => `
      SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS rows
      FROM casement.${name} t WHERE ${column} = '${tenantId}'`,
  );
  const found = await asAdmin(databaseUrl, parts.join(' UNION ALL '));
  return Object.fromEntries(found.map(({ name, rows }) => [String(name), String(rows)]));
}
