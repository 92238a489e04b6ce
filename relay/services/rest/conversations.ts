import { sql } from 'kysely';
import { loadTemplates } from '../../db/records/directory.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import { cursorAfter, page, placeOf } from './cursor.ts';
import type { RestHandlers } from './handler.ts';
import { iso } from './messages.ts';

/** Conversations and templates for programs: to be read. */
export const readingRoutes: RestHandlers<'conversations.list' | 'templates.list'> = {
  'conversations.list': async ({ tx }, { query }) => {
    const { contactId, limit, cursor } = query;
    const from = placeOf(cursor);
    const rows = await tx.sql
      .selectFrom('conversations')
      .select(['id', 'contact_id', 'sender_id', 'channel', 'status', 'assignee_id'])
      .select(['unread_count', 'last_inbound_at', 'last_message_at'])
      .where('tenant_id', '=', tx.tenantId)
      .$if(contactId !== undefined, (list) => list.where('contact_id', '=', contactId ?? null))
      .$if(from !== null, (list) =>
        list.where(
          sql<boolean>`(last_message_at, id) < (${from?.[0]}::bigint, ${from?.[1]}::uuid)`,
        ),
      )
      .orderBy('last_message_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return page(
      rows,
      limit,
      (row) => {
        const closesAt = row.channel === 'whatsapp' ? windowClosesAt(row.last_inbound_at) : null;
        return {
          id: row.id,
          contactId: row.contact_id,
          senderId: row.sender_id,
          channel: row.channel,
          status: row.status,
          assigneeId: row.assignee_id,
          unreadCount: row.unread_count,
          windowClosesAt: closesAt === null ? null : iso(closesAt),
          lastMessageAt: iso(row.last_message_at),
        };
      },
      (last) => cursorAfter(last.last_message_at, last.id),
    );
  },

  'templates.list': async ({ tx }, { query }) => {
    const { status, limit, cursor } = query;
    const from = placeOf(cursor);
    const rows = await tx.sql
      .selectFrom('templates')
      .select('id')
      .where('tenant_id', '=', tx.tenantId)
      .$if(status !== undefined, (list) => list.where('status', '=', status ?? 'approved'))
      .$if(from !== null, (list) => list.where(sql<boolean>`id > ${from?.[1]}::uuid`))
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    const ids = page(
      rows,
      limit,
      ({ id }) => id,
      ({ id }) => cursorAfter(0, id),
    );
    if (ids.items.length === 0) return { items: [], next: null };
    // By their ids, as they are asked for.
    const loaded = await loadTemplates(tx, ids.items);
    return { items: loaded.map(({ record }) => record), next: ids.next };
  },
};
