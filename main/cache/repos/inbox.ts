import type { InboxFilter, InboxItem, InboxSort } from '../../../shared/contract/bridge.ts';
import type {
  ContactRecord,
  ConversationRecord,
  PersonRecord,
  SenderRecord,
} from '../../../shared/contract/records.ts';
import type { ConversationId, PersonId, TagId } from '../../../shared/contract/ids.ts';
import { serviceWindow, windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** For whom and when the filters are asked. */
export interface InboxView {
  readonly me: PersonId;
  /** ms on the relay's clock. */
  readonly now: number;
  /** Less than so many ms left: the window is closing. */
  readonly closingBelow: number;
  /** Only what carries this tag; null or absent: everything. */
  readonly tagId?: TagId | null;
}

/** A place in the inbox: what it is sorted by, then the id. */
export interface InboxPlace {
  readonly key: number;
  readonly id: ConversationId;
}

/** The list of conversations. */
export interface InboxRepo {
  /** After a place of the same order (null: from the top). */
  readonly list: (
    filter: InboxFilter,
    sort: InboxSort,
    view: InboxView,
    before: InboxPlace | null,
    limit: number,
  ) => readonly InboxItem[];
  readonly get: (id: ConversationId) => InboxItem | null;
  readonly counts: (view: InboxView) => Record<InboxFilter, number>;
  /** Open conversations with something unread that are this person's or nobody's. */
  readonly unreadFor: (me: PersonId, now: number) => number;
}

interface Row {
  readonly conversation: Json<ConversationRecord>;
  readonly contact: Json<ContactRecord>;
  readonly sender: Json<SenderRecord>;
  readonly assignee: Json<PersonRecord> | null;
  readonly draft: string | null;
}

/* The window is open while now < last inbound + SPAN: its end is the same rule as everywhere. */
const SPAN = windowClosesAt(0) ?? 0;
/** Put off, and the moment has not come. */
const SNOOZED = "c.status = 'open' and c.snoozed_until > @now";
const OPEN = "c.status = 'open' and (c.snoozed_until is null or c.snoozed_until <= @now)";
const TAGGED = 'c.id in (select conversation_id from conversation_tag where tag_id = @tag)';
const WHATSAPP = "c.channel = 'whatsapp'";

/** Each filter; @now, @me, @closed (an older last inbound: closed) and @amber (an older one: closing). */
const FILTERS: Record<InboxFilter, string> = {
  all: OPEN,
  mine: `${OPEN} and c.assignee_id = @me`,
  unassigned: `${OPEN} and c.assignee_id is null`,
  unread: `${OPEN} and c.unread_count > 0`,
  closing: `${OPEN} and ${WHATSAPP} and c.last_inbound_at > @closed and c.last_inbound_at < @amber`,
  closed: `${OPEN} and ${WHATSAPP} and (c.last_inbound_at is null or c.last_inbound_at <= @closed)`,
  snoozed: SNOOZED,
  resolved: "c.status = 'resolved'",
};

const ITEM = `
  select c.json as conversation, k.json as contact, s.json as sender, p.json as assignee,
    nullif(substr(d.text, 1, 160), '') as draft
  from conversation c
  join contact k on k.id = c.contact_id
  join directory s on s.entity = 'sender' and s.id = c.sender_id
  left join directory p on p.entity = 'person' and p.id = c.assignee_id
  left join draft d on d.conversation_id = c.id`;

const HAS_WINDOW = `(${WHATSAPP} and c.last_inbound_at is not null and c.last_inbound_at > @closed)`;
const BY_NEWEST = `(c.last_message_at, c.id) < (@key, @id)
  order by c.last_message_at desc, c.id desc`;
const BY_WINDOW = '(c.last_inbound_at, c.id) > (@key, @id) order by c.last_inbound_at, c.id';
const FROM_TOP = { key: Number.MAX_SAFE_INTEGER, id: '' };

interface Parameters {
  readonly me: string;
  readonly now: number;
  readonly tag: string | null;
  readonly closed: number;
  readonly amber: number;
}
interface ListParameters extends Parameters {
  readonly key: number;
  readonly id: string;
  readonly limit: number;
}

function toItem(row: Row): InboxItem {
  return {
    conversation: decode(row.conversation),
    contact: decode(row.contact),
    sender: decode(row.sender),
    assignee: row.assignee === null ? null : decode(row.assignee),
    draft: row.draft,
  };
}

function parameters({ me, now, closingBelow, tagId }: InboxView): Parameters {
  return { me, now, tag: tagId ?? null, closed: now - SPAN, amber: now - SPAN + closingBelow };
}

/**
 * What a conversation is sorted by, as a place of the list names it.
 *
 * @param now ms on the relay's clock
 */
export function inboxKey(
  { channel, lastInboundAt, lastMessageAt }: ConversationRecord,
  sort: InboxSort,
  now: number,
): number {
  if (sort === 'newest') return lastMessageAt;
  const isOpen = channel === 'whatsapp' && serviceWindow(lastInboundAt, now).state === 'open';
  return isOpen && lastInboundAt !== null ? lastInboundAt : -lastMessageAt;
}

/** The list of this file. */
export function createInboxRepo(db: Db): InboxRepo {
  const prepare = (condition: string, order: string) =>
    db.prepare<[ListParameters], Row>(`${ITEM} where ${condition} and ${order} limit @limit`);
  const byFilter = <T>(make: (condition: string) => T): Record<InboxFilter, T> => ({
    all: make(FILTERS.all),
    mine: make(FILTERS.mine),
    unassigned: make(FILTERS.unassigned),
    unread: make(FILTERS.unread),
    closing: make(FILTERS.closing),
    closed: make(FILTERS.closed),
    snoozed: make(FILTERS.snoozed),
    resolved: make(FILTERS.resolved),
  });
  const lists = (only: string) => ({
    newest: byFilter((condition) => prepare(`${condition}${only}`, BY_NEWEST)),
    open: byFilter((condition) => prepare(`${condition}${only} and ${HAS_WINDOW}`, BY_WINDOW)),
    others: byFilter((condition) =>
      prepare(`${condition}${only} and not ${HAS_WINDOW}`, BY_NEWEST),
    ),
  });
  const whole = lists('');
  const tagged = lists(` and ${TAGGED}`);

  /** Keys of open windows are positive, and grow; those of the others are negative, and grow too. */
  function listByWindow(
    { open, others }: typeof whole,
    filter: InboxFilter,
    asked: Parameters,
    before: InboxPlace | null,
    limit: number,
  ): readonly Row[] {
    const { key, id } = before ?? { key: 0, id: '' };
    const first = key < 0 ? [] : open[filter].all({ ...asked, key, id, limit });
    if (first.length === limit) return first;
    const rest = key < 0 ? { key: -key, id } : FROM_TOP;
    return [...first, ...others[filter].all({ ...asked, ...rest, limit: limit - first.length })];
  }
  const one = db.prepare<[string], Row>(`${ITEM} where c.id = ?`);
  const sums = Object.entries(FILTERS).map(
    ([name, condition]) => `count(*) filter (where ${condition}) as "${name}"`,
  );
  const countOf = (only: string) =>
    db.prepare<[Parameters], Record<InboxFilter, number>>(
      `select ${sums.join(', ')} from conversation c${only}`,
    );
  const count = countOf('');
  const countTagged = countOf(` where ${TAGGED}`);
  const unread = db
    .prepare<[{ readonly me: string; readonly now: number }], number>(
      `select count(*) from conversation c
       where ${FILTERS.unread} and (c.assignee_id is null or c.assignee_id = @me)`,
    )
    .pluck();
  const none = byFilter(() => 0);
  return {
    list: (filter, sort, view, before, limit) => {
      const asked = parameters(view);
      const from = asked.tag === null ? whole : tagged;
      const rows =
        sort === 'window'
          ? listByWindow(from, filter, asked, before, limit)
          : from.newest[filter].all({ ...asked, ...(before ?? FROM_TOP), limit });
      return rows.map(toItem);
    },
    get: (id) => {
      const row = one.get(id);
      return row === undefined ? null : toItem(row);
    },
    counts: (view) => {
      const asked = parameters(view);
      return (asked.tag === null ? count : countTagged).get(asked) ?? none;
    },
    unreadFor: (me, now) => unread.get({ me, now }) ?? 0,
  };
}
