// Against the fat finger: what about an order is unusual enough to be confirmed, and what the ticket
// refuses. The venue's own checks (price band, funds, largest notional) stand behind it.

import { Side } from '../../../shared/domain/order.ts';
import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import type { TextKey, TextValues } from '../../i18n/text-table.ts';
import type { TicketOrder } from './ticket-form.ts';
import { oppositeLevels, oppositeTicks, type TicketScene } from './ticket-scene.ts';
import { buyingPowerLots } from './ticket-size.ts';

/** A limit this far through the opposite price, in basis points. */
export const THROUGH_BPS = 200;
/** A purchase of this part of the available money, in basis points. */
export const VALUE_BPS = 8_000;
/** This many times what is visible on the ten best opposite levels. */
export const BOOK_TIMES = 2;
const BOOK_LEVELS = 10;
/** Beyond this many times a limit the ticket refuses. */
export const BLOCK_TIMES = 5;

export interface Warning {
  readonly key: TextKey;
  readonly values: TextValues;
}

/** `price` and `qty`: the nearest that the ticket would take, where it refuses. */
export interface Guarded {
  readonly verdict: 'free' | 'confirm' | 'refuse';
  readonly warnings: readonly Warning[];
  readonly wayOut: { readonly price?: number; readonly qty?: number };
}

interface Finding extends Warning {
  readonly refuses: boolean;
  readonly wayOut: Guarded['wayOut'];
}

export function guardTicket(side: Side, order: TicketOrder, scene: TicketScene): Guarded {
  const found = [
    priceAway(side, order, scene),
    valueLarge(side, order, scene),
    beyondBook(side, order, scene),
  ].filter((one) => one !== undefined);
  const refusals = found.filter(({ refuses }) => refuses);
  const told = refusals.length > 0 ? refusals : found;
  return {
    verdict: refusals.length > 0 ? 'refuse' : found.length > 0 ? 'confirm' : 'free',
    warnings: told.map(({ key, values }) => ({ key, values })),
    wayOut: Object.assign({}, ...refusals.map(({ wayOut }) => wayOut)) as Guarded['wayOut'],
  };
}

function priceAway(side: Side, { price }: TicketOrder, scene: TicketScene): Finding | undefined {
  const market = oppositeTicks(scene, side);
  if (price === 0 || market === 0) return undefined;
  const through = side === Side.buy ? price - market : market - price;
  if (through * 10_000 <= market * THROUGH_BPS) return undefined;
  const refuses = through * 10_000 > market * THROUGH_BPS * BLOCK_TIMES;
  const percent = ((through * 100) / market).toFixed(1);
  const reach = Math.floor((market * THROUGH_BPS) / 10_000);
  const nearest = side === Side.buy ? market + reach : Math.max(1, market - reach);
  return {
    key: refuses ? 'ticket.refusePrice' : 'ticket.warnPrice',
    values: { percent },
    refuses,
    wayOut: refuses ? { price: nearest } : {},
  };
}

/** Selling what one has is no surprise; spending most of the money may be. */
function valueLarge(
  side: Side,
  { price, qty }: TicketOrder,
  scene: TicketScene,
): Finding | undefined {
  const { account, instrument } = scene;
  const power = buyingPowerLots(scene, side, price);
  if (side === Side.sell) {
    const owned = Math.floor(account.baseAvailable / instrument.lotBaseMinor);
    if (qty <= owned) return undefined;
    const refuses = owned > 0 && qty > owned * BLOCK_TIMES;
    const key = refuses ? 'ticket.refuseOwned' : 'ticket.warnOwned';
    return { key, values: {}, refuses, wayOut: refuses ? { qty: power } : {} };
  }
  const ticks = price === 0 ? oppositeTicks(scene, side) : price;
  const value = notionalMinor(ticks, qty, instrument.tickValueMinor);
  const available = account.quoteAvailable;
  if (value * 10_000 <= available * VALUE_BPS && qty <= power) return undefined;
  const refuses = available > 0 && value * 10_000 > available * VALUE_BPS * BLOCK_TIMES;
  const percent = available > 0 ? Math.round((value * 100) / available) : 0;
  const isShort = qty > power;
  const key = refuses ? 'ticket.refuseValue' : isShort ? 'ticket.warnFunds' : 'ticket.warnValue';
  return { key, values: { percent }, refuses, wayOut: refuses && power > 0 ? { qty: power } : {} };
}

function beyondBook(side: Side, { qty }: TicketOrder, scene: TicketScene): Finding | undefined {
  const levels = oppositeLevels(scene, side);
  let visible = 0;
  for (let k = 0; k < Math.min(BOOK_LEVELS, levels.count); k++) visible += levels.lots(k);
  if (visible === 0 || qty <= visible * BOOK_TIMES) return undefined;
  const refuses = qty > visible * BOOK_TIMES * BLOCK_TIMES;
  return {
    key: refuses ? 'ticket.refuseBook' : 'ticket.warnBook',
    values: { times: Math.floor(qty / visible) },
    refuses,
    wayOut: refuses ? { qty: visible * BOOK_TIMES } : {},
  };
}
