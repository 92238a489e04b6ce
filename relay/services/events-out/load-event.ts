import {
  type MessageId,
  messageId,
  type TemplateVersionId,
  templateVersionId,
} from '../../../shared/contract/ids.ts';
import { z } from 'zod';
import type { OutgoingEvents } from '../../db/tables/events-out.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { show } from '../rest/messages.ts';

const ofMessage = z.object({ messageId });
const ofVersion = z.object({ versionId: templateVersionId });

/** An event as it is put down. */
export type StoredEvent = Pick<OutgoingEvents, 'type' | 'at'> & {
  readonly id: string;
  readonly facts: Record<string, unknown>;
};

/**
 * What an endpoint is told, as JSON: `type`, `timestamp` and `data`. The facts are those of the
 * moment; a message is as the REST API shows it now, so that texts that were removed are not told.
 */
export async function loadEvent(
  tx: TenantTransaction,
  { type, at, facts }: StoredEvent,
): Promise<string> {
  return JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: await dataOf(tx, type, facts),
  });
}

async function dataOf(
  tx: TenantTransaction,
  type: StoredEvent['type'],
  facts: StoredEvent['facts'],
): Promise<unknown> {
  switch (type) {
    case 'message.received':
    case 'message.status':
      return { ...facts, message: await messageOf(tx, ofMessage.parse(facts).messageId) };
    case 'template.decided':
      return { ...facts, ...(await versionOf(tx, ofVersion.parse(facts).versionId)) };
    case 'window.closing':
    case 'budget.reached':
    case 'consent.changed':
    case 'conversation.handed_over':
    case 'test':
    default:
      return facts;
  }
}

async function messageOf(tx: TenantTransaction, id: MessageId) {
  const [message] = await show(tx, [id]);
  return message ?? null;
}

/** How the template of a version is called, in which language. */
async function versionOf({ sql, tenantId }: TenantTransaction, id: TemplateVersionId) {
  return sql
    .selectFrom('template_versions')
    .select(['name', 'language', 'template_id as templateId'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}
