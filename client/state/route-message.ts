// Every low-rate message of the worker has its one place here: the store it belongs to.

import type { LinkMessage } from '../net/link-contract.ts';
import { dropOldest } from '../net/kept-rows.ts';
import type { FillRow, OrderRow } from '../net/order-row.ts';
import type { HealthFigures } from '../net/worker-protocol.ts';
import { accountStore } from './account-store.ts';
import { fillsStore } from './fills-store.ts';
import { instrumentsStore } from './instruments-store.ts';
import { lifeStore } from './life-store.ts';
import { ordersStore } from './orders-store.ts';
import { sessionStore, type Health } from './session-store.ts';

const NOTICES_KEPT = 200;
const ROUND_TRIPS_KEPT = 120;
const FILLS_KEPT = 5_000;

export function routeMessage(message: LinkMessage): void {
  switch (message.is) {
    case 'feed':
      sessionStore.setState({ feed: message.state, caughtUp: message.caughtUp });
      return;
    case 'signedIn':
      sessionStore.setState({ role: message.role, account: message.account });
      return;
    case 'venue':
      sessionStore.setState({ venueStatus: message.status });
      return;
    case 'sources':
      sessionStore.setState({ sources: message.sources });
      return;
    case 'listings':
      instrumentsStore.setState({
        instruments: new Map(message.instruments.map((one) => [one.id, one])),
        assets: new Map(message.assets.map((one) => [one.id, one])),
        statuses: new Map(message.statuses),
      });
      return;
    case 'statuses':
      instrumentsStore.setState(({ statuses }) => ({
        statuses: new Map([...statuses, ...message.rows]),
      }));
      return;
    case 'orders':
      return takeOrders(message.rows, message.whole);
    case 'fills':
      return addFills(message.fills);
    case 'account':
      accountStore.setState({
        balances: new Map(message.balances.map((one) => [one.asset, one])),
        positions: new Map(message.positions.map((one) => [one.instrument, one])),
        obligations: message.obligations,
        makerDiscountPpm: message.makerDiscountPpm,
        takerDiscountPpm: message.takerDiscountPpm,
        loaded: true,
      });
      return;
    case 'notice':
      return addNotice(message);
    case 'health':
      return takeHealth(message.health);
    case 'topic':
      return undefined;
    default:
      return message satisfies never;
  }
}

function takeOrders(rows: readonly OrderRow[], isWhole: boolean): void {
  const known = ordersStore.getState();
  const next = new Map(known.rows);
  const { fills } = fillsStore.getState();
  for (const row of rows) next.set(row.clientOrderId, withAverage(row, fills));
  dropOldest(next);
  ordersStore.setState({ rows: next, loaded: known.loaded || isWhole });
}

/** An order that was filled before this page was opened knows its average from the history of fills. */
function withAverage(row: OrderRow, fills: readonly FillRow[]): OrderRow {
  if (row.filled === 0 || row.averageTicks > 0) return row;
  let lots = 0;
  let cost = 0;
  let feeMinor = 0;
  for (const fill of fills) {
    if (fill.orderId !== row.orderId) continue;
    lots += fill.lots;
    cost += fill.lots * fill.price;
    feeMinor += fill.feeMinor;
  }
  // With a fill missing the average would be wrong, so there is none.
  return lots === row.filled ? { ...row, averageTicks: cost / lots, feeMinor } : row;
}

/** Adds fills that are not there yet, and keeps the newest first. */
export function addFills(fills: readonly FillRow[]): void {
  const known = fillsStore.getState().fills;
  const keys = new Set(known.map(fillKey));
  const fresh = fills.filter((fill) => !keys.has(fillKey(fill)));
  if (fresh.length === 0) return;
  const all = [...fresh, ...known].sort(
    (a, b) => b.timeMicros - a.timeMicros || b.tradeId - a.tradeId,
  );
  fillsStore.setState({ fills: all.slice(0, FILLS_KEPT) });
  const { rows } = ordersStore.getState();
  const orderIds = new Set(fresh.map((fill) => fill.orderId));
  takeOrders(
    [...rows.values()].filter(({ orderId }) => orderIds.has(orderId)),
    false,
  );
}

/** One trade may fill two orders of the account. */
function fillKey({ tradeId, orderId }: FillRow): string {
  return `${String(tradeId)}.${String(orderId)}`;
}

function addNotice(message: LinkMessage & { readonly is: 'notice' }): void {
  const { notices } = sessionStore.getState();
  const { kind, severity, code, text } = message;
  const id = (notices[0]?.id ?? 0) + 1;
  const notice = { id, is: kind, severity, code, text, timeMs: Date.now() };
  sessionStore.setState({ notices: [notice, ...notices].slice(0, NOTICES_KEPT) });
}

function takeHealth(figures: HealthFigures): void {
  const { health } = sessionStore.getState();
  const { roundTripMicros } = figures;
  const roundTrips =
    roundTripMicros === 0
      ? health.roundTrips
      : [...health.roundTrips, roundTripMicros].slice(-ROUND_TRIPS_KEPT);
  // The server's stamp was taken somewhere within the round trip.
  const offsetErrorMicros = Math.ceil(roundTripMicros / 2);
  const next: Health = { ...figures, roundTrips, offsetErrorMicros };
  sessionStore.setState({ health: next });
}

/** Nobody is signed in any more. */
export function clearStores(): void {
  sessionStore.setState(sessionStore.getInitialState(), true);
  instrumentsStore.setState(instrumentsStore.getInitialState(), true);
  ordersStore.setState(ordersStore.getInitialState(), true);
  fillsStore.setState(fillsStore.getInitialState(), true);
  accountStore.setState(accountStore.getInitialState(), true);
  lifeStore.setState(lifeStore.getInitialState(), true);
}
