import type { CommandHandlers } from '../commands/handler.ts';
import { readKept, setKept } from './kept.ts';

/**
 * What admins set about keeping messages.
 *
 * @param wake is called after the commit: there may be something to take away
 */
export function retentionCommands(wake: () => void): CommandHandlers<'retention.set'> {
  return {
    'retention.set': async ({ tx, audit, afterCommit }, after) => {
      const before = await readKept(tx);
      await setKept(tx, after);
      const tenant = await tx.sql
        .selectFrom('tenants')
        .select('name')
        .where('id', '=', tx.tenantId)
        .executeTakeFirstOrThrow();
      await audit({
        subject: { kind: 'tenant', id: tx.tenantId, label: tenant.name },
        before: { ...before },
        after: { ...after },
      });
      afterCommit(wake);
    },
  };
}
