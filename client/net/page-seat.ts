// One page at the worker: what it watches, what it has seen, its credit for market frames, and its end of
// the wire.
//
// A frame leaves as soon as there is something new and the page gave credit for it: what it holds when it
// begins to paint is as fresh as the wire lets it be, without a question and an answer in between. Every
// frame holds what changed since the one before, so none is left out.

import type { FeedHost } from '../../shared/feed/host.ts';
import { FrameWriter } from './frame-writer.ts';
import type { QuoteBoard } from './quote-board.ts';
import type { Seen, TopicSlot } from './topic-slot.ts';
import type { LinkPort, WorkerMessage } from './worker-protocol.ts';

/** A batch of the venue comes as several messages at once: after the first the rest goes as one frame. */
const GAP_MS = 4;

interface Watched {
  readonly slot: TopicSlot;
  readonly seen: Seen;
  /** The truth that the page was told last, as text. */
  told: string;
}

export class PageSeat {
  readonly watched = new Map<number, Watched>();
  readonly #port: LinkPort;
  readonly #writer = new FrameWriter();
  readonly #board: QuoteBoard;
  readonly #host: FeedHost;
  #seenQuotes = -1;
  #credit = 0;
  #buffers: ArrayBuffer[] = [];
  #sentMs = -Infinity;
  #isWaiting = false;
  #isGone = false;

  constructor(port: LinkPort, board: QuoteBoard, host: FeedHost) {
    this.#port = port;
    this.#board = board;
    this.#host = host;
  }

  post(message: WorkerMessage): void {
    this.#port.post(message);
  }

  watch(handle: number, slot: TopicSlot): void {
    const seen = { change: 0, trades: 0, generation: -1 };
    this.watched.set(handle, { slot, seen, told: '' });
  }

  /** Tells the truth about a slot to those handles of the page that watch it, if it changed. */
  tell(slot: TopicSlot, isLive: boolean): void {
    const truth = slot.truth(isLive);
    const { lost, generation } = slot;
    const words = `${truth} ${String(lost)} ${String(generation)}`;
    for (const [handle, watched] of this.watched) {
      if (watched.slot !== slot || watched.told === words) continue;
      watched.told = words;
      this.post({ is: 'topic', handle, truth, lost, generation });
    }
  }

  /** The page takes that many frames more. */
  grant(frames: number, buffers: readonly ArrayBuffer[]): void {
    this.#credit += frames;
    this.#buffers.push(...buffers);
    this.offer();
  }

  /** Something may be new: sends it if the page takes it, now or when the last frame is long enough ago. */
  offer(): void {
    if (this.#credit === 0 || this.#isWaiting || !this.#hasNews()) return;
    const waitMs = this.#sentMs + GAP_MS - this.#host.now();
    if (waitMs <= 0) return this.#sendFrame();
    this.#isWaiting = true;
    this.#host.later(waitMs, () => {
      this.#isWaiting = false;
      // Nothing was sent in the meantime, so there is credit and news.
      if (!this.#isGone) this.#sendFrame();
    });
  }

  /** The page has left: nothing is sent any more. */
  leave(): void {
    this.#isGone = true;
    this.#credit = 0;
    this.watched.clear();
  }

  #hasNews(): boolean {
    if (this.#board.change !== this.#seenQuotes) return true;
    for (const { slot, seen } of this.watched.values()) {
      if (slot.change !== seen.change) return true;
    }
    return false;
  }

  /** Everything that changed since the last one. */
  #sendFrame(): void {
    const writer = this.#writer;
    const nowMs = this.#host.now();
    this.#credit -= 1;
    this.#sentMs = nowMs;
    writer.start(this.#buffers.pop(), nowMs);
    this.#board.pack(writer, this.#seenQuotes);
    this.#seenQuotes = this.#board.change;
    for (const [handle, { slot, seen }] of this.watched) slot.pack(writer, handle, seen);
    const frame = writer.take();
    this.#port.post({ is: 'frame', ...frame }, [frame.buffer]);
  }
}
