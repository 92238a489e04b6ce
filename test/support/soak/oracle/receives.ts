import type { Check, RelayInbound, Violation } from './facts.ts';
import { markOf } from './sends.ts';

/* Laws about what customers wrote: all of it is there, once, and counted. */

/** Nothing that a customer wrote is missing or double at the relay, and nothing is made up. */
export const nothingReceivedIsLost: Check = ({ log, relay }) => {
  const bySid = Map.groupBy(relay.inbound, ({ sid }) => sid);
  const addresses = new Map(relay.conversations.map(({ id, address }) => [id, address]));
  const written = new Set(log.inbound.map(({ sid }) => sid));
  const lost = log.inbound.flatMap(({ sid, body, from }): Violation[] => {
    const rows = bySid.get(sid) ?? [];
    const [row] = rows;
    if (row === undefined) {
      return [{ rule: 'received and lost', what: `${sid} "${body}" of ${from}` }];
    }
    if (rows.length > 1) return [{ rule: 'received twice', what: `${sid} "${body}"` }];
    const address = addresses.get(row.conversationId) ?? '';
    if (row.body === body && from.endsWith(address)) return [];
    return [{ rule: 'received wrongly', what: `${sid}: "${row.body}" of ${address}` }];
  });
  const invented = relay.inbound.filter(({ sid }) => sid === null || !written.has(sid));
  return [
    ...lost,
    ...invented.map(({ id }) => ({
      rule: 'received from nobody',
      what: `${id} is not in the log`,
    })),
  ];
};

/** A webhook is answered with 2xx only when what it brought is stored, whatever happens next. */
export const answeredWhenStored: Check = ({ answered }) => {
  const early = answered.flatMap(({ sids, stored }) => sids.filter((sid) => !stored.has(sid)));
  return [...new Set(early)].map((sid) => ({
    rule: 'answered too early',
    what: `${sid} was answered and, when the relay was killed, not stored`,
  }));
};

/** Each core shows each message of a customer once. */
export const coresShowWhatCameIn: Check = ({ relay, cores }) =>
  cores.flatMap(({ core, messages }) => {
    const shown = Map.groupBy(
      messages.filter(({ direction }) => direction === 'inbound'),
      ({ body }) => markOf(body),
    );
    const there = new Set(relay.inbound.map(({ body }) => markOf(body)));
    return [
      ...relay.inbound.flatMap((row) => wronglyShown(core, row, shown.get(markOf(row.body)) ?? [])),
      ...[...shown.keys()]
        .filter((mark) => !there.has(mark))
        .map((mark) => ({ rule: 'shown, not there', what: `"${mark}" at core ${core}` })),
    ];
  });

function wronglyShown(
  core: number,
  row: RelayInbound,
  shown: readonly { readonly id: string; readonly conversationId: string }[],
): Violation[] {
  const [first] = shown;
  if (shown.length === 1 && first?.id === row.id && first.conversationId === row.conversationId) {
    return [];
  }
  const times = shown.length === 1 ? 'as another one' : `${shown.length} times`;
  return [{ rule: 'shown wrongly', what: `"${row.body}" is shown ${times} at core ${core}` }];
}

/** The window starts with the customer's latest message. */
export const windowOfTheLatest: Check = ({ relay }) => {
  const latest = new Map<string, number>();
  for (const { conversationId, at } of relay.inbound) {
    latest.set(conversationId, Math.max(latest.get(conversationId) ?? 0, at));
  }
  return relay.conversations
    .filter(({ id, lastInboundAt }) => lastInboundAt !== (latest.get(id) ?? null))
    .map(({ id, lastInboundAt }) => ({
      rule: 'wrong window',
      what: `${id} starts at ${lastInboundAt}, the customer wrote at ${latest.get(id)}`,
    }));
};

/** Unread is what came since someone answered or read: nobody did, so all; and never too many. */
export const unreadAddsUp: Check = ({ relay, journal }) => {
  const inbound = Map.groupBy(relay.inbound, ({ conversationId }) => conversationId);
  const touched = new Set(
    journal.flatMap(({ kind, conversationId }) =>
      kind === 'send' || kind === 'read' ? [conversationId] : [],
    ),
  );
  return relay.conversations.flatMap(({ id, unread }): Violation[] => {
    const count = inbound.get(id)?.length ?? 0;
    if (unread > count) return [{ rule: 'unread', what: `${id}: ${unread} of ${count}` }];
    if (touched.has(id) || unread === count) return [];
    return [{ rule: 'unread', what: `${id}: ${unread}, and nobody has read the ${count}` }];
  });
};
