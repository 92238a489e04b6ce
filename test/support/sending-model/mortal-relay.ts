import type { AtFailpoint, Failpoint } from '../../../relay/services/sending/failpoints.ts';
import type { Parts } from '../../../relay/parts.ts';
import { type SendingWorld, startRelay, type TestRelay } from './sending-world.ts';

/** A relay that can be killed at a named place; whatever it still does has no effect. */
export interface MortalRelay {
  readonly relay: TestRelay;
  /** Dies when it comes there the next time. */
  readonly dieAt: (place: Failpoint) => void;
  readonly isDead: () => boolean;
  /** Stands still after its next release, before the call. @param ms on the clock */
  readonly standStill: (ms: number) => void;
}

class DeadError extends Error {}

/** Starts a relay that can be killed. */
export function startMortalRelay(world: SendingWorld): MortalRelay {
  let dead = false;
  let place: Failpoint | null = null;
  let stillness = 0;
  const mustLive = (): void => {
    if (dead) throw new DeadError('this relay is dead');
  };
  const at: AtFailpoint = (here) => {
    if (here === 'after_commit') {
      world.clock.advance(stillness);
      stillness = 0;
    }
    if (here === place && !dead) {
      dead = true;
      // Nobody waits for it any more.
      void relay.stop();
    }
    mustLive();
  };
  const { store, provider } = world.parts;
  const parts: Partial<Parts> = {
    store: {
      outside: store.outside,
      byStatement: async (work) => {
        mustLive();
        return store.byStatement(work);
      },
      inTenant: async (tenantId, work) => {
        mustLive();
        return store.inTenant(tenantId, async (tx) => {
          const value = await work(tx);
          // A relay that died in the meantime does not commit.
          mustLive();
          return value;
        });
      },
    },
    provider: {
      ...provider,
      send: async (account, request) => {
        mustLive();
        return provider.send(account, request);
      },
    },
  };
  const relay = startRelay(world, { at, parts });
  return {
    relay,
    isDead: () => dead,
    standStill: (ms) => {
      stillness = ms;
    },
    dieAt: (here) => {
      place = here;
    },
  };
}
