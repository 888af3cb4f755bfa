// One page at the worker: what it watches, what it has seen, and its end of the wire.

import { FrameWriter } from './frame-writer.ts';
import type { QuoteBoard } from './quote-board.ts';
import type { Seen, TopicSlot } from './topic-slot.ts';
import type { LinkPort, WorkerMessage } from './worker-protocol.ts';

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
  #seenQuotes = -1;
  /** The page takes a frame: the buffer that it gave back, if it had one. */
  #grant: { readonly buffer: ArrayBuffer | undefined } | undefined;

  constructor(port: LinkPort) {
    this.#port = port;
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

  /** The page takes one more frame, as soon as there is something for it. */
  grant(buffer: ArrayBuffer | undefined): void {
    this.#grant = { buffer };
  }

  /** Everything that changed since the last frame, if something did and the page takes it. */
  sendFrame(board: QuoteBoard, nowMs: number): void {
    if (this.#grant === undefined || !this.#hasNews(board)) return;
    const writer = this.#writer;
    writer.start(this.#grant.buffer, nowMs);
    this.#grant = undefined;
    board.pack(writer, this.#seenQuotes);
    this.#seenQuotes = board.change;
    for (const [handle, { slot, seen }] of this.watched) slot.pack(writer, handle, seen);
    const frame = writer.take();
    this.#port.post({ is: 'frame', ...frame }, [frame.buffer]);
  }

  #hasNews(board: QuoteBoard): boolean {
    if (board.change !== this.#seenQuotes) return true;
    for (const { slot, seen } of this.watched.values())
      if (slot.change !== seen.change) return true;
    return false;
  }
}
