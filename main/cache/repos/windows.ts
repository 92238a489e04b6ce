import type { ConversationId, PersonId } from '../../../shared/contract/ids.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import type { Db } from '../sqlite.ts';

/** The last mark before the end of a window that the person was told of. */
interface ToldMark {
  /** Which window: the inbound message that started it, ms. */
  readonly lastInboundAt: number;
  readonly minutes: number;
}

/** When customer service windows end, and what was told of it. Times in ms on the relay's clock. */
export interface WindowsRepo {
  /**
   * The first moment after `after` at which some window has one of these times left, or at which
   * a conversation comes back that was put off.
   *
   * @param leads ms before the end; 0: the end itself
   */
  readonly nextTurn: (after: number, leads: readonly number[]) => number | null;
  /** Open conversations of this person whose window ends after `now` and within `lead` ms. */
  readonly endingFor: (me: PersonId, now: number, lead: number) => readonly ConversationId[];
  readonly told: (id: ConversationId) => ToldMark | null;
  readonly tell: (id: ConversationId, mark: ToldMark) => void;
  /** Forgets what was told of windows that ended before `now`. */
  readonly forgetEnded: (now: number) => void;
}

const SPAN = windowClosesAt(0) ?? 0;
const STATUSES = ['open', 'resolved'] as const;

/** The windows of this file. */
export function createWindowsRepo(db: Db): WindowsRepo {
  const next = db
    .prepare<[string, number], number | null>(
      `select min(last_inbound_at) from conversation
       where channel = 'whatsapp' and status = ? and last_inbound_at > ?`,
    )
    .pluck();
  const nextBack = db
    .prepare<[number], number | null>(
      'select min(snoozed_until) from conversation where snoozed_until > ?',
    )
    .pluck();
  const ending = db
    .prepare<[number, number, string], ConversationId>(
      `select id from conversation
       where channel = 'whatsapp' and status = 'open'
         and last_inbound_at > ? and last_inbound_at <= ? and assignee_id = ?
       order by last_inbound_at, id`,
    )
    .pluck();
  const told = db.prepare<[string], ToldMark>(
    'select last_inbound_at as lastInboundAt, minutes from window_alert where conversation_id = ?',
  );
  const tell = db.prepare<[string, number, number]>(`
    insert into window_alert (conversation_id, last_inbound_at, minutes) values (?, ?, ?)
    on conflict (conversation_id) do update set
      last_inbound_at = excluded.last_inbound_at, minutes = excluded.minutes
  `);
  const forget = db.prepare<[number]>('delete from window_alert where last_inbound_at <= ?');
  return {
    nextTurn: (after, leads) => {
      let first = nextBack.get(after) ?? null;
      for (const lead of leads) {
        for (const status of STATUSES) {
          const start = next.get(status, after - SPAN + lead) ?? null;
          if (start === null) continue;
          const turn = start + SPAN - lead;
          first = first === null ? turn : Math.min(first, turn);
        }
      }
      return first;
    },
    endingFor: (me, now, lead) => ending.all(now - SPAN, now - SPAN + lead, me),
    told: (id) => told.get(id) ?? null,
    tell: (id, { lastInboundAt, minutes }) => {
      tell.run(id, lastInboundAt, minutes);
    },
    forgetEnded: (now) => {
      forget.run(now - SPAN);
    },
  };
}
