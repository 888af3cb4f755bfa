// Writes a market frame into a buffer that grows as it must and is used again when it comes back.

const FIRST_ROOM = 4096;

export class FrameWriter {
  #numbers = new Float64Array(FIRST_ROOM);
  #length = 0;
  #section = 0;

  /** Begins a frame, in the buffer of an earlier one if there is one. */
  start(buffer: ArrayBuffer | undefined, nowMs: number): void {
    const isUsable = buffer !== undefined && buffer.byteLength >= FIRST_ROOM * 8;
    this.#numbers = isUsable ? new Float64Array(buffer) : new Float64Array(FIRST_ROOM);
    this.#length = 0;
    this.push(nowMs);
  }

  begin(tag: number): void {
    this.push(tag);
    this.#section = this.#length;
    this.push(0);
  }

  /** Ends the section; one without numbers is taken back. */
  end(): void {
    const count = this.#length - this.#section - 1;
    if (count === 0) this.#length = this.#section - 1;
    else this.#numbers[this.#section] = count;
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) this.#grow();
    this.#numbers[this.#length++] = value;
  }

  /** The frame; the writer must be started anew before it is used again. */
  take(): { readonly buffer: ArrayBuffer; readonly length: number } {
    return { buffer: this.#numbers.buffer, length: this.#length };
  }

  #grow(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
