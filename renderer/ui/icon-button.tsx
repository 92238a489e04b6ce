import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Placement } from './placement.ts';
import { classNames } from './class-names.ts';
import css from './icon-button.module.css';
import { tipAttributes } from './tooltip.tsx';

export interface IconButtonProps {
  /** Its name, for assistive technology and in the tooltip. */
  readonly label: string;
  /** A lucide icon of 16 or 20 px. */
  readonly icon: ReactNode;
  readonly shortcut?: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Set: it is a switch that is on or off. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly placement?: Placement;
  /** Absent: it opens the menu or dialog whose trigger it is. */
  readonly onPress?: () => void;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A button that is only a sign; its words are in the tooltip. Some dozens of them are drawn with
 * a conversation, so it is the browser's own button: only a trigger needs more.
 */
export function IconButton(props: IconButtonProps) {
  const { size = 'medium', isPressed, isDisabled = false, onPress } = props;
  const shared = {
    'aria-label': props.label,
    className: classNames(css['button'], css[size], props.className),
    ...tipAttributes({ text: props.label, shortcut: props.shortcut, placement: props.placement }),
    ...(props.ref === undefined ? {} : { ref: props.ref }),
  };
  if (onPress === undefined) {
    return (
      <AriaButton {...shared} isDisabled={isDisabled}>
        {props.icon}
      </AriaButton>
    );
  }
  return (
    <button
      type="button"
      {...shared}
      disabled={isDisabled}
      aria-pressed={isPressed}
      onClick={() => onPress()}
    >
      {props.icon}
    </button>
  );
}
