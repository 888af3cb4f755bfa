// A button that opens a menu: arrows move, letters find, Enter chooses, Esc closes and gives the focus back.

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { neighbour } from './move-in-row.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Something small before the label. */
  readonly mark?: ReactNode;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** Says what the menu is about. */
  readonly label: string;
  readonly trigger: ReactNode;
  /** `null` draws a line. */
  readonly items: readonly (MenuItem | null)[];
  readonly className?: string;
}

export function Menu({ label, trigger, items, className = 'icon-button' }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {trigger}
      </button>
      {open && button.current !== null && (
        <MenuList label={label} items={items} anchor={button.current} onClose={close} />
      )}
    </>
  );
}

interface MenuListProps {
  readonly label: string;
  readonly items: MenuProps['items'];
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

function MenuList({ label, items, anchor, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = list.current;
    if (menu === null) return undefined;
    placeUnder(menu, anchor);
    menu.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
    const outside = ({ target }: PointerEvent) => {
      if (!(target instanceof Node)) return;
      if (!menu.contains(target) && !anchor.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
    };
  }, [anchor, onClose]);
  return createPortal(
    <div
      ref={list}
      className="menu"
      role="menu"
      aria-label={label}
      onKeyDown={(event) => {
        moveInMenu(event, onClose);
      }}
    >
      {items.map((item, k) =>
        item === null ? (
          <hr key={k} />
        ) : (
          <button
            key={item.id}
            type="button"
            role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={item.checked}
            disabled={item.disabled}
            data-danger={item.danger}
            tabIndex={-1}
            onClick={() => {
              onClose();
              item.onSelect();
            }}
          >
            <span className="menu-mark">{item.checked === true ? '✓' : item.mark}</span>
            <span>{item.label}</span>
            {item.keys !== undefined && <kbd>{item.keys}</kbd>}
          </button>
        ),
      )}
    </div>,
    document.body,
  );
}

function moveInMenu(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    onClose();
    return;
  }
  const next = neighbour(event.currentTarget, event.key) ?? byLetter(event);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function byLetter({ currentTarget, key }: KeyboardEvent<HTMLElement>) {
  if (key.length !== 1 || key === ' ') return undefined;
  const buttons = [...currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  return buttons.find((b) => (b.textContent ?? '').toLowerCase().startsWith(key.toLowerCase()));
}

/** Below the button, moved so that all of it is on the screen; set by script, as the page's policy wants. */
function placeUnder(menu: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.max(0, Math.min(at.left, innerWidth - width));
  const below = at.bottom + height <= innerHeight;
  menu.style.left = `${String(left)}px`;
  menu.style.top = `${String(below ? at.bottom : Math.max(0, at.top - height))}px`;
}
