// The user's intents as one value, for panels that take them from the desk.

import type { DeskActions } from '../state/desk-context.ts';
import { amendOrder } from './amend-order.ts';
import { askOutcome } from './ask-outcome.ts';
import { cancelMany } from './cancel-many.ts';
import { cancelOrder, cancelOrders } from './cancel-order.ts';
import { flattenPosition } from './flatten-position.ts';
import { placeOrder } from './place-order.ts';
import { reversePosition } from './reverse-position.ts';

export const deskActions: DeskActions = {
  placeOrder,
  amendOrder,
  cancelOrder,
  cancelOrders,
  cancelMany,
  askOutcome,
  flattenPosition,
  reversePosition,
};
