import { RefusedError } from '../../../../shared/contract/errors.ts';
import type { ContactImportId } from '../../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../../commands/handler.ts';
import { mustBeTags } from '../contact-store.ts';

/**
 * What people do with imports.
 *
 * @param wake called after a commit that gives an import something to do
 */
export function importCommands(
  wake: () => void,
): CommandHandlers<'contactImport.start' | 'contactImport.cancel'> {
  return {
    'contactImport.start': async ({ tx, audit, afterCommit }, { importId, mapping, options }) => {
      const { file_name: name, row_count: rows } = await lockImport(tx, importId, ['staged']);
      await mustBeTags(tx, options.addTagIds);
      await tx.sql
        .updateTable('contact_imports')
        .set({
          state: 'running',
          mapping: JSON.stringify(mapping),
          options: JSON.stringify(options),
        })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', importId)
        .execute();
      await audit({
        subject: { kind: 'contactImport', id: importId, label: name ?? importId },
        before: null,
        after: { rows, mapping, options },
      });
      afterCommit(wake);
    },
    'contactImport.cancel': async ({ tx, now, audit }, { importId }) => {
      const found = await lockImport(tx, importId, ['staged', 'running']);
      await tx.sql
        .updateTable('contact_imports')
        .set({ state: 'cancelled', ended_at: now })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', importId)
        .execute();
      await audit({
        subject: { kind: 'contactImport', id: importId, label: found.file_name ?? importId },
        before: { state: found.state, done: found.next_row - 1 },
        after: { state: 'cancelled' },
      });
    },
  };
}

async function lockImport(
  { sql, tenantId }: TenantTransaction,
  id: ContactImportId,
  states: readonly string[],
) {
  const found = await sql
    .selectFrom('contact_imports')
    .select(['state', 'file_name', 'row_count', 'next_row'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined || !states.includes(found.state)) {
    throw new RefusedError('import_not_found');
  }
  return found;
}
