import { classNames } from './class-names.ts';
import css from './avatar.module.css';
import { groundOf, initialsOf } from './initials.ts';

export interface AvatarProps {
  readonly name: string;
  /** Pixels. */
  readonly size?: 16 | 20 | 24 | 32 | 40 | 56;
  readonly className?: string;
}

const GROUNDS = 8;

/** The initials of somebody on a ground of their own. The name stands beside it: it is only a sign. */
export function Avatar(props: AvatarProps) {
  const { name, size = 32 } = props;
  const ground = groundOf(name, GROUNDS);
  return (
    <span
      aria-hidden="true"
      className={classNames(
        css['avatar'],
        css[`size${size}`],
        css[`ground${ground}`],
        props.className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
