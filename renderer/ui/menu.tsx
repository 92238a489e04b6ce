import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import type { Placement } from './placement.ts';
import css from './menu.module.css';

export interface MenuProps {
  /** The button that opens it: `Button` or `IconButton`. */
  readonly trigger: ReactNode;
  /** Its name for assistive technology. */
  readonly label: string;
  readonly placement?: Placement;
  /** Set where something else than the button opens it too. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** `MenuItem`, `MenuSection` and `MenuSeparator`. */
  readonly children: ReactNode;
}

/** A button with a menu. Keys, typing ahead and focus are react-aria's. */
export function Menu(props: MenuProps) {
  return (
    <MenuTrigger
      {...(props.isOpen === undefined ? {} : { isOpen: props.isOpen })}
      {...(props.onOpenChange === undefined ? {} : { onOpenChange: props.onOpenChange })}
    >
      {props.trigger}
      <Popover
        className={css['popover'] ?? ''}
        placement={props.placement ?? 'bottom start'}
        offset={4}
      >
        <AriaMenu className={css['menu'] ?? ''} aria-label={props.label}>
          {props.children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  readonly children: ReactNode;
  /** What typing ahead finds; needed where `children` is not text. */
  readonly textValue?: string;
  readonly icon?: ReactNode;
  /** At the end of the line: a count or a shortcut. */
  readonly end?: ReactNode;
  /** Set: one of a choice, with a tick where it is the chosen one. */
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  readonly tone?: 'neutral' | 'danger';
  readonly onAction: () => void;
}

/** One line of a menu. */
export function MenuItem(props: MenuItemProps) {
  const { isChosen } = props;
  const text = props.textValue ?? (typeof props.children === 'string' ? props.children : undefined);
  return (
    <AriaMenuItem
      className={css['item'] ?? ''}
      data-tone={props.tone ?? 'neutral'}
      isDisabled={props.isDisabled ?? false}
      onAction={props.onAction}
      {...(text === undefined ? {} : { textValue: text })}
      {...(isChosen === true ? { 'aria-current': true } : {})}
    >
      {isChosen === undefined ? null : (
        <span className={css['tick']}>{isChosen ? <Check size={16} aria-hidden /> : null}</span>
      )}
      {props.icon}
      <span className={css['words']}>{props.children}</span>
      {props.end === undefined ? null : <span className={css['end']}>{props.end}</span>}
    </AriaMenuItem>
  );
}

/** Lines that belong together under a heading. */
export function MenuSection(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className={css['heading'] ?? ''}>{props.title}</Header>
      {props.children}
    </AriaMenuSection>
  );
}

/** A line between parts of a menu. */
export function MenuSeparator() {
  return <Separator className={css['separator'] ?? ''} />;
}
