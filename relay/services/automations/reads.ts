import { sql } from 'kysely';
import type { ReadHandlers } from '../reads/handler.ts';
import { tryOut } from './try-out.ts';

/** What admins ask about automations. */
export const automationReads: ReadHandlers<'automations.log' | 'automation.tryOut'> = {
  'automation.tryOut': tryOut,
  'automations.log': async (
    { tx: { sql: db, tenantId } },
    { automationId, state, before, limit },
  ) => {
    const rows = await db
      .selectFrom('automation_runs as r')
      .innerJoin('order_events as e', (join) =>
        join.onRef('e.tenant_id', '=', 'r.tenant_id').onRef('e.number', '=', 'r.event_number'),
      )
      .innerJoin('orders as o', (join) =>
        join.onRef('o.tenant_id', '=', 'e.tenant_id').onRef('o.id', '=', 'e.order_id'),
      )
      .innerJoin('contacts as c', (join) =>
        join.onRef('c.tenant_id', '=', 'o.tenant_id').onRef('c.id', '=', 'o.contact_id'),
      )
      .select(['r.number', 'r.automation_id as automationId', 'e.kind as event', 'e.at'])
      .select(['o.id as orderId', 'c.id as contactId', 'c.name as contactName'])
      .select(sql<string>`o.content ->> 'number'`.as('orderNumber'))
      .select(['r.state', 'r.due_at as dueAt', 'r.reason', 'r.detail', 'r.message_id as messageId'])
      .where('r.tenant_id', '=', tenantId)
      .where('r.automation_id', '=', automationId)
      .$if(state !== null, (query) => query.where('r.state', '=', state ?? 'sent'))
      .$if(before !== null, (query) => query.where('r.number', '<', before ?? 0))
      .orderBy('r.number', 'desc')
      .limit(limit + 1)
      .execute();
    const runs = rows.slice(0, limit);
    return { runs, next: rows.length > limit ? (runs.at(-1)?.number ?? null) : null };
  },
};
