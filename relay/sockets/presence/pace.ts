import type { PersonId, TenantId } from '../../../shared/contract/ids.ts';

/** What happens so closely together is told as one. */
const GATHER_MS = 40;
/** So long nothing more is told of a tenant: at most four or five times a second. */
const REST_MS = 200;

/** Gathers changes of presence, so that a tenant's desktops are told only now and then. */
export interface Pace {
  readonly note: (tenantId: TenantId, personId: PersonId) => void;
  readonly close: () => void;
}

/** @param tell gets the people of whom something is new */
export function createPace(
  tell: (tenantId: TenantId, people: ReadonlySet<PersonId>) => void,
): Pace {
  const changed = new Map<TenantId, Set<PersonId>>();
  const timers = new Map<TenantId, NodeJS.Timeout>();

  const wait = (tenantId: TenantId, ms: number, next: (tenantId: TenantId) => void): void => {
    timers.set(
      tenantId,
      setTimeout(() => next(tenantId), ms),
    );
  };
  const flush = (tenantId: TenantId): void => {
    const people = changed.get(tenantId);
    changed.delete(tenantId);
    if (people === undefined) {
      timers.delete(tenantId);
      return;
    }
    wait(tenantId, REST_MS, flush);
    tell(tenantId, people);
  };

  return {
    note: (tenantId, personId) => {
      const people = changed.get(tenantId) ?? new Set();
      changed.set(tenantId, people.add(personId));
      if (!timers.has(tenantId)) wait(tenantId, GATHER_MS, flush);
    },
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
