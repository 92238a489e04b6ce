import { RefusedError } from '../../../../shared/contract/errors.ts';
import type { ReadHandlers } from '../../reads/handler.ts';
import { loadKnown } from './known.ts';
import { readRow } from './read-row.ts';

const PREVIEWED = 50;

/** What is asked of imports. */
export const importReads: ReadHandlers<'contactImport.preview' | 'contactImports.list'> = {
  'contactImport.preview': async ({ tx }, { importId, mapping, options }) => {
    const { sql, tenantId } = tx;
    const staged = await sql
      .selectFrom('contact_imports')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', importId)
      .where('state', '=', 'staged')
      .executeTakeFirst();
    if (staged === undefined) throw new RefusedError('import_not_found');
    const rows = await sql
      .selectFrom('contact_import_rows')
      .select(['number', 'cells'])
      .where('tenant_id', '=', tenantId)
      .where('import_id', '=', importId)
      .orderBy('number')
      .limit(PREVIEWED)
      .execute();
    const known = await loadKnown(tx);
    return {
      rows: rows.map(({ number, cells }) => {
        const { name, company, phone, externalId, faults } = readRow(
          cells,
          mapping,
          options,
          known,
        );
        return {
          row: number,
          cells,
          contact: {
            name: name ?? null,
            company: company ?? null,
            phone: phone ?? null,
            externalId: externalId ?? null,
          },
          faults: [...faults],
        };
      }),
    };
  },
  'contactImports.list': async ({ tx }) => {
    const rows = await tx.sql
      .selectFrom('contact_imports')
      .selectAll()
      .where('tenant_id', '=', tx.tenantId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(100)
      .execute();
    return {
      imports: rows.flatMap(({ state, ...row }) =>
        state === 'receiving'
          ? []
          : [
              {
                id: row.id,
                fileName: row.file_name,
                state,
                byId: row.person_id,
                createdAt: row.created_at,
                endedAt: row.ended_at,
                rows: row.row_count,
                done: Math.min(row.next_row - 1, row.row_count),
                created: row.created,
                updated: row.updated,
                skipped: row.skipped,
                failed: row.failed,
              },
            ],
      ),
    };
  },
};
