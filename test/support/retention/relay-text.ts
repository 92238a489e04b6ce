import { Client } from 'pg';
import { z } from 'zod';
import type { TenantId } from '../../../shared/contract/ids.ts';

const table = z.array(z.object({ table_name: z.string() }));

/** The relay's tables that hold rows of tenants, by name. */
export async function tenantTables(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT DISTINCT table_name FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE table_schema = 'casement' AND column_name = 'tenant_id' AND table_type = 'BASE TABLE'
       ORDER BY table_name`,
    );
    return table.parse(rows).map(({ table_name: name }) => name);
  });
}

/** Every row of the tenant, of every table, as one text; bytes in the way that shows ASCII. */
export async function relayText(url: string, tenantId: TenantId): Promise<string> {
  const names = await tenantTables(url);
  return withClient(url, async (client) => {
    const texts: string[] = [];
    for (const name of names) {
      const { rows } = await client.query(`SELECT * FROM casement.${name} WHERE tenant_id = $1`, [
        tenantId,
      ]);
      texts.push(name, ...z.array(z.record(z.string(), z.unknown())).parse(rows).map(shownRow));
    }
    return texts.join('\n');
  });
}

function shownRow(row: Readonly<Record<string, unknown>>): string {
  return Object.values(row)
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
    .join(' ');
}

/** As whoever owns the server: row-level security hides nothing. */
async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
