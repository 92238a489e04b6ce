import { useCallback, useEffect, useRef, useState } from 'react';
import type { MessageRow } from '../model/rows.ts';

/** What can be seen of the list. */
export interface InView {
  readonly rows: readonly MessageRow[];
  /** Moment of the day that is named at the top, ms; null: its own separator is in sight. */
  readonly dayAt: number | null;
}

const NOTHING: InView = { rows: [], dayAt: null };
/** So far below the edge a separator takes the place of the day at the top. */
const SEPARATOR_ROOM = 36;

function look(scroller: HTMLElement, rows: ReadonlyMap<string, MessageRow>): InView {
  const edge = scroller.getBoundingClientRect();
  const seen: MessageRow[] = [];
  for (const element of scroller.querySelectorAll<HTMLElement>('[data-message]')) {
    const box = element.getBoundingClientRect();
    const row = rows.get(element.dataset['message'] ?? '');
    if (row !== undefined && box.bottom > edge.top + 4 && box.top < edge.bottom - 4) seen.push(row);
  }
  const top = seen[0];
  const separated = [...scroller.querySelectorAll<HTMLElement>('[data-day]')].filter(
    (separator) => {
      const below = separator.getBoundingClientRect().top - edge.top;
      // One that goes under the day at the top is not seen behind it.
      separator.dataset['covered'] = String(below < -1);
      return below >= -1 && (below < SEPARATOR_ROOM || separator.dataset['day'] === top?.day);
    },
  );
  return { rows: seen, dayAt: separated.length > 0 ? null : (top?.message.at ?? null) };
}

function same(left: InView, right: InView): boolean {
  return (
    left.dayAt === right.dayAt &&
    left.rows.length === right.rows.length &&
    left.rows.every((row, index) => row === right.rows[index])
  );
}

/**
 * Follows what can be seen in the scroller, at most once per frame.
 *
 * @param scroller null until it is there
 */
export function useInView(scroller: HTMLElement | null, rows: readonly MessageRow[]): InView {
  const [inView, setInView] = useState<InView>(NOTHING);
  const byId = useRef<ReadonlyMap<string, MessageRow>>(new Map());
  const frame = useRef(0);

  const schedule = useCallback(() => {
    if (scroller === null || frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const next = look(scroller, byId.current);
      setInView((before) => (same(before, next) ? before : next));
    });
  }, [scroller]);

  useEffect(() => {
    byId.current = new Map(rows.map((row) => [row.message.id, row]));
    schedule();
  }, [rows, schedule]);

  useEffect(() => {
    if (scroller === null) return undefined;
    scroller.addEventListener('scroll', schedule, { passive: true });
    const sizes = new ResizeObserver(schedule);
    sizes.observe(scroller);
    if (scroller.firstElementChild !== null) sizes.observe(scroller.firstElementChild);
    schedule();
    return () => {
      scroller.removeEventListener('scroll', schedule);
      sizes.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [scroller, schedule]);

  return inView;
}
