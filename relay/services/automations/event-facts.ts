import type { AutomationTemplate } from '../../../shared/contract/automation.ts';
import type { ContactId, OrderId } from '../../../shared/contract/ids.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import type { Around, EventFacts } from '../../../shared/domain/automation/plan-event.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import { loadTemplates } from '../../db/records/directory.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** An event with whose it is and how things are with it now. */
export interface KnownEvent extends EventFacts {
  readonly number: number;
  readonly orderId: OrderId;
  readonly contactId: ContactId;
}

/** Events by their numbers, with their orders, contacts and stock as they are now. */
export async function loadEvents(
  tx: TenantTransaction,
  numbers: readonly number[],
): Promise<readonly KnownEvent[]> {
  const { sql, tenantId } = tx;
  if (numbers.length === 0) return [];
  const rows = await sql
    .selectFrom('order_events as e')
    .innerJoin('orders as o', (join) =>
      join.onRef('o.tenant_id', '=', 'e.tenant_id').onRef('o.id', '=', 'e.order_id'),
    )
    .leftJoin('stock as s', (join) =>
      join.onRef('s.tenant_id', '=', 'e.tenant_id').onRef('s.sku', '=', 'e.key'),
    )
    .select(['e.number', 'e.kind', 'e.key', 'e.at', 'o.id', 'o.contact_id', 'o.content'])
    .select(['s.available', 's.expected_on'])
    .where('e.tenant_id', '=', tenantId)
    .where('e.number', '=', (eb) => eb.fn.any(eb.val([...numbers])))
    .orderBy('e.number', 'desc')
    .execute();
  const ids = [...new Set(rows.map(({ contact_id: id }) => id))];
  const contacts = new Map(
    (await loadContacts(tx, ids)).map(({ record }) => [record.id, record] as const),
  );
  return rows.flatMap((row) => {
    const contact = contacts.get(row.contact_id);
    if (contact === undefined) return [];
    const { kind: event, available, expected_on: expectedOn } = row;
    const stock = event === 'out_of_stock' && available !== null ? { available, expectedOn } : null;
    const { number, key, at, id: orderId, content: order } = row;
    return [{ number, orderId, contactId: contact.id, event, key, at, order, contact, stock }];
  });
}

/**
 * What there is to send a template with: its languages at the provider, and the company's zone.
 *
 * @param now ms on the relay's clock
 */
export async function loadAround(
  tx: TenantTransaction,
  wanted: AutomationTemplate,
  now: number,
): Promise<Around<TemplateRecord>> {
  const { sql, tenantId } = tx;
  const { time_zone: timeZone } = await sql
    .selectFrom('tenants')
    .select('time_zone')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (wanted.by === 'name') {
    const named = await sql
      .selectFrom('templates')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('name', '=', wanted.name)
      .execute();
    const templates = await loadTemplates(
      tx,
      named.map(({ id }) => id),
    );
    return { templates: templates.map(({ record }) => record), versions: [], timeZone, now };
  }
  const rows = await sql
    .selectFrom('template_versions')
    .select(['draft_id', 'number', 'template_id'])
    .where('tenant_id', '=', tenantId)
    .where('draft_id', '=', wanted.draftId)
    .execute();
  const ids = rows.flatMap(({ template_id: id }) => (id === null ? [] : [id]));
  return {
    templates: (await loadTemplates(tx, ids)).map(({ record }) => record),
    versions: rows.map(({ draft_id: draftId, number, template_id: templateId }) => ({
      draftId,
      number,
      templateId,
    })),
    timeZone,
    now,
  };
}
