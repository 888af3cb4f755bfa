// Runs in the page before its own scripts: writes down frames, long tasks, the age of what was painted,
// keys, clicks and the answers to orders. No module: the browser is given its text as it stands.
//
// It listens to the same port of the worker as the terminal does, so it knows which quote (quote-stamp.ts)
// the tables hold when a frame begins; a message that is posted in a frame is handled after its paint.

{
  const STAMP_TENTHS = 100_000_000;
  const QUOTES = 1;
  const QUOTE_COLUMNS = 7;
  let wallAheadMs = -Infinity;
  // Date.now() cuts to whole milliseconds: the largest difference is the true one.
  for (let k = 0; k < 20_000; k++) {
    wallAheadMs = Math.max(wallAheadMs, Date.now() - performance.now());
  }
  const wallMs = () => wallAheadMs + performance.now();

  let isOn = false;
  let startedMs = 0;
  let lastFrameMs = 0;
  let heldMs = 0;
  let frames: number[] = [];
  let ages: number[] = [];
  let heardAges: number[] = [];
  let begunAges: number[] = [];
  let longTasks: number[] = [];
  const stamps = new Map<number, number>();
  const orders = new Map<number, ProbedOrder>();
  const keys: number[] = [];
  const clicks: number[] = [];
  const rates: number[] = [];

  /** When the quote with this stamp left. */
  const leftMs = (stamp: number, now: number): number => {
    const tenths = (Math.floor(now * 10) % STAMP_TENTHS) - stamp;
    return now - (tenths < 0 ? tenths + STAMP_TENTHS : tenths) / 10;
  };

  const oldestMs = (): number => {
    const now = wallMs();
    let oldest = now;
    for (const stamp of stamps.values()) oldest = Math.min(oldest, leftMs(stamp, now));
    return oldest;
  };

  const { port1: painted, port2: frameBegins } = new MessageChannel();
  painted.onmessage = ({ data }) => {
    if (isOn) ages.push(wallMs() - Number(data));
  };
  /** A frame has begun and is not painted yet. */
  let isInFrame = false;
  const { port1: frameEnds, port2: endOfFrame } = new MessageChannel();
  frameEnds.onmessage = () => (isInFrame = false);
  const frame = (nowMs: number) => {
    requestAnimationFrame(frame);
    isInFrame = true;
    endOfFrame.postMessage(0);
    if (isOn && lastFrameMs > 0) frames.push(nowMs - lastFrameMs);
    lastFrameMs = nowMs;
    const shownMs = stamps.size > 0 ? oldestMs() : heldMs;
    if (!isOn || shownMs <= 0) return;
    begunAges.push(wallMs() - shownMs);
    frameBegins.postMessage(shownMs);
  };
  requestAnimationFrame(frame);

  new PerformanceObserver((list) => {
    if (!isOn) return;
    for (const { duration, startTime } of list.getEntries()) {
      if (startTime >= startedMs) longTasks.push(duration);
    }
  }).observe({ entryTypes: ['longtask'] });

  addEventListener('keydown', ({ timeStamp }) => keys.push(timeStamp), true);
  addEventListener('pointerup', ({ timeStamp }) => clicks.push(timeStamp), true);

  /** How old the quote of this row was when the worker heard of it. */
  const takeHeardAge = (numbers: Float64Array, row: number) => {
    const now = wallMs();
    const sinceHeardMs = numbers[0]! - numbers[row + 5]!;
    heardAges.push(now - sinceHeardMs - leftMs(numbers[row + 2]!, now));
  };

  const takeFrame = (numbers: Float64Array) => {
    let at = 1;
    while (at + 1 < numbers.length) {
      const to = at + 2 + numbers[at + 1]!;
      if (numbers[at] === QUOTES) {
        for (let row = at + 2; row < to; row += QUOTE_COLUMNS) {
          stamps.set(numbers[row]!, numbers[row + 2]!);
        }
        if (isOn) takeHeardAge(numbers, at + 2);
      }
      at = to;
    }
  };

  interface Row {
    readonly clientOrderId: number;
    readonly sentMicros: number;
    readonly hops: unknown;
  }
  const takeOrders = (rows: readonly Row[]) => {
    for (const { clientOrderId, sentMicros, hops } of rows) {
      let order = orders.get(clientOrderId);
      if (order === undefined) {
        order = { clientOrderId, sentMs: NaN, ackHeardMs: NaN, ackPaintedMs: NaN };
        orders.set(clientOrderId, order);
      }
      if (sentMicros > 0) order.sentMs = sentMicros / 1000 - performance.timeOrigin;
      const isFirstAck = hops !== undefined && Number.isNaN(order.ackHeardMs);
      if (isFirstAck) order.ackHeardMs = performance.now();
    }
  };

  const look = ({ data }: MessageEvent) => {
    const message = data as { readonly is?: string } & Record<string, never>;
    if (message?.is === 'frame')
      takeFrame(new Float64Array(message['buffer'], 0, message['length']));
    else if (message?.is === 'orders') takeOrders(message['rows'] as readonly Row[]);
    else if (message?.is === 'health') rates.push(Number(message['health']['updatesPerSecond']));
  };
  const { addEventListener: listen } = MessagePort.prototype;
  const listenAfterUs = function (this: MessagePort, ...given: Parameters<typeof listen>) {
    if (given[0] === 'message') listen.call(this, 'message', look as EventListener);
    listen.apply(this, given);
  };
  MessagePort.prototype.addEventListener = listenAfterUs as typeof listen;

  /** An ack is painted with the first change of the orders after it was heard. */
  const ordersChanged = () => {
    const waiting = [...orders.values()].filter(
      ({ ackHeardMs, ackPaintedMs }) => ackHeardMs > 0 && Number.isNaN(ackPaintedMs),
    );
    if (waiting.length === 0) return;
    for (const order of waiting) order.ackPaintedMs = Infinity;
    const afterPaint = () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        for (const order of waiting) order.ackPaintedMs = performance.now();
        port1.close();
      };
      port2.postMessage(0);
    };
    // What changes in a frame is painted by it.
    if (isInFrame) afterPaint();
    else requestAnimationFrame(afterPaint);
  };

  globalThis.benchProbe = {
    holds: (leftMs) => (heldMs = leftMs),
    start() {
      startedMs = performance.now();
      [frames, longTasks] = [[], []];
      [ages, heardAges, begunAges] = [[], [], []];
      rates.length = 0;
      lastFrameMs = 0;
      isOn = true;
    },
    stop() {
      isOn = false;
      const ran = { wallMs: performance.now() - startedMs, frames, longTasks };
      return { ...ran, ages, heardAges, begunAges };
    },
    watchOrders(grid) {
      const what = { subtree: true, childList: true, characterData: true };
      new MutationObserver(ordersChanged).observe(grid, what);
    },
    quoted: () => stamps.size,
    ...{ keys, clicks, rates },
    get orders() {
      return [...orders.values()];
    },
  };
}
