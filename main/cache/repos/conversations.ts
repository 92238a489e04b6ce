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
  /** See migration 10. */
  readonly snoozedUntil: number | null;
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

/** What stands for a moment that no clock reaches. */
const UNTIL_REPLY = Number.MAX_SAFE_INTEGER;

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
    snoozedUntil: record.snooze === null ? null : (record.snooze.until ?? UNTIL_REPLY),
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
      unread_count, last_message_at, snoozed_until, json
    ) values (
      @id, @number, @contactId, @senderId, @channel, @status, @assigneeId, @lastInboundAt,
      @unreadCount, @lastMessageAt, @snoozedUntil, @json
    )
    on conflict (id) do update set
      number = excluded.number, contact_id = excluded.contact_id, sender_id = excluded.sender_id,
      channel = excluded.channel, status = excluded.status, assignee_id = excluded.assignee_id,
      last_inbound_at = excluded.last_inbound_at, unread_count = excluded.unread_count,
      last_message_at = excluded.last_message_at, snoozed_until = excluded.snoozed_until,
      json = excluded.json, base_json = null
    where excluded.number > conversation.number
  `);
  const overlay = db.prepare<[Omit<Columns, 'number'>]>(`
    update conversation set
      status = @status, assignee_id = @assigneeId, last_inbound_at = @lastInboundAt,
      unread_count = @unreadCount, last_message_at = @lastMessageAt,
      snoozed_until = @snoozedUntil,
      base_json = coalesce(base_json, json), json = @json
    where id = @id
  `);
  const erase = db.prepare<[string, number]>(
    'delete from conversation where id = ? and number < ?',
  );
  const untag = db.prepare<[string]>('delete from conversation_tag where conversation_id = ?');
  const tag = db.prepare<[string, string]>(
    'insert or ignore into conversation_tag (conversation_id, tag_id) values (?, ?)',
  );
  const writeTags = ({ id, tagIds }: ConversationRecord): void => {
    untag.run(id);
    for (const tagId of tagIds) tag.run(id, tagId);
  };
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
    put: (record, number) => {
      const isNewer = write.run(columns(record, number)).changes > 0;
      if (isNewer) writeTags(record);
      return isNewer;
    },
    show: (record) => {
      if (overlay.run(columns(record, 0)).changes > 0) writeTags(record);
    },
    remove: (id, number) => {
      const isGone = erase.run(id, number).changes > 0;
      if (isGone) untag.run(id);
      return isGone;
    },
    ofContact: (contactId) => byContact.all(contactId),
  };
}
