import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { CommandHandlers } from '../commands/handler.ts';

const UNIQUE_VIOLATION = '23505';

/** What people do with canned replies. */
export const cannedReplyCommands: CommandHandlers<'cannedReply.save'> = {
  'cannedReply.save': async ({ tx, audit }, { cannedReplyId, ...after }) => {
    const { sql, tenantId } = tx;
    const before = await sql
      .selectFrom('canned_replies')
      .select(['title', 'shortcut', 'text', 'channel', 'archived'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', cannedReplyId)
      .forUpdate()
      .executeTakeFirst();
    try {
      await sql
        .insertInto('canned_replies')
        .values({ tenant_id: tenantId, id: cannedReplyId, ...after })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(after))
        .execute();
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
      throw isTaken ? new RefusedError('name_taken', after.shortcut) : error;
    }
    tx.changed('cannedReply', cannedReplyId);
    await audit({
      subject: { kind: 'cannedReply', id: cannedReplyId, label: after.title },
      before: before ?? null,
      after,
    });
  },
};
