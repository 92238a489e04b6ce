import { createContext, use, useSyncExternalStore } from 'react';
import type { RelayClock } from './relay-clock.ts';

/** The clock that everything inside counts on. */
export const RelayClockContext = createContext<RelayClock | null>(null);

/** The clock itself, for what happens at one moment and shows nothing. */
export function useRelayClock(): RelayClock {
  const clock = use(RelayClockContext);
  if (clock === null) throw new Error('useRelayNow needs a RelayClockProvider around it');
  return clock;
}

const STEP = { second: 1_000, minute: 60_000 } as const;

/**
 * The relay's time, ms since 1970, rounded down to the resolution: the component is drawn anew
 * when that changes.
 */
export function useRelayNow(resolution: 'minute' | 'second'): number {
  const clock = useRelayClock();
  const now = () => clock.tick() - (clock.tick() % STEP[resolution]);
  return useSyncExternalStore(clock.subscribe, now);
}

/**
 * The relay's time, for what looks different only now and then: the component is drawn anew
 * when the look changes.
 *
 * @param look pure; says in one word how it looks at a whole second, ms since 1970
 * @returns ms since 1970 by the relay
 */
export function useRelayNowWhen(look: (now: number) => string): number {
  const clock = useRelayClock();
  useSyncExternalStore(clock.subscribe, () => look(clock.tick()));
  return clock.tick();
}
