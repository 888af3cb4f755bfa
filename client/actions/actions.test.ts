// The user's intents over a link that only remembers: what is sent, and why something is not.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { OrderFlag, Side } from '../../shared/domain/order.ts';
import { Role } from '../../shared/domain/role.ts';
import type { WorkerLink } from '../net/link-contract.ts';
import type { OrderRow } from '../net/order-row.ts';
import type { WorkerPlace } from '../net/worker-protocol.ts';
import { accountStore } from '../state/account-store.ts';
import { instrumentsStore } from '../state/instruments-store.ts';
import { linkStore } from '../state/link-store.ts';
import { ordersStore } from '../state/orders-store.ts';
import { clearStores } from '../state/route-message.ts';
import { sessionStore } from '../state/session-store.ts';
import { setCurrentLink } from './current-link.ts';
import { deskActions } from './desk-actions.ts';
import { selectFirstInstruments } from './select-instrument.ts';

const { placeOrder, cancelOrder, cancelOrders, amendOrder, cancelMany } = deskActions;
const { flattenPosition, reversePosition } = deskActions;
const TERMS = { instrument: 3, side: Side.buy, qty: 10, price: 100 };
let sent: unknown[] = [];

function rememberingLink(): WorkerLink {
  let id = 40;
  const never = () => {
    throw new Error('not used here');
  };
  return {
    ...{ user: 'ann', listen: never, grant: never, watch: never, unwatch: never },
    ...{ interrupt: never, retry: never, signOut: never, close: never },
    nextClientOrderId: () => ++id,
    place: (terms: WorkerPlace) => sent.push(['place', terms]),
    cancel: (clientOrderId) => sent.push(['cancel', clientOrderId]),
    amend: (clientOrderId, terms) => sent.push(['amend', clientOrderId, terms]),
    ask: (question, terms) => {
      sent.push([question, terms]);
      const answer = question === 'outcome' ? 'notYet' : { is: 'refused', code: 9001 };
      return Promise.resolve(answer as never);
    },
  };
}

beforeEach(() => {
  sent = [];
  clearStores();
  setCurrentLink(rememberingLink());
  sessionStore.setState({ feed: { is: 'live' }, role: Role.trader, caughtUp: true });
  const rows = [
    [1, 'open'],
    [2, 'unknown'],
    [3, 'filled'],
  ].map(([id, stage]) => [id, { clientOrderId: id, stage } as OrderRow] as const);
  ordersStore.setState({ rows: new Map(rows as [number, OrderRow][]) });
});
afterEach(() => setCurrentLink(undefined));

test('an order is handed on with an id of its own and the time of the key', () => {
  expect(placeOrder({ ...TERMS, keyTimeStamp: 5 })).toEqual({ ok: true, clientOrderId: 41 });
  const keyMicros = Math.round((performance.timeOrigin + 5) * 1000);
  expect(sent).toEqual([['place', { ...TERMS, clientOrderId: 41, keyMicros }]]);
});

test.each([
  ['signedOut', () => setCurrentLink(undefined)],
  ['notLive', () => sessionStore.setState({ feed: { is: 'stale', sinceMs: 0 } })],
  ['notLive', () => sessionStore.setState({ caughtUp: false })],
  ['notPermitted', () => sessionStore.setState({ role: Role.consumer })],
] as const)('nothing is sent when %s', async (why, arrange) => {
  arrange();
  expect(placeOrder(TERMS)).toEqual({ ok: false, why });
  expect(cancelOrder(1)).toEqual({ ok: false, why });
  expect(await cancelMany()).toEqual({ ok: false, why, code: 0 });
  expect(sent).toEqual([]);
});

test('only what works can be cancelled or amended', () => {
  expect(cancelOrder(3)).toEqual({ ok: false, why: 'ended' });
  expect(amendOrder(9, { price: 1 })).toEqual({ ok: false, why: 'unknownOrder' });
  expect(cancelOrders([1, 2, 3, 9])).toBe(2);
  expect(amendOrder(1, { price: 7 })).toEqual({ ok: true });
  expect(sent).toEqual([
    ['cancel', 1],
    ['cancel', 2],
    ['amend', 1, { price: 7 }],
  ]);
});

test('a refused cancel of many says so with its code', async () => {
  expect(await cancelMany({ instrument: 3 })).toEqual({ ok: false, why: 'refused', code: 9001 });
  expect(sent).toEqual([['cancelAll', { instrument: 3, side: -1 }]]);
});

test('asking for an outcome says the answer, or why nothing was asked', async () => {
  expect(await deskActions.askOutcome(2)).toEqual({ ok: true, answer: 'notYet' });
  expect(sent).toEqual([['outcome', { clientOrderId: 2 }]]);
  expect(await deskActions.askOutcome(9)).toEqual({ ok: false, why: 'unknownOrder' });
  sessionStore.setState({ feed: { is: 'stale', sinceMs: 0 } });
  expect(await deskActions.askOutcome(2)).toEqual({ ok: false, why: 'notLive' });
});

test('flatten closes and may only close; reverse goes through', () => {
  const position = { instrument: 3, lots: -4, costMinor: 0, realisedMinor: 0 };
  accountStore.setState({ positions: new Map([[3, position]]) });
  expect(flattenPosition(8)).toEqual({ ok: false, why: 'noPosition' });
  flattenPosition(3);
  reversePosition(3);
  expect(sent).toMatchObject([
    ['place', { instrument: 3, side: Side.buy, qty: 4, flags: OrderFlag.reduceOnly }],
    ['place', { instrument: 3, side: Side.buy, qty: 8 }],
  ]);
});

test('the first instrument is chosen once, and a choice stays', () => {
  selectFirstInstruments();
  expect(linkStore.getState().selected('blue')).toBe(-1);
  instrumentsStore.setState({ instruments: new Map([5, 6].map((id) => [id, { id } as never])) });
  selectFirstInstruments();
  expect(linkStore.getState().selected('blue')).toBe(5);
  linkStore.getState().select('blue', 6);
  selectFirstInstruments();
  expect(linkStore.getState().selected('blue')).toBe(6);
});
