import { useEffect, useState, type ReactNode } from 'react';
import { useBootstrap } from '../../bridge/context.tsx';
import { createRelayClock } from './relay-clock.ts';
import { RelayClockContext } from './use-relay-now.ts';

function browserClock() {
  return createRelayClock({
    monotonic: () => performance.now(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
}

/** Sets the window's clock by what the core measures. */
export function RelayClockProvider(props: { readonly children: ReactNode }) {
  const { clock: measured } = useBootstrap();
  const [clock] = useState(() => {
    const made = browserClock();
    made.set(measured);
    return made;
  });
  const [taken, setTaken] = useState(measured);
  useEffect(() => {
    if (taken === measured) return;
    clock.set(measured);
    setTaken(measured);
  }, [clock, measured, taken]);
  return <RelayClockContext value={clock}>{props.children}</RelayClockContext>;
}
