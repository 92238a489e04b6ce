import { useEffect, useRef, useState } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components/Tooltip';
import type { Placement } from './placement.ts';
import { Shortcut } from './shortcut.tsx';
import { createTipTiming } from './tip-timing.ts';
import css from './tooltip.module.css';

const TIP_ID = 'tip';
const PLACES = {
  top: true,
  bottom: true,
  left: true,
  right: true,
  'bottom end': true,
} as const;

function placeOf(element: HTMLElement): Placement {
  const place = element.dataset['tipPlace'];
  return place !== undefined && isPlace(place) ? place : 'top';
}

function isPlace(place: string): place is keyof typeof PLACES {
  return Object.hasOwn(PLACES, place);
}

/** What has a tip at or around the target of an event. */
function withTip(target: EventTarget | null): HTMLElement | null {
  const found = target instanceof Element ? target.closest('[data-tip]') : null;
  return found instanceof HTMLElement && !found.matches(':disabled') ? found : null;
}

function isTip(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=tooltip]') !== null;
}

/** Follows pointer and keyboard over the whole window. @returns what has its tip shown, and closing it */
function useTipped(): readonly [HTMLElement | null, () => void] {
  const [tipped, setTipped] = useState<HTMLElement | null>(null);
  const shown = useRef<HTMLElement | null>(null);
  const [timing] = useState(() =>
    createTipTiming<HTMLElement>({
      show: (target) => {
        shown.current = target;
        setTipped(target);
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
    }),
  );
  useEffect(() => {
    const stop = new AbortController();
    const options = { signal: stop.signal, capture: true, passive: true } as const;
    const { point, reach, close } = timing;
    let place = { x: -1, y: -1 };
    const remember = ({ screenX, screenY }: PointerEvent) => {
      place = { x: screenX, y: screenY };
    };
    document.addEventListener(
      'pointerover',
      (event) => {
        const { target, pointerType, screenX, screenY } = event;
        if (pointerType === 'touch') return;
        const pointed = withTip(target);
        // Something came under a pointer that rests: nobody pointed at it.
        if (pointed !== null && screenX === place.x && screenY === place.y) return;
        remember(event);
        // It can be read, and selected, with the pointer on it.
        point(isTip(target) ? shown.current : pointed);
      },
      options,
    );
    for (const name of ['pointermove', 'pointerdown', 'pointerup'] as const) {
      document.addEventListener(name, remember, options);
    }
    document.addEventListener(
      'pointerout',
      ({ relatedTarget }) => {
        if (relatedTarget === null) point(null);
      },
      options,
    );
    document.addEventListener('pointerdown', close, options);
    document.addEventListener(
      'scroll',
      ({ target }) => {
        if (target instanceof Node && target.contains(shown.current)) close();
      },
      options,
    );
    document.addEventListener(
      'focusin',
      ({ target }) => {
        const found = withTip(target);
        if (found !== null && found === target && found.matches(':focus-visible')) reach(found);
        else close();
      },
      options,
    );
    document.addEventListener('focusout', close, options);
    window.addEventListener(
      'keydown',
      (event) => {
        if (shown.current === null) return;
        const isOwnKey = shown.current.dataset['tipKeys'] === 'Escape';
        close();
        // Escape takes away the tip alone, but not where the tip itself says what Escape does.
        if (event.key === 'Escape' && !isOwnKey) event.stopPropagation();
      },
      { signal: stop.signal, capture: true },
    );
    return () => {
      stop.abort();
      close();
    };
  }, [timing]);
  return [tipped, timing.close];
}

function wordsOf({ dataset }: HTMLElement) {
  return { text: dataset['tip'] ?? '', keys: dataset['tipKeys'] ?? '' };
}

/** The one tooltip of the window: it shows the tip (see `tipAttributes`) of what is pointed at. */
export function TooltipHost() {
  const [tipped, close] = useTipped();
  const trigger = useRef<HTMLElement | null>(null);
  // What was said last is still seen while it fades.
  const [last, setLast] = useState({ number: 0, text: '', keys: '' });
  useEffect(() => {
    if (tipped === null) return undefined;
    trigger.current = tipped;
    setLast(({ number }) => ({ number: number + 1, ...wordsOf(tipped) }));
    tipped.setAttribute('aria-describedby', TIP_ID);
    const watch = new MutationObserver(() => {
      if (tipped.isConnected) setLast((now) => ({ ...now, ...wordsOf(tipped) }));
      else close();
    });
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-tip', 'data-tip-keys'],
    });
    return () => {
      watch.disconnect();
      tipped.removeAttribute('aria-describedby');
    };
  }, [tipped, close]);
  // The host decides when it opens; pointing at the tip itself changes nothing.
  const state = { isOpen: tipped !== null, shouldSkipAnimation: false, open: () => {}, close };
  if (last.number === 0) return null;
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip
        key={last.number}
        triggerRef={trigger}
        className={css['tooltip'] ?? ''}
        offset={6}
        placement={trigger.current === null ? 'top' : placeOf(trigger.current)}
      >
        <span id={TIP_ID} className={css['words'] ?? ''}>
          {last.text} {last.keys === '' ? null : <Shortcut keys={last.keys} />}
        </span>
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
