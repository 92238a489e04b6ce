import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
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
  /** What Escape does where the tooltip names it: it must not only close the tooltip. */
  readonly onEscape?: () => void;
  /** What is hovered or focused: a primitive of ours that can be focused. */
  readonly children: ReactNode;
}

/** Sees Escape before the tooltip, which would keep it to itself. */
function useEscape(isActive: boolean, onEscape: (() => void) | undefined): void {
  const run = useEffectEvent(() => onEscape?.());
  useEffect(() => {
    if (!isActive) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') run();
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [isActive]);
}

/** Words that appear on hover and on keyboard focus. */
export function Tooltip(props: TooltipProps) {
  const [isOpen, setOpen] = useState(false);
  useEscape(isOpen && props.onEscape !== undefined, props.onEscape);
  return (
    <TooltipTrigger delay={450} closeDelay={60} onOpenChange={setOpen}>
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
