import { sql } from 'kysely';
import { z } from 'zod';
import { tenantId } from '../../../shared/contract/ids.ts';
import { GUARD_BAND_MS, SERVICE_WINDOW_MS } from '../../../shared/domain/window/service-window.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';

/** So long before its end a window is told of. */
const BEFORE_END_MS = 60 * 60_000;
/** What ended is shown for so long. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** From a customer's last message until nothing freeform leaves any more. */
const OPEN_MS = SERVICE_WINDOW_MS - GUARD_BAND_MS;

const found = z.array(z.object({ tenant_id: tenantId, wants: z.boolean() }));

/** Puts down which windows close soon, each once, and drops events that are old. */
export async function keepUp({ store, clock }: Pick<Parts, 'store' | 'clock'>): Promise<void> {
  const { rows } = await sql`
    SELECT * FROM casement.tenants_with_endpoints('window.closing')`.execute(store.outside);
  for (const { tenant_id: tenant, wants } of found.parse(rows)) {
    await store.inTenant(tenant, async (tx) => {
      const now = clock.now();
      if (wants) await noteClosing(tx, now);
      await dropOld(tx, now);
    });
  }
}

async function noteClosing({ sql: db, tenantId: tenant }: TenantTransaction, now: number) {
  await sql`
    SELECT tell_outside(${tenant}::uuid, 'window.closing', ${now}::bigint,
      jsonb_build_object('conversationId', c.id, 'contactId', c.contact_id,
        'closesAt', to_char(to_timestamp((c.last_inbound_at + ${OPEN_MS}::bigint) / 1000.0) AT TIME ZONE 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      concat_ws(' ', 'window', c.id, c.last_inbound_at))
    FROM conversations c
    WHERE c.tenant_id = ${tenant} AND c.channel = 'whatsapp'
      AND c.last_inbound_at > ${now - OPEN_MS} AND c.last_inbound_at <= ${now - OPEN_MS + BEFORE_END_MS}
      AND NOT EXISTS (SELECT FROM outgoing_events o WHERE o.tenant_id = c.tenant_id
        AND o.once = concat_ws(' ', 'window', c.id, c.last_inbound_at))
    ORDER BY c.id`.execute(db);
}

/** Events of which nothing waits any more, with their deliveries. */
async function dropOld({ sql: db, tenantId: tenant }: TenantTransaction, now: number) {
  await db
    .deleteFrom('outgoing_events as o')
    .where('o.tenant_id', '=', tenant)
    .where('o.at', '<', now - KEPT_MS)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries as d')
            .select('d.number')
            .where('d.tenant_id', '=', tenant)
            .whereRef('d.event_id', '=', 'o.id')
            .where('d.state', '=', 'waiting'),
        ),
      ),
    )
    .execute();
}
