import type { EventType } from '../../../shared/contract/webhook-out.ts';
import { eventType } from '../../../shared/contract/webhook-out.ts';
import type { ReadHandlers } from '../reads/handler.ts';

/** What admins ask about the addresses to which events go. */
export const endpointReads: ReadHandlers<'endpoints.list' | 'deliveries.list'> = {
  'endpoints.list': async ({ tx: { sql, tenantId } }) => {
    const rows = await sql
      .selectFrom('endpoints as e')
      .leftJoin('deliveries as d', (join) =>
        join.onRef('d.tenant_id', '=', 'e.tenant_id').onRef('d.endpoint_id', '=', 'e.id'),
      )
      .select(['e.id', 'e.url', 'e.description', 'e.types', 'e.is_on', 'e.gone_at', 'e.created_at'])
      .select(({ fn }) => [
        fn.count<number>('d.number').filterWhere('d.state', '=', 'waiting').as('waiting'),
        fn.count<number>('d.number').filterWhere('d.state', '=', 'dead').as('dead'),
        fn.max('d.ended_at').filterWhere('d.state', '=', 'delivered').as('last_delivered_at'),
      ])
      .where('e.tenant_id', '=', tenantId)
      .groupBy(['e.tenant_id', 'e.id'])
      .orderBy('e.created_at')
      .orderBy('e.id')
      .execute();
    return {
      endpoints: rows.map((row) => ({
        id: row.id,
        url: row.url,
        description: row.description,
        types: row.types.flatMap((name): EventType[] => {
          const known = eventType.safeParse(name).data;
          return known === undefined ? [] : [known];
        }),
        isOn: row.is_on,
        goneAt: row.gone_at,
        createdAt: row.created_at,
        waiting: row.waiting,
        dead: row.dead,
        lastDeliveredAt: row.last_delivered_at,
      })),
    };
  },

  'deliveries.list': async ({ tx: { sql, tenantId } }, { endpointId, state, before, limit }) => {
    const rows = await sql
      .selectFrom('deliveries as d')
      .innerJoin('outgoing_events as o', (join) =>
        join.onRef('o.tenant_id', '=', 'd.tenant_id').onRef('o.id', '=', 'd.event_id'),
      )
      .select(['d.number', 'd.event_id as eventId', 'o.type', 'o.at', 'd.state', 'd.attempts'])
      .select(['d.last_status as lastStatus', 'd.last_error as lastError', 'd.due_at as nextAt'])
      .where('d.tenant_id', '=', tenantId)
      .where('d.endpoint_id', '=', endpointId)
      .$if(state !== null, (query) => query.where('d.state', '=', state ?? 'waiting'))
      .$if(before !== null, (query) => query.where('d.number', '<', before ?? 0))
      .orderBy('d.number', 'desc')
      .limit(limit + 1)
      .execute();
    const deliveries = rows
      .slice(0, limit)
      .map((row) => Object.assign(row, { nextAt: row.state === 'waiting' ? row.nextAt : null }));
    return {
      deliveries,
      next: rows.length > limit ? (deliveries.at(-1)?.number ?? null) : null,
    };
  },
};
