import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { CommandHandlers } from '../commands/handler.ts';

const UNIQUE_VIOLATION = '23505';

/** What people do with tags. */
export const tagCommands: CommandHandlers<'tag.save'> = {
  'tag.save': async ({ tx, audit }, { tagId, name, colour, archived }) => {
    const { sql, tenantId } = tx;
    const before = await sql
      .selectFrom('tags')
      .select(['name', 'colour', 'archived'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', tagId)
      .forUpdate()
      .executeTakeFirst();
    const after = { name, colour, archived };
    try {
      await sql
        .insertInto('tags')
        .values({ tenant_id: tenantId, id: tagId, ...after })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(after))
        .execute();
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
      throw isTaken ? new RefusedError('name_taken', name) : error;
    }
    tx.changed('tag', tagId);
    await audit({
      subject: { kind: 'tag', id: tagId, label: name },
      before: before ?? null,
      after,
    });
  },
};
