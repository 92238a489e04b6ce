import { RefusedError } from '../../../shared/contract/errors.ts';
import type { CommandHandlers } from '../commands/handler.ts';

/** What admins do with senders. */
export const senderCommands: CommandHandlers<'sender.setRules'> = {
  'sender.setRules': async ({ tx, audit }, { senderId, rules }) => {
    const { sql, tenantId } = tx;
    const all = await sql
      .selectFrom('senders')
      .select(['id', 'channel', 'display_name', 'rules'])
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .forUpdate()
      .execute();
    const sender = all.find(({ id }) => id === senderId);
    if (sender === undefined) throw new RefusedError('sender_not_found');
    const others = all.filter(
      ({ id, channel, rules: theirs }) =>
        rules.isUsual && id !== senderId && channel === sender.channel && theirs?.isUsual === true,
    );
    const changes = [
      { id: senderId, rules },
      ...others.flatMap((one) =>
        one.rules === null ? [] : [{ id: one.id, rules: { ...one.rules, isUsual: false } }],
      ),
    ];
    for (const change of changes) {
      await sql
        .updateTable('senders')
        .set({ rules: JSON.stringify(change.rules) })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', change.id)
        .execute();
      tx.changed('sender', change.id);
    }
    await audit({
      subject: { kind: 'sender', id: senderId, label: sender.display_name },
      before: sender.rules === null ? null : { ...sender.rules },
      after: { ...rules },
    });
  },
};
