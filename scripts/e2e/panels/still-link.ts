// A feed worker that stands still: the link of a market whose every figure is fixed, so that a picture of a
// panel is the same on every run. What crosses has the form of the real worker's messages and frames.

import { FrameWriter } from '../../../client/net/frame-writer.ts';
import { Section } from '../../../client/net/frame-format.ts';
import type { LinkEvents, LinkMessage, WorkerLink } from '../../../client/net/link-contract.ts';
import type { BarRecord, Interest, StatusRow } from '../../../client/net/worker-protocol.ts';
import { Phase, PhaseCause } from '../../../shared/domain/order.ts';
import { OPEN_STATUS } from '../../../shared/domain/trading-status.ts';
import {
  STILL_ASSETS,
  STILL_INSTRUMENTS,
  STILL_MICROS,
  STILL_MS,
  stillAsset,
  stillInstrument,
} from './still-listings.ts';
import { stillAccount } from './still-account.ts';

const FRAME_MS = 50;
const BARS = 300;
const TRADES = 60;
const SPREAD_TICKS = 2;

/** Noise from 0 to 1 that depends on its two numbers alone. */
function noise(a: number, b: number): number {
  const x = Math.sin(a * 127.1 + b * 311.7) * 43_758.5453;
  return x - Math.floor(x);
}

/** live: all is well · lost: the connection went away after the last frame · auction: what is shown first
 * collects orders for one. */
export type StillState = 'live' | 'lost' | 'auction';

const HEALTH: LinkMessage = {
  is: 'health',
  health: {
    roundTripMicros: 4_200,
    messagesPerSecond: 100,
    updatesPerSecond: 1_284,
    verifiedBooks: 3,
    watchedBooks: 3,
    healingTopics: 0,
    lostUpdates: 0,
    privateSeq: 48,
    journalSeq: 18_402_771,
    offsetMicros: 310,
    windows: 1,
  },
};

function statusesOf(state: StillState): StatusRow[] {
  if (state !== 'auction') return [];
  const { id, openingTicks } = stillInstrument('BTCUSDT');
  const prices = { windowLow: openingTicks - 3_000, windowHigh: openingTicks + 3_000 };
  const auction = { auctionPrice: openingTicks - 40, auctionLots: 8_250, auctionSurplus: -1_200 };
  const held = {
    phase: Phase.auction,
    cause: PhaseCause.priceWindow,
    until: STILL_MS / 1000 + 272,
  };
  return [[id, { ...OPEN_STATUS, ...held, ...prices, ...auction }]];
}

function firstMessages(state: StillState): LinkMessage[] {
  const statuses = statusesOf(state);
  const lost = {
    is: 'reconnecting',
    attempt: 2,
    retryAtMs: STILL_MS + 4_000,
    reason: { is: 'closed', code: 1006, words: '' },
  } as const;
  return [
    { is: 'signedIn', role: 0, account: 1 },
    { is: 'venue', status: 0 },
    { is: 'sources', sources: [{ name: 'Openbell', kind: 0, state: 0, silenceSeconds: 10, instruments: [] }] }, // prettier-ignore
    { is: 'listings', instruments: STILL_INSTRUMENTS, assets: STILL_ASSETS, statuses },
    ...stillAccount(stillAsset),
    {
      is: 'notice',
      kind: 'notice',
      severity: 1,
      code: 1,
      text: 'Maintenance on Saturday at 06:00 UTC.',
    },
    HEALTH,
    { is: 'feed', state: state === 'lost' ? lost : { is: 'live' }, caughtUp: state !== 'lost' },
  ];
}

function barsOf(instrument: number, spanSeconds: number, beforeSeconds: number): BarRecord[] {
  if (beforeSeconds > 0) return [];
  const { openingTicks } = STILL_INSTRUMENTS[instrument]!;
  const last = Math.floor(STILL_MS / 1000 / spanSeconds) * spanSeconds;
  const bars: BarRecord[] = [];
  const step = Math.max(1, openingTicks / 2_000);
  const priceAt = (k: number) =>
    Math.round(
      openingTicks +
        step *
          (18 * Math.sin(k / 24) - 18 * Math.sin(BARS / 24) + 4 * (noise(instrument, k) - 0.5)),
    );
  for (let k = 0; k < BARS; k++) {
    const open = priceAt(k);
    const close = k === BARS - 1 ? openingTicks : priceAt(k + 1);
    const wick = Math.ceil(step * 3 * noise(k, instrument));
    bars.push({
      openSeconds: last - (BARS - 1 - k) * spanSeconds,
      open,
      high: Math.max(open, close) + wick,
      low: Math.min(open, close) - wick,
      close,
      volume: 400 + Math.round(900 * noise(k, 3)),
      trades: 12,
    });
  }
  return bars;
}

