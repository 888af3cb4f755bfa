// What the peers show of a row, and the feed that brings it (peer-feed.ts says what a record is).

const RECORD_BYTES = 24;

export interface PeerRow {
  readonly id: string;
  readonly symbol: string;
  readonly bid: number;
  readonly ask: number;
  readonly size: number;
  readonly spread: number;
  readonly change: number;
  readonly changeShare: number;
}

export const FIGURES = ['bid', 'ask', 'size', 'spread', 'change', 'changeShare'] as const;
const OPENING = 100_000;

export function peerRow(row: number, bid: number, ask: number, size: number): PeerRow {
  const change = bid - OPENING;
  const symbol = `SYM${String(row)}`;
  const id = String(row);
  return { id, symbol, bid, ask, size, spread: ask - bid, change, changeShare: change / 1000 };
}

export const firstRows = (rows: number): PeerRow[] =>
  Array.from({ length: rows }, (_, row) => peerRow(row, OPENING, OPENING + 1, 1));

/** As a price or a share is written; sizes are whole. */
export function figureText(figure: string, value: number): string {
  return figure === 'size' ? String(value) : (value / 100).toFixed(2);
}

/** Takes one update; `leftMs` is when it left the server. */
export type TakeUpdate = (
  row: number,
  bid: number,
  ask: number,
  size: number,
  leftMs: number,
) => void;

/** Told to the probe: the page shows what left then, from the next frame on. */
export function shows(leftMs: number): void {
  globalThis.benchProbe?.holds(leftMs);
}

export interface PeerFeedOptions {
  readonly port: number;
  readonly rate: number;
  readonly rows: number;
  readonly batched: boolean;
  readonly take: TakeUpdate;
}

export function openPeerFeed({ port, rate, rows, batched, take }: PeerFeedOptions): void {
  const query = `rate=${String(rate)}&rows=${String(rows)}&batched=${batched ? '1' : '0'}`;
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/?${query}`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    const records = new DataView(data as ArrayBuffer);
    for (let at = 0; at < records.byteLength; at += RECORD_BYTES) {
      const row = records.getUint16(at, true);
      const bid = records.getInt32(at + 4, true);
      const ask = records.getInt32(at + 8, true);
      const size = records.getUint32(at + 12, true);
      take(row, bid, ask, size, records.getFloat64(at + 16, true));
    }
  });
}
