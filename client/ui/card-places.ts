// Which cells of a row stand where on the card that the row is in a narrow panel: two lines, each with a
// beginning and an end, and what can be done beside them.

import type { CardSpot, Column } from './table-rows.ts';

export type CardCells<Row> = Readonly<Record<CardSpot, readonly Column<Row>[]>>;

/** In each spot in the order of the columns; a column without a place is not on the card. */
export function cardCells<Row>(columns: readonly Column<Row>[]): CardCells<Row> {
  const at = (spot: CardSpot) => columns.filter(({ card }) => card?.at === spot);
  return {
    ...{ top: at('top'), topEnd: at('topEnd') },
    ...{ low: at('low'), lowEnd: at('lowEnd') },
    side: at('side'),
  };
}

/** The same column, with its place on the card. */
export function onCard<Row>(at: CardSpot, column: Column<Row>, before?: string): Column<Row> {
  return { ...column, card: before === undefined ? { at } : { at, before } };
}
