import type { Change, Entity, RecordOf } from '../../shared/contract/records.ts';
import type { RelayParsed, RelayValue } from '../../shared/contract/relay.ts';

/** The newest change of each thing in a log. */
function latest(log: readonly Change[]): readonly Change[] {
  const newest = new Map<string, Change>();
  for (const change of log) {
    const key = `${change.entity} ${change.id}`;
    const before = newest.get(key);
    if (before === undefined || before.number < change.number) newest.set(key, change);
  }
  return [...newest.values()];
}

/** The newest changes of one kind, with their records. */
function present<E extends Entity>(
  log: readonly Change[],
  entity: E,
): readonly { readonly change: Change; readonly record: RecordOf<E> }[];
function present(
  log: readonly Change[],
  entity: Entity,
): readonly { readonly change: Change; readonly record: unknown }[] {
  return latest(log).flatMap((change) =>
    change.entity === entity && change.record !== null ? [{ change, record: change.record }] : [],
  );
}

/** A pull as the contract has it. */
export function pullFrom(
  log: readonly Change[],
  { cursor, limit }: RelayParsed<'pull'>,
): RelayValue<'pull'> {
  const after = log
    .filter(({ number }) => number > cursor.number)
    .toSorted((one, other) => one.number - other.number);
  const changes = after.slice(0, limit);
  const number = changes.at(-1)?.number ?? cursor.number;
  return { changes, next: { epoch: cursor.epoch, number }, more: after.length > limit };
}

/** A page of the snapshot as the contract has it. */
export function snapshotFrom(
  log: readonly Change[],
  { before, limit, messagesEach }: RelayParsed<'snapshot'>,
): RelayValue<'snapshot'> {
  const conversations = present(log, 'conversation')
    .toSorted(
      (one, other) =>
        other.record.lastMessageAt - one.record.lastMessageAt ||
        (one.record.id < other.record.id ? 1 : -1),
    )
    .filter(
      ({ record: { lastMessageAt, id } }) =>
        before === null ||
        lastMessageAt < before.lastMessageAt ||
        (lastMessageAt === before.lastMessageAt && id < before.id),
    );
  const page = conversations.slice(0, limit);
  const contacts = new Map(present(log, 'contact').map((one) => [one.record.id, one.change]));
  const messages = newestMessages(log);
  const few =
    before === null
      ? latest(log).filter(({ entity }) =>
          ['tenant', 'person', 'sender', 'template'].includes(entity),
        )
      : [];
  const changes = page.flatMap(({ change, record }) => [
    ...[contacts.get(record.contactId)].filter((found) => found !== undefined),
    change,
    ...messages
      .filter((one) => one.record.conversationId === record.id)
      .slice(0, messagesEach)
      .map((one) => one.change),
  ]);
  const last = page.at(-1)?.record;
  const next =
    conversations.length > limit && last !== undefined
      ? { lastMessageAt: last.lastMessageAt, id: last.id }
      : null;
  return { changes: [...few, ...changes], next };
}

function newestMessages(log: readonly Change[]) {
  return present(log, 'message').toSorted(
    (one, other) => other.record.at - one.record.at || (one.record.id < other.record.id ? 1 : -1),
  );
}

/** A page of the contacts as the contract has it. */
export function contactsFrom(
  log: readonly Change[],
  { after, limit }: RelayParsed<'contacts'>,
): RelayValue<'contacts'> {
  const found = present(log, 'contact')
    .filter(({ record }) => after === null || record.id > after)
    .toSorted((one, other) => (one.record.id < other.record.id ? -1 : 1));
  const page = found.slice(0, limit);
  const next = found.length > limit ? (page.at(-1)?.record.id ?? null) : null;
  return { changes: page.map(({ change }) => change), next };
}

/** A page of the history as the contract has it. */
export function historyFrom(
  log: readonly Change[],
  { conversationId, before, limit }: RelayParsed<'history'>,
): RelayValue<'history'> {
  const found = newestMessages(log).filter(
    ({ record: { conversationId: its, at, id } }) =>
      (conversationId === null || its === conversationId) &&
      (before === null || at < before.at || (at === before.at && id < before.id)),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1)?.record;
  return {
    changes: page.map(({ change }) => change),
    next: found.length > limit && last !== undefined ? { at: last.at, id: last.id } : null,
  };
}
