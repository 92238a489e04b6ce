import { useEffect, useState } from 'react';

/** So far from what can be seen things are drawn, in px. */
const MARGIN = 1_600;

/** Tells elements whether they are near what can be seen. */
export interface Nearness {
  /** Calls back whenever that changes, until the returned function is called. */
  readonly watch: (element: Element, onChange: (near: boolean) => void) => () => void;
}

function createNearness(scroller: HTMLElement) {
  const listeners = new Map<Element, (near: boolean) => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { root: scroller, rootMargin: `${MARGIN}px 0px` },
  );
  return {
    stop: () => observer.disconnect(),
    watch: (element: Element, onChange: (near: boolean) => void) => {
      listeners.set(element, onChange);
      observer.observe(element);
      return () => {
        listeners.delete(element);
        observer.unobserve(element);
      };
    },
  };
}

/** One observer for everything in a scroller; null until the scroller is there. */
export function useNearness(scroller: HTMLElement | null): Nearness | null {
  const [nearness, setNearness] = useState<Nearness | null>(null);
  useEffect(() => {
    if (scroller === null) return undefined;
    const made = createNearness(scroller);
    setNearness(made);
    return made.stop;
  }, [scroller]);
  return nearness;
}
