import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import { REFUSALS, RefusedError } from '../../../shared/contract/errors.ts';
import {
  type ConversationId,
  type MessageId,
  messageId,
  type TemplateId,
} from '../../../shared/contract/ids.ts';
import type { MessageRecord, MessageStatus } from '../../../shared/contract/records.ts';
import type { RestAnswer, RestInput } from '../../../shared/contract/rest.ts';
import type { RestMessage } from '../../../shared/contract/rest/messages.ts';
import { loadMessages } from '../../db/records/messages.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { LiveKey } from '../api-keys/key-ring.ts';
import { sendTemplate, sendText } from '../sending/commands.ts';
import type { Program } from '../sending/new-message.ts';
import { cursorAfter, page, placeOf } from './cursor.ts';
import type { RestHandlers } from './handler.ts';
import { findPlace, type Place } from './place.ts';

type Body = RestInput<'messages.send'>['body'];
type Text = Extract<Body['content'], { type: 'text' }>;
type Template = Extract<Body['content'], { type: 'template' }>;

/** @param wake called after a commit that gives the dispatcher something to do */
export function messageRoutes(
  wake: () => void,
): RestHandlers<'messages.send' | 'messages.get' | 'messages.list'> {
  return {
    'messages.send': async (context, { body }) => {
      const { tx, key, now, afterCommit } = context;
      const place = await findPlace(tx, body, now);
      const id = messageId.parse(v7());
      const program = programOf(key, body);
      const { conversationId } = place;
      if (body.content.type === 'text') {
        await sendText({ tx, now, program }, textOf(body.content, id, conversationId));
      } else {
        const template = await templateOf(tx, body.content, id, conversationId);
        await sendTemplate({ tx, now, program }, template);
      }
      afterCommit(wake);
      return queuedAnswer(id, place, now);
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

/** On whose word it is sent, as people see it in the message. */
export function programOf(key: Pick<LiveKey, 'name'>, { orderReference }: Body): Program {
  return { name: key.name, orderReference: orderReference ?? null };
}

/** What is told of a message that is queued. */
export function queuedAnswer(
  id: MessageId,
  place: Place,
  now: number,
): RestAnswer<'messages.send'> {
  return { id, ...place, status: 'queued', at: iso(now) };
}

/** A text, as people's commands have it. */
export function textOf(
  { text, sendUntil }: Text,
  id: MessageId,
  conversationId: ConversationId,
): CommandInput<'message.sendText'> {
  const validUntil = sendUntil === undefined ? null : Date.parse(sendUntil);
  return { messageId: id, conversationId, body: text, repliesToId: null, validUntil };
}

/** A template, as people's commands have it. @throws {RefusedError} `template_not_found` */
export async function templateOf(
  tx: TenantTransaction,
  { template, variables }: Template,
  id: MessageId,
  conversationId: ConversationId,
): Promise<CommandInput<'message.sendTemplate'>> {
  const templateId = await findTemplateId(tx, template);
  return { messageId: id, conversationId, templateId, variables };
}

/** The template that is meant; one that is not there is refused by sending itself. */
async function findTemplateId(
  { sql: db, tenantId }: TenantTransaction,
  template: Template['template'],
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
export async function show(
  tx: TenantTransaction,
  ids: readonly MessageId[],
): Promise<RestMessage[]> {
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
