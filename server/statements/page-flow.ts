// Where things stand on the pages of a statement. Heights do not depend on what is written, so the number
// of pages is known before the first is drawn: the flow is run once dry.

export interface Place {
  /** From 1. */
  readonly page: number;
  /** Points from the top. */
  readonly y: number;
  /** The table's header comes anew above this row. */
  readonly headerAgain: boolean;
}

export interface PageFlow {
  /** A piece of this height; `tail` points must fit below it on the same page. */
  piece(height: number, tail?: number): Place;
  /** A table row: where it does not fit, a new page begins with the table's header. */
  row(height: number, headerHeight: number): Place;
  gap(height: number): void;
  pages(): number;
}

export function createPageFlow(top: number, bottom: number): PageFlow {
  let page = 1;
  let y = top;
  const turn = (): void => {
    page += 1;
    y = top;
  };
  return {
    piece(height, tail = 0) {
      if (y + height + tail > bottom) turn();
      const place = { page, y, headerAgain: false };
      y += height;
      return place;
    },
    row(height, headerHeight) {
      const headerAgain = y + height > bottom;
      if (headerAgain) {
        turn();
        y += headerHeight;
      }
      const place = { page, y, headerAgain };
      y += height;
      return place;
    },
    gap(height) {
      y += height;
    },
    pages: () => page,
  };
}
