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

  /** Answers a pull with everything that changed since the last one. */
  sendFrame(board: QuoteBoard, buffer: ArrayBuffer | undefined, nowMs: number): void {
    const writer = this.#writer;
    writer.start(buffer, nowMs);
    board.pack(writer, this.#seenQuotes);
    this.#seenQuotes = board.change;
    for (const [handle, { slot, seen }] of this.watched) slot.pack(writer, handle, seen);
    const frame = writer.take();
    this.#port.post({ is: 'frame', ...frame }, [frame.buffer]);
  }
}
