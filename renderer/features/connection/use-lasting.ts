import { useEffect, useState } from 'react';

/**
 * How long a state has lasted, as far as it matters: zero at first, then the given time.
 *
 * @param state anything that names the state
 * @param after ms
 */
export function useLasting(state: string, after: number): number {
  const [lasted, setLasted] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLasted(state), after);
    return () => clearTimeout(timer);
  }, [state, after]);
  return lasted === state ? after : 0;
}
