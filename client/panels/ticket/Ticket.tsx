// The order ticket: the button says what it does, and nothing is sent that the form would refuse.

import { useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderFlag, OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';
import { useTerminalHandle } from '../../app/terminal-context.ts';
import { useTerminal } from '../../state/terminal-store.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { EMPTY_TICKET, reduceTicket, summariseTicket, validateTicket } from './ticket-form.ts';

const TIFS = [
  [TimeInForce.gtc, 'GTC'],
  [TimeInForce.day, 'DAY'],
  [TimeInForce.ioc, 'IOC'],
  [TimeInForce.fok, 'FOK'],
] as const;

export function Ticket() {
  const instrument = useTerminal((state) => state.instruments.get(state.selected));
  return (
    <section className="panel" aria-label="Order ticket">
      <header className="panel-head">
        <h2>Order</h2>
        <span className="chip">{instrument?.symbol ?? ''}</span>
      </header>
      {instrument === undefined ? (
        <p className="empty">Choose an instrument in the watchlist.</p>
      ) : (
        <TicketForm key={instrument.id} instrument={instrument} />
      )}
    </section>
  );
}

function TicketForm({ instrument }: { readonly instrument: Instrument }) {
  const terminal = useTerminalHandle();
  const live = useTerminal((state) => state.feed.is === 'live');
  const quoteAsset = useTerminal((state) => state.assets.get(instrument.quoteAsset));
  const [form, setForm] = useState(EMPTY_TICKET);
  const [words, setWords] = useState('');
  const change = (part: Partial<typeof form>) => {
    setForm(reduceTicket(form, part));
    setWords('');
  };
  const buy = form.side === Side.buy;
  const checked = validateTicket(form, instrument);
  const order = 'field' in checked ? undefined : checked;
  const { bid, ask } = terminal.quotes;
  const reference = (buy ? ask : bid)[instrument.id]!;
  const summary = order && summariseTicket(form.side, order, instrument, reference);
  const money = (minor: number) =>
    `${moneyText(minor, quoteAsset?.scale ?? 0)} ${quoteAsset?.code ?? ''}`;

  function submit(): void {
    if ('field' in checked) {
      setWords(checked.words);
      return;
    }
    const flags = form.postOnly ? OrderFlag.postOnly : 0;
    const { side, tif } = form;
    const sent = terminal.session()?.trade.place({
      instrument: instrument.id,
      side,
      tif,
      flags,
      qty: checked.qty,
      // Without a price it is a market order.
      ...(checked.price === 0 ? {} : { price: checked.price }),
    });
    setWords(sent?.ok === true ? '' : 'Not sent: the connection is not live.');
  }

  const what = order
    ? `${qtyText(order.qty, instrument)} ${instrument.symbol} ${
        order.price === 0 ? 'at market' : `at ${priceText(order.price, instrument)}`
      }`
    : instrument.symbol;
  return (
    <form
      className="ticket"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="sides">
        {[Side.buy, Side.sell].map((side) => (
          <button
            key={side}
            type="button"
            className={side === Side.buy ? 'side up' : 'side down'}
            aria-pressed={form.side === side}
            onClick={() => {
              change({ side });
            }}
          >
            {side === Side.buy ? 'Buy' : 'Sell'}
          </button>
        ))}
      </div>
      <div className="segment" role="group" aria-label="Order type">
        {[OrderType.limit, OrderType.market].map((type) => (
          <button
            key={type}
            type="button"
            aria-pressed={form.type === type}
            onClick={() => {
              change({ type });
            }}
          >
            {type === OrderType.limit ? 'Limit' : 'Market'}
          </button>
        ))}
      </div>
      <label className="field">
        <span>Price</span>
        <input
          name="price"
          inputMode="decimal"
          autoComplete="off"
          value={form.price}
          disabled={form.type === OrderType.market}
          placeholder={form.type === OrderType.market ? 'market' : priceText(reference, instrument)}
          onChange={(event) => {
            change({ price: event.target.value });
          }}
        />
      </label>
      <label className="field">
        <span>Quantity</span>
        <input
          name="qty"
          inputMode="decimal"
          autoComplete="off"
          value={form.qty}
          onChange={(event) => {
            change({ qty: event.target.value });
          }}
        />
      </label>
      <div className="options">
        <div className="segment" role="group" aria-label="Time in force">
          {TIFS.map(([tif, name]) => (
            <button
              key={name}
              type="button"
              aria-pressed={form.tif === tif}
              onClick={() => {
                change({ tif });
              }}
            >
              {name}
            </button>
          ))}
        </div>
        <label className="check">
          <input
            type="checkbox"
            checked={form.postOnly}
            onChange={(event) => {
              change({ postOnly: event.target.checked });
            }}
          />
          Post only
        </label>
      </div>
      <dl className="summary">
        <dt>Notional</dt>
        <dd>{summary ? money(summary.notional) : '–'}</dd>
        <dt>Fee, if it takes</dt>
        <dd>{summary ? money(summary.fee) : '–'}</dd>
        <dt>Held</dt>
        <dd>{summary && buy ? money(summary.hold) : '–'}</dd>
      </dl>
      <button type="submit" className={buy ? 'submit buy' : 'submit sell'} disabled={!live}>
        {`${buy ? 'Buy' : 'Sell'} ${what}`}
      </button>
      <p className="words" role="alert">
        {live ? words : 'No live connection: orders wait until it is back.'}
      </p>
    </form>
  );
}
