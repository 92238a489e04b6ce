import type { Order } from '../journal.ts';
import type { Check, Facts } from './facts.ts';

/* Laws about what people do with a conversation as a whole: the last word counts. */

type Kind = Order['kind'];

/**
 * What may hold after the orders of these kinds: the last of each core, as nobody knows whose came
 * last; and what came before it, as long as its answer was lost.
 *
 * @returns the kinds of order that may be the last; null: none may have been carried out
 */
function possiblyLast(
  { journal, cores }: Facts,
  conversationId: string,
  kinds: readonly Kind[],
): ReadonlySet<Kind | null> {
  const orders = journal.filter(
    (order) => order.conversationId === conversationId && kinds.includes(order.kind),
  );
  const perCore = cores.map(({ core }) => {
    let may = new Set<Kind | null>([null]);
    for (const { core: its, kind, answer } of orders) {
      if (its !== core) continue;
      if (answer === 'ok') may = new Set([kind]);
      else if (answer === 'lost') may.add(kind);
    }
    return may;
  });
  const all = new Set(perCore.flatMap((may) => [...may]));
  // Where any core is sure that an order of its own was carried out, one was.
  if (perCore.some((may) => !may.has(null))) all.delete(null);
  return all;
}

/** A conversation is with whom it was given to last. */
export const assignedAsOrdered: Check = (facts) =>
  facts.relay.conversations.flatMap(({ id, assigneeId }) => {
    const may = possiblyLast(facts, id, ['assign', 'unassign']);
    const isGiven = assigneeId !== null;
    if (isGiven ? may.has('assign') : may.has('unassign') || may.has(null)) return [];
    return [{ rule: 'order lost', what: `${id} is of ${assigneeId}, last ${[...may].join(', ')}` }];
  });

/** It is resolved where someone did that last, and nothing was written in it. */
export const resolvedAsOrdered: Check = (facts) => {
  const { relay, journal } = facts;
  const written = new Map<string, number>();
  for (const { conversationId } of relay.inbound) {
    written.set(conversationId, (written.get(conversationId) ?? 0) + 1);
  }
  const sentIn = new Set(
    journal.flatMap(({ kind, conversationId }) => (kind === 'send' ? [conversationId] : [])),
  );
  return relay.conversations.flatMap(({ id, status }) => {
    const may = possiblyLast(facts, id, ['resolve', 'reopen']);
    // Everyone has written once before anything was ordered.
    const reopened = (written.get(id) ?? 0) > 1 || sentIn.has(id);
    const isRight =
      status === 'resolved' ? may.has('resolve') : reopened || may.has('reopen') || may.has(null);
    if (isRight) return [];
    return [{ rule: 'order lost', what: `${id} is ${status}, last ${[...may].join(', ')}` }];
  });
};
