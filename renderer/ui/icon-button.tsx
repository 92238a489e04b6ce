import type { ReactNode, Ref } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Placement } from './placement.ts';
import { classNames } from './class-names.ts';
import css from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

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
  readonly onPress?: () => void;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only a sign; its words are in the tooltip. */
export function IconButton(props: IconButtonProps) {
  const { size = 'medium', isPressed, onPress } = props;
  const shared = {
    'aria-label': props.label,
    className: classNames(css['button'], css[size], props.className),
    isDisabled: props.isDisabled ?? false,
    ...(onPress === undefined ? {} : { onPress }),
    ...(props.ref === undefined ? {} : { ref: props.ref }),
  };
  return (
    <Tooltip
      text={props.label}
      {...(props.shortcut === undefined ? {} : { shortcut: props.shortcut })}
      {...(props.placement === undefined ? {} : { placement: props.placement })}
      {...(props.shortcut === 'Escape' && onPress !== undefined ? { onEscape: onPress } : {})}
    >
      {isPressed === undefined ? (
        <AriaButton {...shared}>{props.icon}</AriaButton>
      ) : (
        <ToggleButton {...shared} isSelected={isPressed}>
          {props.icon}
        </ToggleButton>
      )}
    </Tooltip>
  );
}
