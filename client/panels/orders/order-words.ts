// What a word of the filter means in the history of orders: the server knows codes, only the terminal knows
// how they are called.

import { fold } from '../../../shared/domain/fold-text.ts';
import { WINDOW_STATES, type FilterWord } from '../../../shared/domain/history-window.ts';
import {
  DoneCause,
  OrderStatus,
  OrderType,
  Side,
  TimeInForce,
  statusOfCause,
} from '../../../shared/domain/order.ts';
import { REJECTS } from '../../../shared/domain/reject.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { stateText } from '../../ui/OrderState.tsx';
import { historicRow } from './historic-row.ts';
import { typeText } from './use-order-columns.tsx';

const BLANK = {
  ...{ orderId: 0, clientOrderId: 0, instrument: -1, side: 0, type: 0, tif: 0, flags: 0 },
  ...{ price: 0, qty: 2, filled: 0, placedMicros: 0, updatedMicros: 0, costTickLots: 0 },
  feeMinor: 0,
};

/** Of a language; the texts are folded once. */
export function orderWords(t: Translate): (text: string) => FilterWord {
  const state = (status: number, cause = 0, filled = 0) =>
    fold(stateText(t, historicRow({ ...BLANK, status, cause, filled })));
  const sides = Object.values(Side).map(
    (side) => [side, fold(t(side === Side.buy ? 'orders.buy' : 'orders.sell'))] as const,
  );
  const types = Object.values(OrderType).flatMap((type) =>
    Object.values(TimeInForce).map(
      (tif) => [[type, tif], fold(typeText(t, { type, tif }))] as const,
    ),
  );
  const stateWords = {
    working: state(OrderStatus.open),
    partFilled: state(OrderStatus.open, 0, 1),
    filled: state(OrderStatus.filled, 0, 2),
    rejected: fold(t('orders.stage_rejected')),
  };
  const causes = Object.values(DoneCause)
    .filter((cause) => cause !== DoneCause.filled)
    .map((cause) => [cause, state(statusOfCause(cause), cause)] as const);
  const codes = Object.values(REJECTS).map(
    ({ code }) => [code, state(OrderStatus.rejected, code)] as const,
  );
  return (text) => {
    const found = <T>(of: readonly (readonly [T, string])[]) =>
      of.filter(([, words]) => words.includes(text)).map(([one]) => one);
    const states = WINDOW_STATES.filter((one) => stateWords[one].includes(text));
    const isAnyReject = states.includes('rejected');
    return {
      ...{ text, sides: found(sides), types: found(types), states, causes: found(causes) },
      codes: isAnyReject ? [] : found(codes),
    };
  };
}
