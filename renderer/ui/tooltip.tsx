import type { ReactNode } from 'react';
import { Focusable } from 'react-aria-components/Focusable';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import type { Placement } from './placement.ts';
import { Shortcut } from './shortcut.tsx';
import css from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  /** Keys as `Mod+E`; see `Shortcut`. */
  readonly shortcut?: string;
  readonly placement?: Placement;
  /** What is hovered or focused: a primitive of ours that can be focused. */
  readonly children: ReactNode;
}

/** Words that appear on hover and on keyboard focus. */
export function Tooltip(props: TooltipProps) {
  return (
    <TooltipTrigger delay={450} closeDelay={60}>
      {props.children}
      <AriaTooltip className={css['tooltip'] ?? ''} offset={6} placement={props.placement ?? 'top'}>
        <span>{props.text}</span>
        {props.shortcut === undefined ? null : <Shortcut keys={props.shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

export interface HintProps {
  /** What the hint says. */
  readonly text: string;
  readonly placement?: Placement;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A sign that is not a button, with a tooltip: it can be reached with Tab. */
export function Hint(props: HintProps) {
  return (
    <Tooltip
      text={props.text}
      {...(props.placement === undefined ? {} : { placement: props.placement })}
    >
      <Focusable>
        <span role="img" aria-label={props.text} className={props.className} tabIndex={0}>
          {props.children}
        </span>
      </Focusable>
    </Tooltip>
  );
}
