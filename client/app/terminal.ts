// Ties the feed to the terminal's stores and tables: every message of the feed has its one place here.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderStatus } from '../../shared/domain/order.ts';
import type { AccountState, OrderRecord } from '../../shared/feed/account-state.ts';
import type { Book } from '../../shared/feed/book-builder.ts';
import type { TrackedOrder } from '../../shared/feed/orders.ts';
import { createFrameLoop, type FrameLoop } from '../market/frame-loop.ts';
import { createQuoteTable, type QuoteTable } from '../market/quote-table.ts';
import { createSession, type Session } from '../net/session.ts';
import { useTerminal, type BlotterRow } from '../state/terminal-store.ts';

export interface Terminal {
  readonly quotes: QuoteTable;
  readonly frames: FrameLoop;
  session(): Session | undefined;
  signIn(user: string): void;
  signOut(): void;
  select(instrument: number): void;
  /** The depth of the selected instrument, as it is now. */
  book(): Book | undefined;
}

const STAGES = {
  [OrderStatus.open]: 'open',
  [OrderStatus.filled]: 'filled',
  [OrderStatus.cancelled]: 'cancelled',
  [OrderStatus.expired]: 'expired',
  [OrderStatus.rejected]: 'rejected',
} as const;

export function createTerminal(): Terminal {
  const quotes = createQuoteTable();
  const frames = createFrameLoop();
  const { setState, getState } = useTerminal;
  let session: Session | undefined;
  let depthTopic = '';
  let book: Book | undefined;

  function select(instrument: number): void {
    const definition = getState().instruments.get(instrument);
    if (session === undefined || definition === undefined) return;
    if (depthTopic !== '') session.feed.unsubscribe(depthTopic);
    book = undefined;
    depthTopic = `depth.${definition.symbol}.20@50`;
    session.feed.subscribe(depthTopic);
    setState({ selected: instrument });
  }

  function signIn(user: string): void {
    session = createSession(user, (order) => {
      putRow(trackedRow(order));
    });
    session.feed.listen({
      state: (feed) => {
        setState({ feed });
      },
      instrument(_topic, update) {
        const instruments = new Map(getState().instruments);
        instruments.set(update.id, update as unknown as Instrument);
        setState({ instruments });
        if (getState().selected < 0) select(update.id);
      },
      asset(_topic, { id, code, scale }) {
        setState({ assets: new Map(getState().assets).set(id, { id, code, scale }) });
      },
      quote: (topic, u) => {
        quotes.setQuote(topic.instrument, u.bid, u.bidLots, u.spread, u.askLots);
      },
      stats: (topic, { open, last }) => {
        quotes.setStats(topic.instrument, open, last);
      },
      depth(topic, newest) {
        if (topic.text === depthTopic) book = newest;
      },
      account: (account) => {
        takeAccount(account);
        for (const order of account.orders.values()) putRow(recordRow(order));
      },
      report(report) {
        if (report.is === 'balance' || report.is === 'position') takeAccount(session!.feed.account);
      },
      notice: ({ text }) => {
        setState({ words: text });
      },
      message(message) {
        if (message.is === 'error') setState({ words: `${message.name}: ${message.words}` });
      },
      tick: () => {
        setState({ roundTripMicros: session?.feed.roundTripMicros() ?? 0 });
      },
    });
    session.feed.subscribe('instruments', 'status', 'quote.*@100', 'stats.*@1000');
    session.feed.start();
    setState({ user, words: '' });
  }

  function takeAccount(account: AccountState): void {
    setState({
      balances: [...account.balances.values()],
      positions: [...account.positions.values()].filter(({ lots }) => lots !== 0),
    });
  }

  function putRow(row: BlotterRow): void {
    const { rows } = getState();
    const known = rows.get(row.clientOrderId);
    const merged = { ...row, hops: row.hops ?? known?.hops };
    setState({ rows: new Map(rows).set(row.clientOrderId, merged) });
  }

  return {
    quotes,
    frames,
    session: () => session,
    signIn,
    signOut() {
      session?.trade.close();
      session?.feed.close();
      session = undefined;
      depthTopic = '';
      book = undefined;
      quotes.clear();
      setState(useTerminal.getInitialState(), true);
    },
    select,
    book: () => book,
  };
}

function trackedRow(order: TrackedOrder): BlotterRow {
  const { received } = order;
  const since = received?.gatewayMicros ?? 0;
  return {
    clientOrderId: order.clientOrderId,
    orderId: order.orderId,
    instrument: order.place?.instrument ?? -1,
    side: order.place?.side ?? 0,
    price: order.price,
    qty: order.qty,
    filled: order.filled,
    stage: order.stage,
    code: order.code,
    cause: order.cause,
    timeMicros: received?.gatewayMicros ?? Date.now() * 1000,
    hops: received && [
      received.journalMicros - since,
      received.matchMicros - since,
      received.durableMicros - since,
      received.ackMicros - since,
    ],
  };
}

function recordRow(order: OrderRecord): BlotterRow {
  const rejected = order.status === OrderStatus.rejected;
  return {
    ...order,
    stage: STAGES[order.status as keyof typeof STAGES],
    code: rejected ? order.cause : 0,
    cause: rejected ? 0 : order.cause,
    hops: undefined,
  };
}
