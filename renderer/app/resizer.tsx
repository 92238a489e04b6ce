import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import css from './resizer.module.css';

export interface ResizerProps {
  /** Pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** While it is being dragged. */
  readonly onMove: (value: number) => void;
  /** When it is let go: to be kept. */
  readonly onDone: (value: number) => void;
}

const STEP = 16;

/** The line between list and conversation: it can be dragged, and moved with the arrow keys. */
export function Resizer(props: ResizerProps) {
  const { t } = useTranslation('app');
  const { value, min, max, onMove, onDone } = props;
  const drag = useRef<{ readonly from: number; readonly width: number; now: number } | null>(null);
  const within = (width: number) => Math.round(Math.min(max, Math.max(min, width)));

  const start = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, width: value, now: value };
  };
  const move = (event: PointerEvent) => {
    if (drag.current === null) return;
    drag.current.now = within(drag.current.width + event.clientX - drag.current.from);
    onMove(drag.current.now);
  };
  const end = () => {
    if (drag.current !== null && drag.current.now !== drag.current.width) onDone(drag.current.now);
    drag.current = null;
  };
  const key = (event: KeyboardEvent) => {
    const next = { ArrowLeft: value - STEP, ArrowRight: value + STEP, Home: min, End: max }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    onMove(within(next));
    onDone(within(next));
  };

  return (
    <div
      className={css['resizer']}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('resizeList')}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={key}
    />
  );
}
