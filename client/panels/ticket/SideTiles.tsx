// Buy at ask, sell at bid: two tiles with live prices; choosing one takes its side and its price.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType, Side } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { priceText } from '../../ui/format.ts';
import { moveInRow } from '../../ui/move-in-row.ts';
import { setCell } from '../../ui/set-cell.ts';
import { ticksText, type TicketForm } from './ticket-form.ts';

export interface SideTilesProps {
  readonly form: TicketForm;
  readonly instrument: Instrument;
  readonly onChange: (part: Partial<TicketForm>) => void;
}

export function SideTiles({ form, instrument, onChange }: SideTilesProps) {
  const t = useText();
  const { tables } = useDesk();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { bid, ask } = tables.quotes;
    const [buy, sell] = row.current!.querySelectorAll('b');
    const paint = (id: number) => {
      if (id !== instrument.id) return;
      setCell(buy!, priceText(ask[id] ?? 0, instrument));
      setCell(sell!, priceText(bid[id] ?? 0, instrument));
    };
    paint(instrument.id);
    return tables.quotes.onQuote(paint);
  }, [instrument, tables]);

  const choose = (side: Side) => {
    const { bid, ask } = tables.quotes;
    const ticks = (side === Side.buy ? ask : bid)[instrument.id] ?? 0;
    const isLimit = form.type === OrderType.limit;
    onChange(isLimit && ticks > 0 ? { side, price: ticksText(ticks, instrument) } : { side });
  };
  return (
    <div
      ref={row}
      className="ticket-sides"
      role="radiogroup"
      aria-label={t('ticket.side')}
      onKeyDown={moveInRow}
    >
      {[Side.buy, Side.sell].map((side) => (
        <button
          key={side}
          type="button"
          role="radio"
          data-side={side === Side.buy ? 'buy' : 'sell'}
          aria-checked={side === form.side}
          tabIndex={side === form.side ? 0 : -1}
          onClick={() => {
            choose(side);
          }}
        >
          <span>{t(side === Side.buy ? 'ticket.buyAtAsk' : 'ticket.sellAtBid')}</span>
          <b />
        </button>
      ))}
    </div>
  );
}
