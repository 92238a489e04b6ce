import { Check } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Header } from 'react-aria-components/Header';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
} from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import type { MenuFocus, MenuItemProps, MenuProps, MenuSectionProps } from './menu.tsx';
import css from './menu.module.css';

export interface MenuPopupProps extends Pick<MenuProps, 'label' | 'placement'> {
  /** What it opens beside. */
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly autoFocus: MenuFocus;
  readonly children: ReactNode;
}

/** What a menu's button opens. */
export function MenuPopup(props: MenuPopupProps) {
  const close = () => props.onOpenChange(false);
  return (
    <Popover
      className={css['popover'] ?? ''}
      trigger="MenuTrigger"
      aria-label={props.label}
      triggerRef={props.triggerRef}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      placement={props.placement ?? 'bottom start'}
      offset={4}
    >
      <AriaMenu
        className={css['menu'] ?? ''}
        aria-label={props.label}
        autoFocus={props.autoFocus}
        onClose={close}
      >
        {props.children}
      </AriaMenu>
    </Popover>
  );
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
export function MenuSection(props: MenuSectionProps) {
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
