import { useEffect, useState } from 'react';

/**
 * So far from what can be seen things are drawn, in px; a section is there before its blocks are
 * near.
 */
const MARGIN = { block: 1_600, section: 3_200 } as const;

/** Tells elements whether they are near what can be seen. */
export interface Nearness {
  /** Calls back whenever that changes, until the returned function is called. */
  readonly watch: (
    element: Element,
    kind: keyof typeof MARGIN,
    onChange: (near: boolean) => void,
  ) => () => void;
}

function createNearness(scroller: HTMLElement) {
  const listeners = new Map<Element, (near: boolean) => void>();
  const watchWithin = (margin: number) =>
    new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
      },
      { root: scroller, rootMargin: `${margin}px 0px` },
    );
  const observers = { block: watchWithin(MARGIN.block), section: watchWithin(MARGIN.section) };
  const nearness: Nearness = {
    watch: (element, kind, onChange) => {
      listeners.set(element, onChange);
      observers[kind].observe(element);
      return () => {
        listeners.delete(element);
        observers[kind].unobserve(element);
      };
    },
  };
  const stop = () => {
    observers.block.disconnect();
    observers.section.disconnect();
  };
  return { nearness, stop };
}

/** One pair of observers for everything in a scroller; null until the scroller is there. */
export function useNearness(scroller: HTMLElement | null): Nearness | null {
  const [nearness, setNearness] = useState<Nearness | null>(null);
  useEffect(() => {
    if (scroller === null) return undefined;
    const made = createNearness(scroller);
    setNearness(made.nearness);
    return made.stop;
  }, [scroller]);
  return nearness;
}
