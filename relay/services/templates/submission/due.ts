import { sql } from 'kysely';
import { z } from 'zod';
import { templateVersionId, tenantId } from '../../../../shared/contract/ids.ts';
import type { Store } from '../../../db/tenant-transaction.ts';

const due = z.array(
  z.object({ tenant_id: tenantId, version_id: templateVersionId, due: z.number() }),
);

/** Versions of every tenant that are on their way to the provider, the most due first. */
export async function dueVersions(store: Store, most: number): Promise<z.infer<typeof due>> {
  const { rows } = await sql`SELECT * FROM casement.due_template_versions(${most})`.execute(
    store.outside,
  );
  return due.parse(rows);
}
