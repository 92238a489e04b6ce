import type { TenantId } from '../shared/contract/ids.ts';

/** More is waiting than is good for anybody: whoever asks is to ask again. */
export class TooMuchWaitingError extends Error {
  constructor() {
    super('too much is waiting to be stored');
    this.name = 'TooMuchWaitingError';
  }
}

/** Something to do for a tenant, and who waits for it. */
export interface Waiting<I, O> {
  readonly tenantId: TenantId;
  readonly item: I;
  readonly done: (outcome: O) => void;
  readonly failed: (error: unknown) => void;
}

interface GatherOptions<I, O> {
  /** Does a group, in the order of arrival, and tells each; what it leaves untold has failed. */
  readonly run: (group: readonly Waiting<I, O>[]) => Promise<void>;
  /** Groups under way at a time; never two with the same tenant. */
  readonly groups: number;
  /** Items of one group. */
  readonly items: number;
  /** Tenants of one group. */
  readonly tenants: number;
  /** Items that may wait for their group. */
  readonly waiting: number;
}

/**
 * Gathers what comes while something else is being stored, so that what arrives together is
 * committed together.
 *
 * @returns takes one item, and resolves to what became of it
 * @throws {TooMuchWaitingError} in the promise, at once, where too many wait already
 */
export function gather<I, O>({
  run,
  groups,
  items,
  tenants,
  waiting: most,
}: GatherOptions<I, O>): (tenantId: TenantId, item: I) => Promise<O> {
  const waiting = new Map<TenantId, Waiting<I, O>[]>();
  const busy = new Set<TenantId>();
  let count = 0;
  let running = 0;
  let scheduled = false;

  /** The tenants that have waited longest, as many as a group holds. */
  const next = (): Waiting<I, O>[] => {
    const group: Waiting<I, O>[] = [];
    let left = tenants;
    for (const [id, queue] of waiting) {
      if (busy.has(id)) continue;
      group.push(...queue.splice(0, items - group.length));
      busy.add(id);
      waiting.delete(id);
      // What did not fit goes behind those who wait too.
      if (queue.length > 0) waiting.set(id, queue);
      left -= 1;
      if (left === 0 || group.length === items) break;
    }
    count -= group.length;
    return group;
  };

  const start = async (group: readonly Waiting<I, O>[]): Promise<void> => {
    try {
      await run(group);
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
    for (const { tenantId } of group) busy.delete(tenantId);
    running -= 1;
    pump();
  };

  const pump = (): void => {
    while (running < groups) {
      const group = next();
      if (group.length === 0) return;
      running += 1;
      void start(group);
    }
  };

  // After everything that this turn of the event loop has read.
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  };

  return (tenantId, item) =>
    new Promise((done, failed) => {
      if (count >= most) {
        failed(new TooMuchWaitingError());
        return;
      }
      count += 1;
      const queue = waiting.get(tenantId);
      // Told a moment later: the next group is on its way to the database before this one's
      // answers are written, so that neither waits for the other.
      const one = {
        tenantId,
        item,
        done: (outcome: O) => void setImmediate(done, outcome),
        failed: (error: unknown) => void setImmediate(failed, error),
      };
      if (queue === undefined) waiting.set(tenantId, [one]);
      else queue.push(one);
      schedule();
    });
}
