import type { TenantId } from '../../shared/contract/ids.ts';

/** At most one hint per tenant in so many ms: a desktop that has one asks for all that is new. */
const PAUSE_MS = 10;

/** Turns commits into hints, the first at once and what follows closely as one. */
export interface Hints {
  /** Says that the tenant's log of changes now ends at `head`, or further on. */
  readonly note: (tenantId: TenantId, head: number) => void;
  /** The furthest end that was noted; 0 where there was none. */
  readonly latest: (tenantId: TenantId) => number;
  /** The log begins anew: its numbers may be lower than those that were told. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** @param tell gets each hint */
export function createHints(tell: (tenantId: TenantId, head: number) => void): Hints {
  const latest = new Map<TenantId, number>();
  const told = new Map<TenantId, number>();
  const pauses = new Map<TenantId, NodeJS.Timeout>();

  const tellNow = (tenantId: TenantId): void => {
    const head = latest.get(tenantId) ?? 0;
    if (head <= (told.get(tenantId) ?? 0)) {
      pauses.delete(tenantId);
      return;
    }
    told.set(tenantId, head);
    pauses.set(
      tenantId,
      setTimeout(() => tellNow(tenantId), PAUSE_MS),
    );
    tell(tenantId, head);
  };

  return {
    note: (tenantId, head) => {
      latest.set(tenantId, Math.max(head, latest.get(tenantId) ?? 0));
      if (!pauses.has(tenantId)) tellNow(tenantId);
    },
    latest: (tenantId) => latest.get(tenantId) ?? 0,
    forget: () => {
      latest.clear();
      told.clear();
    },
    close: () => {
      for (const pause of pauses.values()) clearTimeout(pause);
    },
  };
}
