import css from './ring.module.css';

export interface RingProps {
  /** How much is left, from 0 to 1: the ring empties clockwise. */
  readonly left: number;
  /** Pixels. */
  readonly size?: 14 | 16 | 20;
}

const RADIUS = 6;
const LENGTH = 2 * Math.PI * RADIUS;

/** A ring in the colour of the words around it. Only a sign: the words stand beside it. */
export function Ring(props: RingProps) {
  const { size = 16 } = props;
  const left = Math.min(1, Math.max(0, props.left));
  return (
    <svg
      aria-hidden="true"
      className={css['ring']}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      strokeWidth="2.5"
    >
      <circle className={css['track']} cx="8" cy="8" r={RADIUS} />
      {/* Mirrored, so that it empties clockwise from the top. */}
      <circle
        className={css['left']}
        cx="8"
        cy="8"
        r={RADIUS}
        strokeDasharray={`${left * LENGTH} ${LENGTH}`}
        transform="rotate(-90 8 8) scale(1 -1) translate(0 -16)"
      />
    </svg>
  );
}
