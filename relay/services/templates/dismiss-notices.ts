import type { CommandHandler } from '../commands/handler.ts';

/** One person puts notices away; the others still see them. */
export const dismissNotices: CommandHandler<'templateNotice.dismiss'> = async (
  { tx: { sql, tenantId }, person },
  { noticeIds },
) => {
  await sql
    .insertInto('template_notices_dismissed')
    .columns(['tenant_id', 'notice_id', 'person_id'])
    .expression((eb) =>
      eb
        .selectFrom('template_notices')
        .select(['tenant_id', 'id', eb.val(person.id).as('person_id')])
        .where('tenant_id', '=', tenantId)
        .where('id', 'in', noticeIds),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
