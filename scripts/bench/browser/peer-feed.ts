// The feed of the peers: records of 24 bytes, without sessions or sequences, one message for each or one
// for all of 10 ms. Less work than the terminal's protocol asks for.
//
//   u16 row, u16 unused, i32 bid, i32 ask, u32 size, f64 when it left, ms of the wall clock

import * as uWS from 'uWebSockets.js';

const RECORD_BYTES = 24;
const RECORDS_MAX = 65_536;
const BATCH_MS = 10;
/** Behind this a page is not served further: it could never catch up, and its figures show it. */
const PRESSED_BYTES = 8 << 20;
const BID = 100_000;

interface Reader {
  readonly updatesPerSecond: number;
  readonly rows: number;
  /** False: a message for each update. */
  readonly batched: boolean;
  stop: () => void;
}

export interface PeerFeed {
  readonly port: number;
  close(): void;
}

/** Connect to `/?rate=<updates/s>&rows=<n>&batched=<0|1>`. */
export function startPeerFeed(wallMs: () => number): Promise<PeerFeed> {
  const app = uWS.App();
  app.ws<Reader>('/*', {
    ...{ compression: 0, idleTimeout: 0, sendPingsAutomatically: false },
    maxBackpressure: PRESSED_BYTES * 8,
    upgrade(response, request, context) {
      const asked = new URLSearchParams(request.getQuery() ?? '');
      const reader: Reader = {
        updatesPerSecond: Number(asked.get('rate')),
        rows: Number(asked.get('rows')),
        batched: asked.get('batched') === '1',
        stop: () => undefined,
      };
      response.upgrade(reader, request.getHeader('sec-websocket-key'), '', '', context);
    },
    open: (socket) => serve(socket, wallMs),
    close: (socket) => socket.getUserData().stop(),
  });
  return new Promise((resolve) => {
    app.listen('127.0.0.1', 0, (token) => {
      const listening = token as uWS.us_listen_socket;
      resolve({ port: uWS.us_socket_local_port(listening), close: () => void app.close() });
    });
  });
}

function serve(socket: uWS.WebSocket<Reader>, wallMs: () => number): void {
  const reader = socket.getUserData();
  const { updatesPerSecond, rows, batched } = reader;
  const records = Buffer.alloc(RECORD_BYTES * RECORDS_MAX);
  const startedMs = performance.now();
  let sent = 0;
  let made = 0;

  function write(at: number, nowMs: number): void {
    made += 1;
    const bid = BID + ((made * 7_919) % 5_000);
    records.writeUInt16LE(made % rows, at);
    records.writeInt32LE(bid, at + 4);
    records.writeInt32LE(bid + 1 + (made % 5), at + 8);
    records.writeUInt32LE(1 + (made % 9_999), at + 12);
    records.writeDoubleLE(nowMs, at + 16);
  }

  function turn(): void {
    const owed = Math.floor(((performance.now() - startedMs) / 1000) * updatesPerSecond) - sent;
    const due = Math.min(owed, RECORDS_MAX);
    if (due <= 0) return;
    sent += due;
    if (socket.getBufferedAmount() > PRESSED_BYTES) return;
    const nowMs = wallMs();
    for (let k = 0; k < due; k++) write(k * RECORD_BYTES, nowMs);
    if (batched) {
      socket.send(records.subarray(0, due * RECORD_BYTES), true, false);
      return;
    }
    socket.cork(() => {
      for (let k = 0; k < due; k++) {
        socket.send(records.subarray(k * RECORD_BYTES, (k + 1) * RECORD_BYTES), true, false);
      }
    });
  }

  const timer = setInterval(turn, batched ? BATCH_MS : 1);
  reader.stop = () => clearInterval(timer);
}