export function createStillLink(state: StillState): WorkerLink {
  let listeners: readonly Partial<LinkEvents>[] = [];
  const watched = new Map<number, Interest>();
  const writer = new FrameWriter();
  let handles = 0;
  let ids = 1_000;
  let isTold = false;
  let buffer: ArrayBuffer | undefined;

  const tell = (message: LinkMessage) => {
    for (const one of listeners) one.message?.(message);
  };

  function writeMarket(now: number): void {
    writer.begin(Section.quotes);
    for (const { id, openingTicks } of STILL_INSTRUMENTS) {
      const lots = 100 + Math.round(900 * noise(id, 1));
      const bid = openingTicks - SPREAD_TICKS / 2;
      for (const value of [id, bid, lots, bid + SPREAD_TICKS, lots + 37, now, 1])
        writer.push(value);
    }
    writer.end();
    writer.begin(Section.stats);
    for (const { id, openingTicks } of STILL_INSTRUMENTS) {
      const open = Math.round(openingTicks * (1 + 0.04 * (noise(id, 2) - 0.5)));
      const high = Math.round(Math.max(open, openingTicks) * 1.007);
      const low = Math.round(Math.min(open, openingTicks) * 0.993);
      const volume = 10_000 + Math.round(900_000 * noise(id, 4));
      for (const value of [id, open, high, low, openingTicks, volume]) writer.push(value);
    }
    writer.end();
  }

  function writeBook(handle: number, instrument: number, levels: number, now: number): void {
    const { openingTicks } = STILL_INSTRUMENTS[instrument]!;
    writer.begin(Section.book);
    for (const value of [handle, now, levels, levels]) writer.push(value);
    for (const sign of [-1, 1]) {
      for (let k = 0; k < levels; k++) {
        writer.push(openingTicks + sign * (1 + k + (k > 7 ? 2 : 0)));
        writer.push(40 + k * 55 + Math.round(400 * noise(instrument + k, sign)));
      }
    }
    writer.end();
  }

  function writeTape(handle: number, instrument: number, now: number): void {
    const { openingTicks } = STILL_INSTRUMENTS[instrument]!;
    writer.begin(Section.tape);
    for (const value of [handle, now, 1, TRADES, 0]) writer.push(value);
    for (let k = TRADES - 1; k >= 0; k--) {
      const aggressor = noise(k, 5) > 0.5 ? 0 : 1;
      writer.push(openingTicks + (aggressor === 0 ? 1 : -1));
      writer.push(1 + Math.round((k % 11 === 3 ? 9_000 : 700) * noise(k, 6)));
      writer.push(aggressor);
      writer.push(8_000 - k);
      writer.push(STILL_MICROS - k * 731_000);
    }
    writer.end();
  }

  function frame(): Float64Array {
    const now = performance.now();
    writer.start(buffer, now);
    writeMarket(now);
    for (const [handle, interest] of watched) {
      if (interest.is === 'depth') writeBook(handle, interest.instrument, interest.levels, now);
      else if (interest.is === 'trades') writeTape(handle, interest.instrument, now);
    }
    const taken = writer.take();
    buffer = taken.buffer;
    return new Float64Array(taken.buffer, 0, taken.length);
  }

  return {
    user: 'trader-1',
    listen(events) {
      listeners = [...listeners, events];
      if (!isTold) setTimeout(() => firstMessages(state).forEach(tell), 0);
      isTold = true;
      return () => {
        listeners = listeners.filter((one) => one !== events);
      };
    },
    grant() {
      setTimeout(() => {
        const numbers = frame();
        for (const one of listeners) one.frame?.(numbers);
      }, FRAME_MS);
    },
    watch(interest) {
      handles += 1;
      const handle = handles;
      watched.set(handle, interest);
      const truth = state === 'lost' ? 'stale' : 'verified';
      setTimeout(() => tell({ is: 'topic', handle, truth, lost: 0, generation: 1 }), FRAME_MS);
      return handle;
    },
    unwatch: (handle) => void watched.delete(handle),
    nextClientOrderId: () => (ids += 1),
    place: () => undefined,
    cancel: () => undefined,
    amend: () => undefined,
    ask(question, terms) {
      if (question === 'token') return Promise.resolve('still' as never);
      if (question !== 'bars') return Promise.resolve(undefined as never);
      const { instrument, spanSeconds, beforeSeconds } = terms as {
        readonly instrument: number;
        readonly spanSeconds: number;
        readonly beforeSeconds: number;
      };
      return Promise.resolve(barsOf(instrument, spanSeconds, beforeSeconds) as never);
    },
    interrupt: () => undefined,
    retry: () => undefined,
    signOut: () => undefined,
    close: () => undefined,
  };
}
