import { sql } from 'kysely';
import { v7 } from 'uuid';
import { REFUSALS, RefusedError } from '../../../shared/contract/errors.ts';
import { type MessageId, messageId, type TemplateId } from '../../../shared/contract/ids.ts';
import type { MessageRecord, MessageStatus } from '../../../shared/contract/records.ts';
import type { RestInput } from '../../../shared/contract/rest.ts';
import type { RestMessage } from '../../../shared/contract/rest/messages.ts';
import { loadMessages } from '../../db/records/messages.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { sendTemplate, sendText } from '../sending/commands.ts';
import { cursorAfter, page, placeOf } from './cursor.ts';
import type { RestHandlers } from './handler.ts';
import { findPlace } from './place.ts';

type Template = Extract<
  RestInput<'messages.send'>['body']['content'],
  { type: 'template' }
>['template'];

/** @param wake called after a commit that gives the dispatcher something to do */
export function messageRoutes(
  wake: () => void,
): RestHandlers<'messages.send' | 'messages.get' | 'messages.list'> {
  return {
    'messages.send': async (context, { body }) => {
      const { tx, key, now, afterCommit } = context;
      const { content } = body;
      const place = await findPlace(tx, body, now);
      const id = messageId.parse(v7());
      const program = { name: key.name, orderReference: body.orderReference ?? null };
      const { conversationId } = place;
      if (content.type === 'text') {
        const validUntil = content.sendUntil === undefined ? null : Date.parse(content.sendUntil);
        await sendText(
          { tx, now, program },
          { messageId: id, conversationId, body: content.text, repliesToId: null, validUntil },
        );
      } else {
        const templateId = await findTemplateId(tx, content.template);
        const { variables } = content;
        await sendTemplate(
          { tx, now, program },
          { messageId: id, conversationId, templateId, variables },
        );
      }
      afterCommit(wake);
      return { id, ...place, status: 'queued', at: iso(now) };
    },

    'messages.get': async ({ tx }, { params }) => {
      const [message] = await show(tx, [params.id]);
      if (message === undefined) throw new RefusedError('message_not_found');
      return message;
    },

    'messages.list': async ({ tx }, { query }) => {
      const { conversationId, contactId, orderReference, limit, cursor } = query;
      const from = placeOf(cursor);
      const rows = await tx.sql
        .selectFrom('messages')
        .select(['id', 'at'])
        .where('tenant_id', '=', tx.tenantId)
        .$if(conversationId !== undefined, (list) =>
          list.where('conversation_id', '=', conversationId ?? null),
        )
        .$if(contactId !== undefined, (list) =>
          list.where('conversation_id', 'in', (eb) =>
            eb
              .selectFrom('conversations')
              .select('conversations.id')
              .where('conversations.tenant_id', '=', tx.tenantId)
              .where('conversations.contact_id', '=', contactId ?? null),
          ),
        )
        .$if(orderReference !== undefined, (list) =>
          list.where('order_reference', '=', orderReference ?? null),
        )
        .$if(from !== null, (list) =>
          list.where(sql<boolean>`(at, id) < (${from?.[0]}::bigint, ${from?.[1]}::uuid)`),
        )
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const ids = page(
        rows,
        limit,
        ({ id }) => id,
        ({ at, id }) => cursorAfter(at, id),
      );
      return { items: await show(tx, ids.items), next: ids.next };
    },
  };
}

/** The template that is meant; one that is not there is refused by sending itself. */
async function findTemplateId(
  { sql: db, tenantId }: TenantTransaction,
  template: Template,
): Promise<TemplateId> {
  if ('id' in template) return template.id;
  const row = await db
    .selectFrom('templates')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    // Of two with one name, the approved one is meant.
    .orderBy(sql`status = 'approved'`, 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new RefusedError('template_not_found');
  return row.id;
}

/** The messages as REST shows them, in this order; those that are not there are left out. */
async function show(tx: TenantTransaction, ids: readonly MessageId[]): Promise<RestMessage[]> {
  if (ids.length === 0) return [];
  const loaded = await loadMessages(tx, ids);
  const references = await tx.sql
    .selectFrom('messages')
    .select(['id', 'order_reference'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(loaded.map(({ record }) => [record.id, record]));
  const orders = new Map(references.map((row) => [row.id, row.order_reference]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record === undefined ? [] : [asRest(record, orders.get(id) ?? null)];
  });
}

function asRest(record: MessageRecord, orderReference: string | null): RestMessage {
  const { id, conversationId, direction, kind, body, template, author, status, at } = record;
  const { kind: authorKind, personId, origin = null } = author;
  const { problem } = record;
  return {
    id,
    conversationId,
    direction,
    kind,
    body,
    template,
    author: { kind: authorKind, personId, origin },
    orderReference,
    status,
    problem: problem === null ? null : { ...problem, ...REFUSALS[problem.code] },
    at: iso(at),
    timeline: timelineOf(record),
  };
}

/** The moments that are known; where the message stands now comes last, if its moment is known. */
function timelineOf(record: MessageRecord): RestMessage['timeline'] {
  const steps: readonly (readonly [MessageStatus, number | null])[] = [
    [record.direction === 'inbound' ? 'received' : 'queued', record.at],
    ['sent', record.sentAt],
    ['delivered', record.deliveredAt],
    ['read', record.readAt],
  ];
  return steps.flatMap(([status, at]) => (at === null ? [] : [{ status, at: iso(at) }]));
}

/** A moment as REST writes it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
