// The ladder: prices stand still, sizes come and go beside them; a click hands side and price to the ticket
// and sends nothing. The window moves only when the user centres it, or when the market leaves it while
// neither pointer nor focus is in it.

import { useEffect, useRef, type RefObject } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';
import { isWorking, ordersStore } from '../../state/orders-store.ts';
import { suggestOrder } from '../../state/draft-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import { TruthBadge } from '../../ui/TruthBadge.tsx';
import { bestOf, sizesByPrice, windowAround } from './ladder-window.ts';
import './ladder.css';

const ROWS = 41;
const LEVELS = 20;
const INTERVAL_MS = 50;

export default function LadderPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  if (instrument === undefined) {
    return (
      <Panel>
        <Empty icon="search" title={t('depth.choose')} words={t('depth.chooseWords')} />
      </Panel>
    );
  }
  return <LadderOf key={instrument.id} instrument={instrument} />;
}

function LadderOf({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const body = useRef<HTMLDivElement>(null);
  const view = useRef<DepthView>(undefined);
  const top = useRef(0);
  useLadder(instrument, body, view, top);
  const centre = () => {
    if (view.current === undefined || body.current === null) return;
    top.current = windowAround(bestOf(view.current), ROWS);
    showMiddle(body.current);
  };
  const suggest = (side: Side, row: number) => {
    const price = top.current - row;
    if (price > 0) suggestOrder({ instrument: instrument.id, side, price });
  };
  const badge = (
    <TruthBadge
      read={() => ({
        truth: view.current?.truth ?? 'loading',
        ageMs: view.current?.ageMs ?? Infinity,
      })}
    />
  );
  return (
    <Panel
      subtitle={instrument.symbol}
      badge={badge}
      tools={
        <Button small onClick={centre}>
          {t('ladder.centre')}
        </Button>
      }
      footer={<span>{t('ladder.hint')}</span>}
    >
      <div className="ladder-row ladder-head" aria-hidden="true">
        <span>{t('ladder.mine')}</span>
        <span>{t('ladder.bid')}</span>
        <span>{t('ladder.price')}</span>
        <span>{t('ladder.ask')}</span>
        <span>{t('ladder.mine')}</span>
      </div>
      <div className="ladder-body" ref={body}>
        {Array.from({ length: ROWS }, (_, row) => (
          <div key={row} className="ladder-row">
            <span className="own" />
            <button
              type="button"
              className="bid"
              onClick={() => {
                suggest(Side.buy, row);
              }}
            />
            <span className="price" />
            <button
              type="button"
              className="ask"
              onClick={() => {
                suggest(Side.sell, row);
              }}
            />
            <span className="own" />
          </div>
        ))}
      </div>
    </Panel>
  );
}

/** Watches the book and paints it; the window follows the market only while no pointer is over it. */
function useLadder(
  instrument: Instrument,
  body: RefObject<HTMLDivElement | null>,
  view: RefObject<DepthView | undefined>,
  top: RefObject<number>,
): void {
  const { tables } = useDesk();
  useEffect(() => {
    const watched = tables.watchDepth(instrument.id, LEVELS, INTERVAL_MS);
    view.current = watched.view;
    const box = body.current!;
    const rows = [...box.children] as HTMLElement[];
    let painted = { version: -1, orders: ordersStore.getState().rows, top: -1 };
    const remove = tables.frames.add(() => {
      const best = bestOf(watched.view);
      const outside = best > top.current - 4 || best < top.current - ROWS + 4;
      if (best > 0 && outside && (top.current === 0 || !box.matches(':hover, :focus-within'))) {
        top.current = windowAround(best, ROWS);
        showMiddle(box);
      }
      const { rows: orders } = ordersStore.getState();
      const { version } = watched.view;
      if (version === painted.version && orders === painted.orders && top.current === painted.top) {
        return;
      }
      painted = { version, orders, top: top.current };
      paint(rows, watched.view, top.current, instrument);
    });
    return () => {
      remove();
      watched.release();
    };
  }, [instrument, tables, body, view, top]);
}

function showMiddle(box: HTMLElement): void {
  box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
}

function paint(
  rows: readonly HTMLElement[],
  view: DepthView,
  top: number,
  instrument: Instrument,
): void {
  const bids = sizesByPrice(view.bids);
  const asks = sizesByPrice(view.asks);
  const own = ownByPrice(instrument.id);
  rows.forEach((row, k) => {
    const price = top - k;
    const [ownBid, bid, text, ask, ownAsk] = row.children as unknown as HTMLElement[];
    const size = (lots: number | undefined) =>
      lots === undefined || lots === 0 ? '' : qtyText(lots, instrument);
    setCell(ownBid!, size(own.get(price)));
    setCell(bid!, size(bids.get(price)));
    const shown = price > 0 ? priceText(price, instrument) : '';
    if (text!.textContent !== shown) {
      setCell(text!, shown);
      nameCell(bid!, Side.buy, shown);
      nameCell(ask!, Side.sell, shown);
    }
    setCell(ask!, size(asks.get(price)));
    setCell(ownAsk!, size(own.get(-price)));
    row.classList.toggle('best', isBest(view.bids, price) || isBest(view.asks, price));
  });
}

/** What a click on the cell would do, for those who do not see the column. */
function nameCell(cell: HTMLElement, side: Side, price: string): void {
  const word = textNow(side === Side.buy ? 'ladder.buy' : 'ladder.sell');
  cell.setAttribute('aria-label', textNow('ladder.place', { side: word, price }));
}

function isBest(levels: Levels, price: number): boolean {
  return levels.count > 0 && levels.ticks(0) === price;
}

/** Working lots of the account by price, those on their way included; sells under the negative price. */
function ownByPrice(instrument: number): Map<number, number> {
  const own = new Map<number, number>();
  for (const row of ordersStore.getState().rows.values()) {
    if (row.instrument !== instrument || !isWorking(row)) continue;
    const key = row.side === Side.buy ? row.price : -row.price;
    own.set(key, (own.get(key) ?? 0) + row.leaves);
  }
  return own;
}
