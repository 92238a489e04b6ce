import type { CommandHandlers } from '../commands/handler.ts';

/** What admins do with automations. */
export const automationCommands: CommandHandlers<'automation.save'> = {
  'automation.save': async ({ tx, audit }, { automationId, name, isOn, archived, ...plan }) => {
    const { sql, tenantId } = tx;
    const before = await sql
      .selectFrom('automations')
      .select(['name', 'plan', 'is_on', 'archived'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', automationId)
      .forUpdate()
      .executeTakeFirst();
    const row = { name, plan: JSON.stringify(plan), is_on: isOn && !archived, archived };
    await sql
      .insertInto('automations')
      .values({ tenant_id: tenantId, id: automationId, ...row })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(row))
      .execute();
    tx.changed('automation', automationId);
    await audit({
      subject: { kind: 'automation', id: automationId, label: name },
      before: before === undefined ? null : { ...before },
      after: { name, plan, is_on: row.is_on, archived },
    });
  },
};
