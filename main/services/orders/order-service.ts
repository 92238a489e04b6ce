import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { KeptOrders } from '../../../shared/contract/bridge/orders.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import { READ_SCHEMAS } from '../../../shared/contract/reads.ts';
import type { Clock } from '../../clock.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Topics } from '../../sync/topics.ts';
import type { Workspace } from '../session/workspace.ts';

/** The orders of contacts. */
export interface OrderService {
  readonly ofContact: (input: BridgeParsed<'contact.orders'>) => BridgeOutput<'contact.orders'>;
  /** The relay has others than it told last: whoever looks at them is told to look again. */
  readonly changed: (contactId: ContactId) => void;
}

/** So many of a contact's orders are kept. */
const AT_MOST = 50;
/** What the relay said is taken for current so long, ms; then it is asked again. */
const CURRENT_MS = 20_000;

/** What came of asking the relay. */
interface Asked {
  readonly at: number;
  readonly state: BridgeOutput<'contact.orders'>['state'];
}

/**
 * The orders of whoever is signed in. There may be a hundred times as many orders as contacts, and
 * few are looked at: they are not synchronised, but kept as the relay told them last.
 */
export function createOrderService(
  workspace: () => Pick<Workspace, 'cache' | 'client'>,
  topics: Pick<Topics, 'orders'>,
  relayClock: Pick<RelayClock, 'now'>,
  clock: Pick<Clock, 'monotonic'>,
): OrderService {
  // By the client: whoever signs in next has another one.
  const asked = new WeakMap<Workspace['client'], Map<ContactId, Asked>>();

  function outcomes(client: Workspace['client']): Map<ContactId, Asked> {
    const known = asked.get(client) ?? new Map<ContactId, Asked>();
    asked.set(client, known);
    return known;
  }

  async function ask(
    here: ReturnType<typeof workspace>,
    contactId: ContactId,
    mine: Asked,
  ): Promise<void> {
    const name = 'orders.ofContact';
    let state: Asked['state'];
    try {
      const { value } = await here.client.ask('ask', {
        name,
        input: { contactId, limit: AT_MOST },
      });
      const told: KeptOrders = { ...READ_SCHEMAS[name].value.parse(value), asOf: relayClock.now() };
      // Whoever was signed in may have signed out meanwhile: their cache is closed.
      if (workspace().cache !== here.cache) return;
      here.cache.orders.put(contactId, told);
      state = 'current';
    } catch (error) {
      const isUnreachable =
        error instanceof RefusedError && error.refusal.code === 'relay_unreachable';
      state = isUnreachable ? 'unreachable' : 'refused';
    }
    const known = outcomes(here.client);
    // Changed while the answer was on its way: it is asked again by whoever looks.
    if (known.get(contactId) !== mine) {
      topics.orders(contactId);
      return;
    }
    known.set(contactId, { at: clock.monotonic(), state });
    topics.orders(contactId);
  }

  return {
    changed: (contactId) => {
      const here = workspace();
      // Of whom nobody has asked, nobody looks.
      if (outcomes(here.client).delete(contactId)) topics.orders(contactId);
    },
    ofContact: ({ contactId }) => {
      const here = workspace();
      const known = outcomes(here.client);
      const kept = here.cache.orders.of(contactId);
      if (!here.client.isOnline()) {
        // Much may have happened until it is back.
        known.clear();
        return { kept, state: 'unreachable' };
      }
      const last = known.get(contactId);
      const isRecent = last !== undefined && clock.monotonic() - last.at < CURRENT_MS;
      if (last !== undefined && (last.state === 'asking' || isRecent)) {
        return { kept, state: last.state };
      }
      const mine = { at: clock.monotonic(), state: 'asking' } as const;
      known.set(contactId, mine);
      void ask(here, contactId, mine);
      return { kept, state: 'asking' };
    },
  };
}
