import type { TenantId } from '../../../shared/contract/ids.ts';
import { gather } from '../../gather.ts';

/** Sends of one transaction. */
const ITEMS = 32;
/** Transactions at a time, each of another tenant. */
const GROUPS = 16;

/**
 * Gathers what comes for a tenant while something of it is being committed: what is there together
 * is done in one transaction. Where that fails each is done by itself, so that one keeps no other
 * out.
 *
 * @param work does a group, and gives what came of each; nothing where nothing did
 * @returns takes one item, and resolves to what came of it
 */
export function together<I, O>(
  work: (tenantId: TenantId, items: readonly I[]) => Promise<ReadonlyMap<I, O>>,
): (tenantId: TenantId, item: I) => Promise<O | undefined> {
  return gather<I, O | undefined>({
    groups: GROUPS,
    items: ITEMS,
    tenants: 1,
    waiting: Infinity,
    run: async (group) => {
      const [first] = group;
      if (first === undefined) return;
      const { tenantId } = first;
      const alone = group.map((each) => [each] as const);
      try {
        await run(group);
      } catch (error) {
        if (group.length === 1) {
          first.failed(error);
          return;
        }
        for (const one of alone) await run(one).catch(one[0].failed);
      }

      async function run(some: typeof group): Promise<void> {
        const outcomes = await work(
          tenantId,
          some.map(({ item }) => item),
        );
        for (const { item, done } of some) done(outcomes.get(item));
      }
    },
  });
}
