// What the cells of a figure canvas show and which rows must be painted again; a change flashes for a
// moment. No pixels here.

/** Tones by token: text-1, text-2, text-3, up, down. */
export const Tone = { text1: 0, text2: 1, text3: 2, up: 3, down: 4 } as const;
export type Tone = (typeof Tone)[keyof typeof Tone];

/** none · up · down */
export type Flash = 0 | 1 | 2;

export interface CellLook {
  /** Pip digits large, the last one raised. */
  readonly bigFigure?: boolean;
  /** Decimals that this figure lacks to stay on its column's point. */
  readonly reserve?: number;
}

/** The fade is cut into steps: a row is painted again once per step, not once per frame. */
export const FLASH_STEPS = 4;

const PLAIN: CellLook = {};

export class FigureCells {
  readonly columns: number;
  rows = 0;
  #texts: string[] = [];
  #tones = new Uint8Array(0);
  #looks: CellLook[] = [];
  /** Time at which the flash began; 0: none. */
  #flashFrom = new Float64Array(0);
  #flashKind = new Uint8Array(0);
  #dirty = new Uint8Array(0);
  #flashing = new Set<number>();

  constructor(columns: number) {
    this.columns = columns;
  }

  /** So many rows, all of them empty and to be painted. */
  resize(rows: number): void {
    const cells = rows * this.columns;
    this.rows = rows;
    this.#texts = Array.from({ length: cells }, () => '');
    this.#looks = Array.from({ length: cells }, () => PLAIN);
    this.#tones = new Uint8Array(cells);
    this.#flashFrom = new Float64Array(cells);
    this.#flashKind = new Uint8Array(cells);
    this.#dirty = new Uint8Array(rows).fill(1);
    this.#flashing.clear();
  }

  /** True when the cell shows something else now. */
  set(row: number, column: number, text: string, tone: Tone, look: CellLook = PLAIN): boolean {
    if (row < 0 || row >= this.rows) return false;
    const cell = row * this.columns + column;
    const same =
      this.#texts[cell] === text && this.#tones[cell] === tone && this.#looks[cell] === look;
    if (same) return false;
    this.#texts[cell] = text;
    this.#tones[cell] = tone;
    this.#looks[cell] = look;
    this.#dirty[row] = 1;
    return true;
  }

  flash(row: number, column: number, kind: Flash, nowMs: number): void {
    if (row < 0 || row >= this.rows) return;
    const cell = row * this.columns + column;
    this.#flashKind[cell] = kind;
    this.#flashFrom[cell] = nowMs;
    this.#dirty[row] = 1;
    if (kind === 0) this.#flashing.delete(cell);
    else this.#flashing.add(cell);
  }

  /** Marks the rows whose flash is a step further; ended flashes are forgotten. */
  fade(nowMs: number, beforeMs: number, lengthMs: number): void {
    for (const cell of this.#flashing) {
      const step = this.#step(cell, nowMs, lengthMs);
      if (step === this.#step(cell, beforeMs, lengthMs)) continue;
      this.#dirty[Math.floor(cell / this.columns)] = 1;
      if (step < FLASH_STEPS) continue;
      this.#flashing.delete(cell);
      this.#flashKind[cell] = 0;
    }
  }

  /** Kind and step (0 the strongest) of a cell's flash, as one number; -1: none. */
  flashOf(cell: number, nowMs: number, lengthMs: number): number {
    const kind = this.#flashKind[cell]!;
    if (kind === 0) return -1;
    const step = this.#step(cell, nowMs, lengthMs);
    return step >= FLASH_STEPS ? -1 : (kind - 1) * FLASH_STEPS + step;
  }

  text(cell: number): string {
    return this.#texts[cell] ?? '';
  }

  tone(cell: number): Tone {
    return (this.#tones[cell] ?? 0) as Tone;
  }

  look(cell: number): CellLook {
    return this.#looks[cell] ?? PLAIN;
  }

  isDirty(row: number): boolean {
    return this.#dirty[row] === 1;
  }

  dirtyAll(): void {
    this.#dirty.fill(1);
  }

  /** Calls `run` for every stretch of neighbouring dirty rows and forgets the marks. */
  takeDirty(run: (from: number, to: number) => void): void {
    const dirty = this.#dirty;
    for (let row = 0; row < this.rows; row++) {
      if (dirty[row] === 0) continue;
      const from = row;
      while (row < this.rows && dirty[row] === 1) dirty[row++] = 0;
      run(from, row);
    }
  }

  #step(cell: number, nowMs: number, lengthMs: number): number {
    if (lengthMs <= 0) return FLASH_STEPS;
    const passed = nowMs - this.#flashFrom[cell]!;
    return Math.max(0, Math.min(FLASH_STEPS, Math.floor((passed / lengthMs) * FLASH_STEPS)));
  }
}
