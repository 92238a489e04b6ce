import type { Check, Facts, RelaySend, Violation } from './facts.ts';
import { tokenOf } from './provider-log.ts';
import { shownAs, stepOf } from './statuses.ts';

/* Laws about what goes out: once, in one state, and as the provider has it. */

const FINAL: Readonly<Record<string, readonly string[]>> = {
  accepted: ['accepted', 'sent'],
  ended: ['delivered', 'read', 'failed', 'undelivered'],
  unconfirmed: ['unconfirmed'],
  parked: ['parked'],
  cancelled: ['cancelled'],
};
const DOUBTFUL_FAULTS = new Set(['error-before', 'error-after', 'timeout-before', 'timeout-after']);

/** The run's own mark in a text: `out #17`. */
export function markOf(body: string | null): string | null {
  return /^(?:in|out) #\d+/.exec(body ?? '')?.[0] ?? null;
}

function twice<T>(things: readonly T[], keyOf: (thing: T) => string | null): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key === null) continue;
    if (seen.has(key)) again.add(key);
    seen.add(key);
  }
  return [...again];
}

/** The provider has no message twice: by its token, and by the mark in its text. */
export const sentAtMostOnce: Check = ({ log }) => [
  ...twice(log.accepted, tokenOf).map((token) => ({
    rule: 'sent twice',
    what: `the provider has the send ${token} more than once`,
  })),
  ...twice(log.accepted, ({ body }) => markOf(body)).map((mark) => ({
    rule: 'sent twice',
    what: `the provider has "${mark}" more than once`,
  })),
];

/** What a person was told to be queued is at the relay, or with them and held back by reason. */
export const nothingPromisedVanishes: Check = ({ journal, relay, cores }) => {
  const atRelay = new Map(relay.sends.map((send) => [send.id, send]));
  const promised = new Map(
    journal.flatMap((order) =>
      order.kind === 'send' && order.answer === 'ok' ? [[order.messageId, order] as const] : [],
    ),
  );
  return [...promised.values()].flatMap(
    ({ core, messageId, text, conversationId }): Violation[] => {
      const id = messageId ?? '';
      const there = atRelay.get(id);
      if (there !== undefined) {
        if (there.body === text && there.conversationId === conversationId) return [];
        return [{ rule: 'promise changed', what: `${id} is not what was written: "${text}"` }];
      }
      const here = cores
        .find((each) => each.core === core)
        ?.messages.find((each) => each.id === id);
      if (here === undefined)
        return [{ rule: 'promise vanished', what: `${id} "${text}" is nowhere` }];
      const heldBack = here.status === 'cancelled' || (here.status === 'parked' && here.problem);
      if (heldBack) return [];
      return [{ rule: 'promise vanished', what: `${id} is only at core ${core}, ${here.status}` }];
    },
  );
};

/** Nothing goes out that nobody wrote, or whose writing was refused. */
export const nothingUnasked: Check = ({ journal, relay, log }) => {
  const answers = Map.groupBy(
    journal.filter(({ kind }) => kind === 'send'),
    ({ messageId }) => messageId,
  );
  const unasked = relay.sends.filter(({ id }) => {
    const given = answers.get(id) ?? [];
    return !given.some(({ answer }) => answer === 'ok' || answer === 'lost');
  });
  const tokens = new Set(relay.sends.map(({ token }) => token));
  return [
    ...unasked.map(({ id, body }) => ({
      rule: 'unasked',
      what: `${id} "${body}" was never given`,
    })),
    ...log.accepted
      .filter((message) => !tokens.has(tokenOf(message)))
      .map(({ sid }) => ({
        rule: 'unasked',
        what: `the relay does not know what it sent: ${sid}`,
      })),
  ];
};

/** Each message is in one state that is final, with the status that goes with it; none twice. */
export const oneFinalState: Check = ({ relay }) => [
  ...twice(relay.sends, ({ body }) => markOf(body)).map((mark) => ({
    rule: 'doubled',
    what: `"${mark}" is at the relay more than once`,
  })),
  ...relay.sends.flatMap(({ id, state, status }) =>
    FINAL[state ?? '']?.includes(status) === true
      ? []
      : [{ rule: 'not settled', what: `${id} is ${state} and shown as ${status}` }],
  ),
];

