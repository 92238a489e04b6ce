import type { BridgePayload } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { minutesToSay, notice } from '../../../shared/wording/notices.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Platform, SettingsStore } from '../../platform/platform.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Workspace } from '../session/workspace.ts';

type Closing = BridgePayload<'windowClosing'>;

const MINUTE = 60_000;
/** The marks before the end of a window, in minutes, the nearest first. */
export const MARKS = [15, 60] as const;
const WIDEST = 60 * MINUTE;
/** From so many on there is one notification for all of them. */
const MANY = 4;
/** The customer has not got an answer by a message that ended so. */
const NO_ANSWER: ReadonlySet<MessageRecord['status']> = new Set([
  'failed',
  'undelivered',
  'parked',
  'cancelled',
]);
/** So far back an answer is looked for. */
const NEWEST = 30;

/** Whether something has gone out, or is on its way, since the customer wrote last. */
function isAnswered(cache: Cache, id: ConversationId): boolean {
  for (const { direction, status } of cache.messages.page(id, null, null, NEWEST)) {
    if (direction === 'inbound') return false;
    if (!NO_ANSWER.has(status)) return true;
  }
  return false;
}

/** What is to be told now of one conversation, and is noted as told; null: nothing. */
function dueAlert(cache: Cache, id: ConversationId, now: number): Closing | null {
  const record = cache.conversations.get(id);
  const closesAt = windowClosesAt(record?.lastInboundAt ?? null);
  if (record === null || record.lastInboundAt === null || closesAt === null) return null;
  const minutes = MARKS.find((mark) => closesAt - now <= mark * MINUTE);
  const contact = cache.contacts.get(record.contactId);
  if (minutes === undefined || contact === null) return null;
  const told = cache.windows.told(id);
  const { lastInboundAt } = record;
  if (told?.lastInboundAt === lastInboundAt && told.minutes <= minutes) return null;
  if (isAnswered(cache, id)) return null;
  cache.windows.tell(id, { lastInboundAt, minutes });
  return { conversationId: id, name: contact.name, closesAt, minutes };
}

/**
 * Tells a person that a window closes on a customer of theirs who waits: at 60 and at 15
 * minutes, each once per window on this machine, also over restarts. Only who the conversation
 * is assigned to is told; of what is nobody's, nobody is. Who comes late hears of the nearest
 * mark alone. Nothing is told before the relay's clock is known, or while what the relay has
 * new is still on its way.
 *
 * @returns a function that looks once
 */
export function createWindowAlerts(
  current: () => Workspace | null,
  settings: SettingsStore,
  relayClock: RelayClock,
  notify: Platform['notify'],
  push: (closing: Closing) => void,
): () => void {
  function show(due: readonly Closing[], now: number): void {
    if (notify === null) return;
    if (due.length >= MANY) {
      const title = notice('manyWindowsClose', { count: due.length });
      notify({ title, body: notice('manyWindowsCloseNext') });
      return;
    }
    for (const { name, closesAt } of due) {
      const count = minutesToSay(closesAt - now);
      notify({ title: notice('windowCloses', { count, name }), body: notice('windowClosesNext') });
    }
  }

  return () => {
    const workspace = current();
    if (workspace === null || !settings.get().windowAlerts || !relayClock.isTrusted()) return;
    const { cache, session } = workspace;
    if (!workspace.isInStep()) return;
    const now = relayClock.now();
    const ids = cache.windows.endingFor(session().person.id, now, WIDEST);
    if (ids.length === 0) return;
    const due = cache.transaction(() => {
      cache.windows.forgetEnded(now);
      return ids.map((id) => dueAlert(cache, id, now)).filter((closing) => closing !== null);
    });
    for (const closing of due) push(closing);
    show(due, now);
  };
}
