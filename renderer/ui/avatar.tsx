import { classNames } from './class-names.ts';
import css from './avatar.module.css';
import { groundOf, initialsOf } from './initials.ts';

export interface AvatarProps {
  readonly name: string;
  /** What the ground is chosen by; the name unless given. */
  readonly colourKey?: string;
  /** Pixels. */
  readonly size?: 20 | 24 | 32 | 40 | 56;
  /** `person`: a colleague, round; `contact`: a customer, round. `tenant`: square. */
  readonly shape?: 'round' | 'square';
  readonly className?: string;
}

const GROUNDS = 8;

/** The initials of somebody on a ground of their own. The name stands beside it: it is only a sign. */
export function Avatar(props: AvatarProps) {
  const { name, size = 32, shape = 'round' } = props;
  const ground = groundOf(props.colourKey ?? name, GROUNDS);
  return (
    <span
      aria-hidden="true"
      className={classNames(
        css['avatar'],
        css[`size${size}`],
        css[`ground${ground}`],
        shape === 'square' && css['square'],
        props.className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
