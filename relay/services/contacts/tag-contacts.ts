import { sql as raw } from 'kysely';
import type { CommandHandler } from '../commands/handler.ts';
import { currentContactId, lockContactRows, mustBeTags } from './contact-store.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';

/** Puts tags on contacts and takes others off; who has them right already is left alone. */
export const tagContacts: CommandHandler<'contact.tag'> = async (
  { tx, now },
  { contactIds, add, remove },
) => {
  await mustBeTags(tx, add);
  const ids = [];
  for (const named of contactIds) ids.push(await currentContactId(tx, named));
  const wanted = [...new Set(ids)];
  await lockContactRows(tx, wanted);
  const rows = await tx.sql
    .selectFrom('contacts')
    .select(['id', 'tag_ids'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', (eb) => eb.fn.any(eb.val(wanted)))
    .execute();
  if (rows.length < wanted.length) throw new RefusedError('contact_not_found');
  for (const { id, tag_ids: tags } of rows) {
    const next = [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
    if (next.length === tags.length && next.every((tag) => tags.includes(tag))) continue;
    await tx.sql
      .updateTable('contacts')
      .set({ tag_ids: raw`${next}::uuid[]`, updated_at: now })
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', id)
      .execute();
    tx.changed('contact', id);
  }
};
