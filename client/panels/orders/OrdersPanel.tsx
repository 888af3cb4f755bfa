// The account's orders with their acks: newest first, the waterfall of the first ack beside each.

import { DoneCause } from '../../../shared/domain/order.ts';
import { rejectByCode } from '../../../shared/domain/reject.ts';
import { useTerminalHandle } from '../../app/terminal-context.ts';
import { useTerminal, type BlotterRow } from '../../state/terminal-store.ts';
import { priceText, qtyText, timeText } from '../../ui/format.ts';

const STAGE_WORDS: Readonly<Record<BlotterRow['stage'], string>> = {
  pending: 'Sending',
  received: 'On disk',
  open: 'Working',
  unknown: 'Unknown, asking',
  filled: 'Filled',
  cancelled: 'Cancelled',
  expired: 'Expired',
  rejected: 'Rejected',
  neverReceived: 'Never received',
  endedUnseen: 'Ended unseen',
};
const CAUSE_NAMES = new Map<number, string>(
  Object.entries(DoneCause).map(([name, cause]) => [cause, name]),
);
const SHOWN = 100;

export function OrdersPanel() {
  const terminal = useTerminalHandle();
  const rows = useTerminal((state) => state.rows);
  const newest = [...rows.values()].sort((a, b) => b.timeMicros - a.timeMicros).slice(0, SHOWN);
  const working = newest.filter((row) => row.stage === 'open').length;
  return (
    <section className="panel" aria-label="Orders">
      <header className="panel-head">
        <h2>Orders</h2>
        <span className="faint">{working} working</span>
        <button
          type="button"
          className="small end"
          disabled={working === 0}
          onClick={() => {
            void terminal.session()?.trade.cancelAll();
          }}
        >
          Cancel all {working}
        </button>
      </header>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>Time</th>
              <th>Instrument</th>
              <th>Side</th>
              <th className="num">Quantity</th>
              <th className="num">Filled</th>
              <th className="num">Price</th>
              <th>State</th>
              <th>First ack: journal, match, disk, sent</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {newest.map((row) => (
              <OrderRow key={row.clientOrderId} row={row} />
            ))}
          </tbody>
        </table>
        {newest.length === 0 && (
          <p className="empty">No orders yet. Place one in the ticket: its acks appear here.</p>
        )}
      </div>
    </section>
  );
}

function OrderRow({ row }: { readonly row: BlotterRow }) {
  const terminal = useTerminalHandle();
  const instrument = useTerminal((state) => state.instruments.get(row.instrument));
  if (instrument === undefined) return null;
  const why =
    row.code === 0 ? (CAUSE_NAMES.get(row.cause) ?? '') : (rejectByCode(row.code)?.words ?? '');
  return (
    <tr data-stage={row.stage}>
      <td className="faint">{timeText(row.timeMicros)}</td>
      <td className="symbol">{instrument.symbol}</td>
      <td className={row.side === 0 ? 'up' : 'down'}>{row.side === 0 ? 'Buy' : 'Sell'}</td>
      <td className="num">{qtyText(row.qty, instrument)}</td>
      <td className="num">{qtyText(row.filled, instrument)}</td>
      <td className="num">{row.price === 0 ? 'market' : priceText(row.price, instrument)}</td>
      <td title={why}>
        <span className="stage">{STAGE_WORDS[row.stage]}</span>
        {row.stage === 'rejected' && <span className="faint"> {why}</span>}
      </td>
      <td className="faint hops">
        {row.hops === undefined
          ? ''
          : row.hops.map((micros) => `${String(micros)}`).join(' · ') + ' µs'}
      </td>
      <td>
        {row.stage === 'open' && (
          <button
            type="button"
            className="small"
            onClick={() => {
              terminal.session()?.trade.cancel(row.clientOrderId);
            }}
          >
            Cancel
          </button>
        )}
      </td>
    </tr>
  );
}
