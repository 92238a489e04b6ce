import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import css from './button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  /** `primary`: the one next step; `quiet`: without a frame; `danger`: takes something away. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  /** A sign before the words, 16 px. */
  readonly icon?: ReactNode;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** It is under way: it cannot be pressed again, and keeps its place and width. */
  readonly isBusy?: boolean;
  readonly onPress?: () => void;
  /** More words for assistive technology than are shown. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'medium' } = props;
  return (
    <AriaButton
      {...(props.ref === undefined ? {} : { ref: props.ref })}
      type={props.type ?? 'button'}
      className={classNames(css['button'], css[variant], css[size], props.className)}
      isDisabled={props.isDisabled ?? false}
      isPending={props.isBusy ?? false}
      {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
    >
      {props.icon}
      <span className={css['words']}>{props.children}</span>
    </AriaButton>
  );
}
