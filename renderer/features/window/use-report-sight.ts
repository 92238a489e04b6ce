import { useEffect } from 'react';
import { useBridge } from '../../bridge/context.tsx';

/** Tells the core whether this page can be seen and whether the person is in it. Once, in the frame. */
export function useReportSight(): void {
  const client = useBridge();
  useEffect(() => {
    const tell = () => {
      const visible = document.visibilityState === 'visible';
      const state = { visible, focused: visible && document.hasFocus() };
      // What does not arrive is said again when the core can be reached.
      client.call('page.seen', state).catch(() => undefined);
    };
    tell();
    const stop = client.onReachable((reachable) => {
      if (reachable) tell();
    });
    window.addEventListener('focus', tell);
    document.addEventListener('visibilitychange', tell);
    return () => {
      stop();
      window.removeEventListener('focus', tell);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [client]);
}
