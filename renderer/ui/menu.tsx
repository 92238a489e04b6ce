import { useEffect, useReducer, useRef, useState, type ReactNode } from 'react';
import { ButtonContext } from 'react-aria-components/Button';
import type * as MenuParts from './menu-parts.tsx';
import type { Placement } from './placement.ts';

/** Which line has the focus at once; `true`: the menu itself, as with a pointer. */
export type MenuFocus = 'first' | 'last' | true;

/** The keys that open a menu. */
const OPENED_BY: ReadonlyMap<string, MenuFocus> = new Map([
  ['Enter', 'first'],
  [' ', 'first'],
  ['ArrowDown', 'first'],
  ['ArrowUp', 'last'],
]);

let parts: typeof MenuParts | null = null;

/**
 * Loads what a menu opens. It is a tenth of the program, and nothing that the first picture needs:
 * it comes behind that, or with the first press.
 */
export async function loadMenus(): Promise<void> {
  parts ??= await import('./menu-parts.tsx');
}

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

/**
 * A button with a menu. Typing ahead and focus within it are react-aria's; the button opens as
 * react-aria's own would: with a mouse when it is pressed down, by touch when it is let go.
 */
export function Menu(props: MenuProps) {
  const [own, setOwn] = useState(false);
  const [autoFocus, setAutoFocus] = useState<MenuFocus>(true);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const isOpen = props.isOpen ?? own;
  const isWaiting = isOpen && parts === null;
  useEffect(() => {
    if (isWaiting) void loadMenus().then(redraw);
  }, [isWaiting]);
  const change = (open: boolean) => {
    setOwn(open);
    props.onOpenChange?.(open);
  };
  const open = (focused: MenuFocus) => {
    // Where the focus is now it returns to when the menu closes.
    triggerRef.current?.focus({ preventScroll: true });
    setAutoFocus(focused);
    change(true);
  };
  const Popup = parts?.MenuPopup;
  return (
    <>
      <ButtonContext
        value={{
          ref: triggerRef,
          'aria-haspopup': 'menu',
          'aria-expanded': isOpen,
          preventFocusOnPress: true,
          onPressStart: ({ pointerType }) => {
            if (pointerType === 'mouse' || pointerType === 'pen') open(true);
            else if (pointerType === 'virtual') open('first');
          },
          onPress: ({ pointerType }) => {
            if (pointerType === 'touch') open(true);
          },
          onKeyDown: (event) => {
            const focused = OPENED_BY.get(event.key);
            if (focused === undefined) event.continuePropagation();
            else open(focused);
          },
        }}
      >
        {props.trigger}
      </ButtonContext>
      {Popup === undefined ? null : (
        <Popup
          label={props.label}
          {...(props.placement === undefined ? {} : { placement: props.placement })}
          triggerRef={triggerRef}
          isOpen={isOpen}
          onOpenChange={change}
          autoFocus={autoFocus}
        >
          {props.children}
        </Popup>
      )}
    </>
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
  const Item = parts?.MenuItem;
  return Item === undefined ? null : <Item {...props} />;
}

export interface MenuSectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Lines that belong together under a heading. */
export function MenuSection(props: MenuSectionProps) {
  const Section = parts?.MenuSection;
  return Section === undefined ? null : <Section {...props} />;
}

/** A line between parts of a menu. */
export function MenuSeparator() {
  const Separator = parts?.MenuSeparator;
  return Separator === undefined ? null : <Separator />;
}
