import type { Order } from '../journal.ts';
import type { Check, CoreFacts, RelayFacts, Violation } from './facts.ts';

/* Laws about what a person at a core sees: the same as at the relay, and what they typed. */

/** Everyone sees what the relay has, once, as it is; and nothing else but what was held back here. */
export const coresAgree: Check = ({ relay, cores }) =>
  cores.flatMap((core) => [
    ...(core.waiting === 0
      ? []
      : [{ rule: 'left waiting', what: `${core.waiting} commands at core ${core.core}` }]),
    ...messagesDiffer(relay, core),
    ...conversationsDiffer(relay, core),
  ]);

function messagesDiffer(relay: RelayFacts, { core, messages }: CoreFacts): Violation[] {
  const shown = Map.groupBy(
    messages.filter(({ direction }) => direction === 'outbound'),
    ({ id }) => id,
  );
  const there = new Set(relay.sends.map(({ id }) => id));
  const differ = relay.sends.flatMap(({ id, status, body, conversationId }): Violation[] => {
    const here = shown.get(id) ?? [];
    const [first] = here;
    if (first === undefined) return [{ rule: 'not shown', what: `${id} at core ${core}` }];
    if (here.length > 1) return [{ rule: 'shown twice', what: `${id} at core ${core}` }];
    const same = first.status === status && first.body === body;
    if (same && first.conversationId === conversationId) return [];
    return [{ rule: 'shown otherwise', what: `${id}: ${status}, at core ${core} ${first.status}` }];
  });
  const onlyHere = messages.filter(
    ({ id, direction, status }) =>
      direction === 'outbound' && !there.has(id) && status !== 'parked' && status !== 'cancelled',
  );
  return [
    ...differ,
    ...onlyHere.map(({ id, status }) => ({
      rule: 'shown, not there',
      what: `${id} is ${status} at core ${core} and not at the relay`,
    })),
  ];
}

function conversationsDiffer(relay: RelayFacts, { core, messages, conversations }: CoreFacts) {
  const shown = new Map(conversations.map((each) => [each.id, each]));
  const there = new Set(relay.sends.map(({ id }) => id));
  const withOwn = new Set(
    messages
      .filter(({ id, direction }) => direction === 'outbound' && !there.has(id))
      .map(({ conversationId }) => conversationId),
  );
  return relay.conversations.flatMap((each): Violation[] => {
    const here = shown.get(each.id);
    if (here === undefined) return [{ rule: 'not shown', what: `${each.id} at core ${core}` }];
    const same =
      here.unread === each.unread &&
      here.status === each.status &&
      here.assigneeId === each.assigneeId;
    // A message that was held back here may be the newest.
    const last =
      withOwn.has(each.id) ||
      (here.lastMessageId === each.lastMessageId &&
        here.lastMessageStatus === each.lastMessageStatus);
    if (same && last) return [];
    return [
      {
        rule: 'shown otherwise',
        what: `conversation ${each.id}, at core ${core}: ${here.unread} unread, ${here.status}, of ${here.assigneeId}, for ${each.unread}, ${each.status}, ${each.assigneeId}`,
      },
    ];
  });
}

/** The line in the list tells of the newest message, as it is. */
export const summariesAreTrue: Check = ({ relay }) => {
  const all = [
    ...relay.sends.map(({ id, conversationId, at, status }) => ({
      id,
      conversationId,
      at,
      status,
    })),
    ...relay.inbound.map(({ id, conversationId, at }) => ({
      id,
      conversationId,
      at,
      status: 'received',
    })),
  ];
  const newest = new Map<string, (typeof all)[number]>();
  for (const each of all) {
    const before = newest.get(each.conversationId);
    const later = before === undefined || each.at > before.at;
    if (later || (each.at === before.at && each.id > before.id))
      newest.set(each.conversationId, each);
  }
  return relay.conversations.flatMap(({ id, lastMessageId, lastMessageStatus }) => {
    const last = newest.get(id);
    if (last?.id === lastMessageId && last?.status === lastMessageStatus) return [];
    return [
      {
        rule: 'wrong summary',
        what: `${id} tells of ${lastMessageId} (${lastMessageStatus}), not ${last?.id} (${last?.status})`,
      },
    ];
  });
};

/** The draft of each conversation is the last that was typed. */
export const draftsAreKept: Check = ({ journal, cores }) =>
  cores.flatMap(({ core, conversations }) => {
    const orders = Map.groupBy(
      journal.filter((order) => order.core === core),
      ({ conversationId }) => conversationId,
    );
    return conversations.flatMap(({ id, draft }) => {
      const may = possibleDrafts(orders.get(id) ?? []);
      if (may.has(draft)) return [];
      const wanted = [...may].map((each) => JSON.stringify(each)).join(' or ');
      return [{ rule: 'draft lost', what: `${id} at core ${core}: "${draft}", not ${wanted}` }];
    });
  });

/** What the draft may be after these orders, as one whose answer was lost was followed or not. */
function possibleDrafts(orders: readonly Order[]): ReadonlySet<string | null> {
  let may = new Set<string | null>([null]);
  const doubtful = new Set<string | null>();
  for (const { kind, messageId, text, answer } of orders) {
    if (kind !== 'draft' && kind !== 'send') continue;
    const then = kind === 'draft' ? text : null;
    // Given again, a message clears the draft only the first time that it is queued.
    const isSure = answer === 'ok' && !(kind === 'send' && doubtful.has(messageId));
    if (isSure) may = new Set([then]);
    else if (answer === 'ok' || answer === 'lost') may.add(then);
    if (kind === 'send' && answer === 'lost') doubtful.add(messageId);
  }
  return may;
}
