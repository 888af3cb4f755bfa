// The last private frames of one account, encoded, in one growing ring of bytes: what a resume replays.

const FIRST_BYTES = 4096;
const FIRST_FRAMES = 32;
/** No ring of one account grows beyond this. */
const RING_BYTES_MAX = 4 * 1024 * 1024;

/** Bytes that the rings of all accounts may take together beyond their first. */
export interface RingBudget {
  freeBytes: number;
}

/** Frames have contiguous numbers. The oldest go when frames, bytes or the shared budget run out. */
export class FrameRing {
  readonly #budget: RingBudget;
  readonly #framesMax: number;
  #bytes = new Uint8Array(FIRST_BYTES);
  /** End of frame `seq` in the endless stream of bytes, at seq modulo the room. */
  #ends = new Float64Array(FIRST_FRAMES);
  #start = 0;
  #end = 0;
  #first = 1;
  #last = 0;

  constructor(framesMax: number, budget: RingBudget) {
    this.#framesMax = framesMax;
    this.#budget = budget;
  }

  get bytesReserved(): number {
    return this.#bytes.length;
  }

  /** Number of the newest frame. */
  get last(): number {
    return this.#last;
  }

  push(seq: number, frame: Uint8Array): void {
    if (seq !== this.#last + 1) this.#restart(seq);
    if (!this.#makeBytes(frame.length)) {
      this.#restart(seq + 1);
      return;
    }
    if (this.#last - this.#first + 1 === this.#framesMax) this.#dropOldest();
    if (this.#last - this.#first + 1 === this.#ends.length) this.#growEnds();
    const at = this.#end % this.#bytes.length;
    const head = Math.min(frame.length, this.#bytes.length - at);
    this.#bytes.set(frame.subarray(0, head), at);
    this.#bytes.set(frame.subarray(head), 0);
    this.#end += frame.length;
    this.#last = seq;
    this.#ends[seq % this.#ends.length] = this.#end;
  }

  /** The frames after `seq`, oldest first; undefined when one of them is gone. */
  after(seq: number): Uint8Array[] | undefined {
    if (seq + 1 < this.#first || seq > this.#last) return undefined;
    const frames: Uint8Array[] = [];
    for (let next = seq + 1; next <= this.#last; next++) frames.push(this.#read(next));
    return frames;
  }

  #read(seq: number): Uint8Array {
    const from = this.#startOf(seq);
    const size = this.#ends[seq % this.#ends.length] - from;
    const at = from % this.#bytes.length;
    const frame = new Uint8Array(size);
    const head = Math.min(size, this.#bytes.length - at);
    frame.set(this.#bytes.subarray(at, at + head));
    frame.set(this.#bytes.subarray(0, size - head), head);
    return frame;
  }

  #startOf(seq: number): number {
    return seq === this.#first ? this.#start : this.#ends[(seq - 1) % this.#ends.length];
  }

  /** Forgets everything; the next frame is `seq`. */
  #restart(seq: number): void {
    this.#first = seq;
    this.#last = seq - 1;
    this.#start = this.#end;
  }

  #dropOldest(): void {
    this.#start = this.#ends[this.#first % this.#ends.length];
    this.#first += 1;
  }

  /** Makes room for a frame, first by growing, then by forgetting. False: larger than the ring. */
  #makeBytes(size: number): boolean {
    while (this.#end - this.#start + size > this.#bytes.length) {
      if (this.#growBytes()) continue;
      if (this.#first > this.#last) return false;
      this.#dropOldest();
    }
    return true;
  }

  #growBytes(): boolean {
    const room = this.#bytes.length;
    if (room * 2 > RING_BYTES_MAX || room > this.#budget.freeBytes) return false;
    this.#budget.freeBytes -= room;
    const bytes = new Uint8Array(room * 2);
    for (let at = this.#start; at < this.#end;) {
      const from = at % room;
      const to = at % bytes.length;
      const size = Math.min(this.#end - at, room - from, bytes.length - to);
      bytes.set(this.#bytes.subarray(from, from + size), to);
      at += size;
    }
    this.#bytes = bytes;
    return true;
  }

  #growEnds(): void {
    const ends = new Float64Array(this.#ends.length * 2);
    for (let seq = this.#first; seq <= this.#last; seq++) {
      ends[seq % ends.length] = this.#ends[seq % this.#ends.length];
    }
    this.#ends = ends;
  }
}