/** What the provider has been answered 2xx for, by SID. */
function toldOf({ log }: Facts): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const { sid, kind, status, answer } of log.webhooks) {
    if (kind !== 'status' || answer === null || answer >= 300) continue;
    told.set(sid, [...(told.get(sid) ?? []), shownAs(status)]);
  }
  return told;
}

/** What the provider has is shown as the provider has it: not ahead of it, and never behind its word. */
export const asTheProviderSays: Check = (facts) => {
  const { log, relay } = facts;
  const byToken = new Map(relay.sends.map((send) => [send.token, send]));
  const told = toldOf(facts);
  const reached = Map.groupBy(log.statuses, ({ sid }) => sid);
  const violations = log.accepted.flatMap((message): Violation[] => {
    const send = byToken.get(tokenOf(message));
    if (send === undefined) return [];
    const { sid } = message;
    const words = told.get(sid) ?? [];
    const all = ['accepted', ...(reached.get(sid) ?? []).map(({ status }) => shownAs(status))];
    // The provider's list tells of what is bound, however many callbacks were lost.
    const listed = send.sid !== null ? all.slice(-1) : [];
    return compare(send, sid, all, [...words, ...listed]);
  });
  const sids = new Map(log.accepted.map((message) => [message.sid, tokenOf(message)]));
  const misbound = relay.sends.filter(({ sid, token }) => sid !== null && sids.get(sid) !== token);
  return [
    ...violations,
    ...misbound.map(({ id, sid }) => ({ rule: 'wrong SID', what: `${id} is bound to ${sid}` })),
  ];
};

/**
 * @param all what the message went through at the provider
 * @param known what the relay must have learned of that
 */
function compare(
  { id, sid: bound, status }: RelaySend,
  sid: string,
  all: readonly string[],
  known: readonly string[],
): Violation[] {
  if (bound === null) {
    if (known.length === 0) return [];
    return [{ rule: 'evidence ignored', what: `${id} is ${status}, the provider told of ${sid}` }];
  }
  if (bound !== sid) return [{ rule: 'wrong SID', what: `${id} is bound to ${bound}, not ${sid}` }];
  if (!all.includes(status)) {
    return [{ rule: 'ahead of the provider', what: `${id} is ${status}, was ${all.join(', ')}` }];
  }
  const furthest = Math.max(...known.map((each) => stepOf(each) ?? 0), 0);
  if ((stepOf(status) ?? -1) >= furthest) return [];
  return [{ rule: 'status lost', what: `${id} is ${status}, it was told ${known.join(', ')}` }];
}

/** A failure without a SID is one that the provider refused at once. */
export const refusedByReason: Check = ({ relay, log }) => {
  const refused = new Set(log.refused.map(({ body }) => markOf(body)));
  return relay.sends
    .filter(({ sid, state }) => sid === null && state === 'ended')
    .filter(({ body }) => !refused.has(markOf(body)))
    .map(({ id }) => ({ rule: 'failed by nobody', what: `${id} failed, and nobody refused it` }));
};

/** No more is unconfirmed than was in flight at a kill, or met a fault that leaves doubt. */
export const fewUnconfirmed: Check = ({ relay, log, inFlight }) => {
  const faults = log.faults.filter(
    ({ kind, detail }) => DOUBTFUL_FAULTS.has(kind) && /^POST .*\/Messages\.json/.test(detail),
  );
  const unconfirmed = relay.sends.filter(({ state }) => state === 'unconfirmed');
  const unexplained = unconfirmed.filter(({ id }) => !inFlight.has(id));
  if (unexplained.length <= faults.length) return [];
  return [
    {
      rule: 'too much unconfirmed',
      what: `${unexplained.length} beside those in flight at a kill, after ${faults.length} faults`,
    },
  ];
};

/** In a conversation the provider got the messages in their turn. */
export const inTurn: Check = ({ relay, log }) => {
  const byToken = new Map(relay.sends.map((send) => [send.token, send]));
  const last = new Map<string, RelaySend>();
  return log.accepted.flatMap((message): Violation[] => {
    const send = byToken.get(tokenOf(message));
    if (send === undefined) return [];
    const before = last.get(send.conversationId);
    last.set(send.conversationId, send);
    if (before === undefined || (before.place ?? 0) < (send.place ?? 0)) return [];
    return [{ rule: 'out of turn', what: `${before.id} went out before ${send.id}` }];
  });
};
