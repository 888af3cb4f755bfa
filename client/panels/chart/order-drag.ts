// An order line that is moved by pointer or keys: a pure machine that ends in one amend or in none.

export interface OrderDrag {
  readonly clientOrderId: number;
  readonly from: number;
  readonly ticks: number;
  /** Distance in ticks from the pointer to the line when it was taken: the line does not jump. */
  readonly grip: number;
}

export interface DragBounds {
  /** Exclusive. */
  readonly limitTicks: number;
}

function within(ticks: number, { limitTicks }: DragBounds): number {
  return Math.min(Math.max(Math.round(ticks), 1), limitTicks - 1);
}

export function takeLine(clientOrderId: number, ticks: number, pointerTicks = ticks): OrderDrag {
  return { clientOrderId, from: ticks, ticks, grip: ticks - pointerTicks };
}

/** `pointerTicks` may lie between ticks: the line snaps. */
export function moveLine(drag: OrderDrag, pointerTicks: number, bounds: DragBounds): OrderDrag {
  return { ...drag, ticks: within(pointerTicks + drag.grip, bounds) };
}

export function stepLine(drag: OrderDrag, ticks: number, bounds: DragBounds): OrderDrag {
  return { ...drag, ticks: within(drag.ticks + ticks, bounds) };
}

/** The price to amend to; undefined: it lies where it lay, nothing is sent. */
export function dropLine(drag: OrderDrag): number | undefined {
  return drag.ticks === drag.from ? undefined : drag.ticks;
}
