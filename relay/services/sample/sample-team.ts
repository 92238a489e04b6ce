import { v7 } from 'uuid';
import { SAMPLE_CANNED_REPLIES, SAMPLE_TAGS } from '../../../assets/sample/team.ts';
import type { SampleConversation } from '../../../assets/sample/world.ts';
import { cannedReplyId, type TagId, tagId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Adds the sample's tags and canned replies. @returns which tags a conversation carries */
export async function addSampleTeam({
  sql,
  tenantId,
  changed,
}: TenantTransaction): Promise<(thread: SampleConversation) => TagId[]> {
  const tags = SAMPLE_TAGS.map(({ name, colour, about }) => ({
    id: tagId.parse(v7()),
    name,
    colour,
    about,
  }));
  const replies = SAMPLE_CANNED_REPLIES.map(({ title, shortcut, text }) => ({
    title,
    shortcut,
    text,
    id: cannedReplyId.parse(v7()),
    tenant_id: tenantId,
    channel: null,
    archived: false,
  }));
  await sql
    .insertInto('tags')
    .values(
      tags.map(({ id, name, colour }) => ({
        tenant_id: tenantId,
        id,
        name,
        colour,
        archived: false,
      })),
    )
    .execute();
  await sql.insertInto('canned_replies').values(replies).execute();
  for (const { id } of tags) changed('tag', id);
  for (const { id } of replies) changed('cannedReply', id);
  return ({ messages }) => {
    const said = messages.map(({ body }) => body ?? '').join('\n');
    return tags.filter(({ about }) => about.test(said)).map(({ id }) => id);
  };
}
