import type { ConversationRecord } from '../../../shared/contract/records.ts';
import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

interface Columns {
  readonly id: string;
  readonly number: number;
  readonly contactId: string;
  readonly senderId: string;
  readonly channel: string;
  readonly status: string;
  readonly assigneeId: string | null;
  readonly lastInboundAt: number | null;
  readonly unreadCount: number;
  readonly lastMessageAt: number;
  readonly json: string;
}

/** The conversations: what the relay says of them, and what the person sees. */
export interface ConversationsRepo {
  /** As the person sees it: with the own work that is still on its way. */
  readonly get: (id: ConversationId) => ConversationRecord | null;
  /** As the relay said it last. */
  readonly base: (id: ConversationId) => ConversationRecord | null;
  /** Stores the relay's word. Returns whether it was newer than what was there. */
  readonly put: (record: ConversationRecord, number: number) => boolean;
  /** Stores what the person sees, beside the relay's word. */
  readonly show: (record: ConversationRecord) => void;
  /** Returns whether something older was there. */
  readonly remove: (id: string, number: number) => boolean;
  readonly ofContact: (contactId: ContactId) => readonly ConversationId[];
}

function columns(record: ConversationRecord, number: number): Columns {
  return {
    id: record.id,
    number,
    contactId: record.contactId,
    senderId: record.senderId,
    channel: record.channel,
    status: record.status,
    assigneeId: record.assigneeId,
    lastInboundAt: record.lastInboundAt,
    unreadCount: record.unreadCount,
    lastMessageAt: record.lastMessageAt,
    json: JSON.stringify(record),
  };
}

/** The conversations of this file. */
export function createConversationsRepo(db: Db): ConversationsRepo {
  const one = db
    .prepare<[string], Json<ConversationRecord>>('select json from conversation where id = ?')
    .pluck();
  const said = db
    .prepare<[string], Json<ConversationRecord>>(
      'select coalesce(base_json, json) from conversation where id = ?',
    )
    .pluck();
  const write = db.prepare<[Columns]>(`
    insert into conversation (
      id, number, contact_id, sender_id, channel, status, assignee_id, last_inbound_at,
      unread_count, last_message_at, json
    ) values (
      @id, @number, @contactId, @senderId, @channel, @status, @assigneeId, @lastInboundAt,
      @unreadCount, @lastMessageAt, @json
    )
    on conflict (id) do update set
      number = excluded.number, contact_id = excluded.contact_id, sender_id = excluded.sender_id,
      channel = excluded.channel, status = excluded.status, assignee_id = excluded.assignee_id,
      last_inbound_at = excluded.last_inbound_at, unread_count = excluded.unread_count,
      last_message_at = excluded.last_message_at, json = excluded.json, base_json = null
    where excluded.number > conversation.number
  `);
  const overlay = db.prepare<[Omit<Columns, 'number'>]>(`
    update conversation set
      status = @status, assignee_id = @assigneeId, last_inbound_at = @lastInboundAt,
      unread_count = @unreadCount, last_message_at = @lastMessageAt,
      base_json = coalesce(base_json, json), json = @json
    where id = @id
  `);
  const erase = db.prepare<[string, number]>(
    'delete from conversation where id = ? and number < ?',
  );
  const byContact = db
    .prepare<[string], ConversationId>('select id from conversation where contact_id = ?')
    .pluck();
  return {
    get: (id) => {
      const json = one.get(id);
      return json === undefined ? null : decode(json);
    },
    base: (id) => {
      const json = said.get(id);
      return json === undefined ? null : decode(json);
    },
    put: (record, number) => write.run(columns(record, number)).changes > 0,
    show: (record) => {
      overlay.run(columns(record, 0));
    },
    remove: (id, number) => erase.run(id, number).changes > 0,
    ofContact: (contactId) => byContact.all(contactId),
  };
}
