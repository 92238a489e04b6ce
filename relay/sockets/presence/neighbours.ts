import type { PersonId, TenantId } from '../../../shared/contract/ids.ts';
import type { Board } from './board.ts';
import type { PresenceNotice, Someone } from './notice.ts';

/** A relay says so often that it lives, */
const ALIVE_MS = 5000;
/** and one that has not said so for so long is dead, and its people are gone. */
const DEAD_MS = 16_000;
/** A notice must be below 8,000 bytes, with its envelope. Source: PostgreSQL, NOTIFY. */
const MOST_CHARACTERS = 7000;

/** With these, the whole follows by itself. */
const SAYS_ALL: ReadonlySet<PresenceNotice['kind']> = new Set(['presence_anew', 'presence_ask']);

export interface Neighbours {
  /** Tells the other relays where these people are here. */
  readonly tell: (tenantId: TenantId, people: ReadonlySet<PersonId>) => void;
  readonly heard: (notice: PresenceNotice, from: string) => void;
  /** Asks all for the whole, and tells it. */
  readonly lookAgain: () => void;
  readonly close: () => void;
}

/** The other relays on the same database, as far as presence is concerned. */
export function createNeighbours({
  board,
  notify,
  changed,
}: {
  readonly board: Board;
  readonly notify: (notice: PresenceNotice) => void;
  readonly changed: (tenantId: TenantId, personId: PersonId) => void;
}): Neighbours {
  /** When each relay was last heard of, on the monotonic clock. */
  const lastHeard = new Map<string, number>();
  /** Whom the others believe to be here. */
  const told = new Map<TenantId, Set<PersonId>>();
  let number = 0;
  const next = (): number => (number += 1);

  const forget = (relay: string): void => {
    lastHeard.delete(relay);
    for (const [tenant, person] of board.forgetRelay(relay)) changed(tenant, person);
  };
  const tell = (tenant: TenantId, people: Iterable<PersonId>): void => {
    const known = told.get(tenant) ?? new Set();
    const some: Someone[] = [];
    for (const person of people) {
      const places = board.placesOf(tenant, person, 'here');
      if (places === null && !known.has(person)) continue;
      if (places === null) known.delete(person);
      else known.add(person);
      some.push({ personId: person, places: places === null ? null : [...places] });
    }
    if (known.size === 0) told.delete(tenant);
    else told.set(tenant, known);
    for (const part of inParts(some)) {
      notify({ kind: 'presence', number: next(), tenantId: tenant, people: part });
    }
  };
  const tellWhole = (): void => {
    told.clear();
    notify({ kind: 'presence_anew', number: next() });
    for (const tenant of board.tenants()) tell(tenant, board.peopleOf(tenant));
  };
  const lookAgain = (): void => {
    notify({ kind: 'presence_ask', number: next() });
    tellWhole();
  };

  const heartbeat = setInterval(() => {
    notify({ kind: 'relay_alive' });
    const limit = performance.now() - DEAD_MS;
    for (const [relay, at] of lastHeard) if (at < limit) forget(relay);
  }, ALIVE_MS);

  return {
    tell,
    lookAgain,
    heard: (notice, from) => {
      if (notice.kind === 'relay_left') {
        forget(from);
        return;
      }
      // Taken for dead, or never heard of: what it told before is missing here.
      if (!lastHeard.has(from) && !SAYS_ALL.has(notice.kind)) {
        notify({ kind: 'presence_ask', number: next() });
      }
      lastHeard.set(from, performance.now());
      if (notice.kind === 'presence_ask') tellWhole();
      if (notice.kind === 'presence_anew') {
        for (const [tenant, person] of board.forgetRelay(from)) changed(tenant, person);
      }
      if (notice.kind !== 'presence') return;
      for (const { personId: person, places } of notice.people) {
        const isNew = board.put(notice.tenantId, person, from, { relay: from, places });
        if (isNew) changed(notice.tenantId, person);
      }
    },
    close: () => {
      clearInterval(heartbeat);
      notify({ kind: 'relay_left' });
    },
  };
}

function inParts(people: readonly Someone[]): Someone[][] {
  const parts: Someone[][] = [];
  let room = 0;
  for (const one of people) {
    const size = JSON.stringify(one).length + 1;
    const part = parts.at(-1);
    if (part === undefined || size > room) {
      parts.push([one]);
      room = MOST_CHARACTERS - size;
    } else {
      part.push(one);
      room -= size;
    }
  }
  return parts;
}
