// Right-click on a price: the ticket opens with a limit order at it. Nothing is sent from here.

import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { suggestOrder } from '../../state/draft-store.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { priceText } from '../../ui/format.ts';
import type { ChartView } from './chart-view.ts';

interface DraftPlace {
  readonly x: number;
  readonly y: number;
  readonly ticks: number;
  /** Below the market one buys, above it one sells: that side stands first. */
  readonly buyFirst: boolean;
}

export interface DraftMenuState {
  readonly place: DraftPlace | undefined;
  readonly close: () => void;
  readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  readonly openAtCursor: (ticks: number) => void;
}

const KEYBOARD_X = 80;

export function useDraftMenu(
  view: ChartView | undefined,
  bars: BarSeries,
  instrument: Instrument,
): DraftMenuState {
  const [place, setPlace] = useState<DraftPlace>();
  const open = (x: number, y: number, price: number) => {
    const ticks = Math.min(Math.max(Math.round(price), 1), instrument.priceLimitTicks - 1);
    const last = bars.count === 0 ? ticks : bars.close(bars.count - 1);
    setPlace({ x, y, ticks, buyFirst: ticks <= last });
  };
  return {
    place,
    close() {
      setPlace(undefined);
    },
    onContextMenu(event) {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const ticks = view?.ticksAt(y);
      if (ticks !== undefined) open(x, y, ticks);
    },
    openAtCursor(ticks) {
      open(KEYBOARD_X, view?.yOf(ticks) ?? 0, ticks);
    },
  };
}

export interface DraftMenuProps {
  readonly menu: DraftMenuState;
  readonly instrument: Instrument;
  readonly say: (words: string) => void;
}

export function DraftMenu({ menu, instrument, say }: DraftMenuProps) {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const { place, close } = menu;
  useEffect(() => {
    const box = list.current;
    if (box === null || place === undefined) return undefined;
    keepInside(box, place);
    const before = document.activeElement;
    box.querySelector('button')?.focus();
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      if (before instanceof HTMLElement) before.focus();
    };
    // The place alone opens it; `close` is a new function with every rendering.
  }, [place]);
  if (place === undefined) return null;

  const price = priceText(place.ticks, instrument);
  const choose = (side: number) => {
    suggestOrder({ instrument: instrument.id, side, price: place.ticks });
    say(t('chart.drafted', { price }));
    close();
  };
  return (
    <div
      ref={list}
      className="menu chart-draft"
      role="menu"
      aria-label={t('chart.draft')}
      onKeyDown={(event) => {
        moveInDraft(event, close);
      }}
    >
      {(place.buyFirst ? [0, 1] : [1, 0]).map((side) => (
        <button
          key={side}
          type="button"
          role="menuitem"
          data-side={side === 0 ? 'buy' : 'sell'}
          onClick={() => {
            choose(side);
          }}
        >
          {t(side === 0 ? 'chart.draftBuy' : 'chart.draftSell', { price })}
        </button>
      ))}
    </div>
  );
}

function moveInDraft(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const { key, currentTarget } = event;
  event.stopPropagation();
  if (key === 'Escape' || key === 'Tab') {
    event.preventDefault();
    close();
  } else if (key === 'ArrowDown' || key === 'ArrowUp') {
    event.preventDefault();
    const other = [...currentTarget.querySelectorAll('button')].find(
      (button) => button !== document.activeElement,
    );
    other?.focus();
  }
}

function keepInside(box: HTMLElement, { x, y }: DraftPlace): void {
  const room = box.offsetParent;
  const [width, height] = [room?.clientWidth ?? 0, room?.clientHeight ?? 0];
  box.style.left = `${String(Math.max(0, Math.min(x, width - box.offsetWidth)))}px`;
  box.style.top = `${String(Math.max(0, Math.min(y, height - box.offsetHeight)))}px`;
}
