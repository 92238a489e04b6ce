/** A message that stays where it is on the screen, and where that was. */
interface Anchor {
  readonly element: Element;
  readonly top: number;
  readonly scrollTop: number;
  readonly scrollHeight: number;
}

/** Where a message to hold on to is looked for, as parts of the height. */
const PLACES = [0.5, 0.4, 0.6, 0.2, 0.8] as const;
/** Into the messages from their left edge, px. */
const INSET = 40;

function messageAt(scroller: HTMLElement): Element | null {
  const { left, top, height } = scroller.getBoundingClientRect();
  for (const part of PLACES) {
    const found = document
      .elementFromPoint(left + INSET, top + height * part)
      ?.closest('[data-message]');
    if (found !== null && found !== undefined && scroller.contains(found)) return found;
  }
  return null;
}

/** Keeps what is read in its place while things come, go or grow around it. */
export interface PlaceHolder {
  /** After anything has changed: puts the message that is held back where it was. */
  readonly settle: () => void;
  /** From now on this is what stays where it is. */
  readonly hold: (element: Element) => void;
  /** Nothing is held any more, until `settle` is called again. */
  readonly release: () => void;
}

/**
 * Holds the place of a scroller. The browser's own way does not work where a list counts from
 * its end and more is added there.
 */
export function createPlaceHolder(scroller: HTMLElement): PlaceHolder {
  let anchor: Anchor | null = null;
  const release = () => {
    anchor = null;
  };
  const hold = (element: Element) => {
    const { top } = element.getBoundingClientRect();
    const { scrollTop, scrollHeight } = scroller;
    anchor = { element, top, scrollTop, scrollHeight };
  };
  /** Whether the browser moved the list, because it became too short for where it stood. */
  const wasCutShort = ({ scrollHeight }: Anchor): boolean => {
    const first = scroller.clientHeight - scroller.scrollHeight;
    return scroller.scrollHeight < scrollHeight && scroller.scrollTop <= first + 1;
  };
  const settle = () => {
    if (anchor !== null && scroller.contains(anchor.element)) {
      const { element, top } = anchor;
      // What the person has scrolled meanwhile is meant; the rest is not.
      const expected = top - (wasCutShort(anchor) ? 0 : scroller.scrollTop - anchor.scrollTop);
      const moved = element.getBoundingClientRect().top - expected;
      if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    }
    const edge = scroller.getBoundingClientRect();
    const held = anchor?.element.getBoundingClientRect();
    const isSeen =
      anchor !== null &&
      scroller.contains(anchor.element) &&
      held !== undefined &&
      held.bottom > edge.top &&
      held.top < edge.bottom;
    const element = isSeen && anchor !== null ? anchor.element : messageAt(scroller);
    if (element === null) release();
    else hold(element);
  };
  return { settle, hold, release };
}
