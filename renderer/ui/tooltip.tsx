import type { ReactNode } from 'react';
import type { Placement } from './placement.ts';

/** Words that appear when something is pointed at or reached by keyboard. */
export interface Tip {
  readonly text: string;
  /** Keys as `Mod+E`; see `Shortcut`. */
  readonly shortcut?: string | undefined;
  readonly placement?: Placement | undefined;
}

/** A tip as attributes, which `TooltipHost` finds: what has one costs nothing until then. */
export interface TipAttributes {
  readonly 'data-tip': string;
  readonly 'data-tip-keys'?: string;
  readonly 'data-tip-place'?: Placement;
}

/** The attributes of what has a tip: something that can be focused. */
export function tipAttributes({ text, shortcut, placement }: Tip): TipAttributes {
  return {
    'data-tip': text,
    ...(shortcut === undefined ? {} : { 'data-tip-keys': shortcut }),
    ...(placement === undefined ? {} : { 'data-tip-place': placement }),
  };
}

export interface HintProps {
  /** What the hint says. */
  readonly text: string;
  readonly placement?: Placement;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A sign that is not a button, with a tip: it can be reached with Tab. */
export function Hint(props: HintProps) {
  return (
    <span
      role="img"
      aria-label={props.text}
      className={props.className}
      tabIndex={0}
      {...tipAttributes({ text: props.text, placement: props.placement })}
    >
      {props.children}
    </span>
  );
}
