// The ledger invariants I1-I10, recomputed from the state; named by what is broken.

import { buyHoldMinor } from '../../shared/domain/order-cost.ts';
import { Side } from '../../shared/domain/order.ts';
import { L, LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, LEVEL_WORDS, O, W } from './book.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { EXTERNAL_ACCOUNT } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, BALANCE_SHIFT, BalanceSlot } from './core-state.ts';
import { COLLECTED, INSTRUMENT_SHIFT, InstrumentWord } from './core-state.ts';
import { CounterWord, ORDER_SHIFT, OrderSlot, OrderWord, POSITION_SHIFT } from './core-state.ts';
import { PositionSlot, UNSETTLED_SHIFT, type CoreState } from './core-state.ts';

/** What the open orders add up to, by (asset, account) and by account. */
interface OpenOrders {
  readonly held: Float64Array;
  readonly count: Int32Array;
  total: number;
}

export function brokenInvariants(state: CoreState, collected: CollectedOrders): string[] {
  const broken: string[] = [];
  const open: OpenOrders = {
    held: new Float64Array(Math.max(1, state.assetList.length) * state.capacity.accounts),
    count: new Int32Array(state.capacity.accounts),
    total: 0,
  };
  for (const { id } of state.instrumentList) {
    checkBook(state, id, open, broken);
    checkCollected(state, id, collected.of(id), open, broken);
  }
  checkBalances(state, open, broken);
  checkPositions(state, broken);
  checkCounts(state, open, broken);
  checkObligations(state, broken);
  return broken;
}

/** I7 and I8: queues, sums and counts of every level, and that bid and ask do not cross. */
function checkBook(state: CoreState, id: number, open: OpenOrders, broken: string[]): void {
  const { book } = state;
  const ladder = id << LADDER_SHIFT;
  const [base, end] = [book.ladders[ladder + W.base]!, book.ladders[ladder + W.end]!];
  const [bid, ask] = [book.ladders[ladder + W.bid]!, book.ladders[ladder + W.ask]!];
  if (bid >= ask) broken.push(`I8 book ${id} is crossed: bid ${bid - base}, ask ${ask - base}`);
  for (let level = book.nextAbove(id, base); level < end; level = book.nextAbove(id, level)) {
    if (level > bid && level < ask) broken.push(`I8 book ${id} has orders inside its best prices`);
    checkLevel(state, id, level, level <= bid ? Side.buy : Side.sell, open, broken);
  }
}

function checkLevel(
  state: CoreState,
  id: number,
  level: number,
  side: number,
  open: OpenOrders,
  broken: string[],
): void {
  const { orders, levels, levelLots } = state.book;
  const at = level * LEVEL_WORDS;
  let [lots, count, last] = [0, 0, 0];
  for (let slot = levels[at + L.head]!; slot !== 0;) {
    const order = slot << ORDER_SHIFT;
    const leaves = orders[order + OrderWord.leaves]!;
    const sound =
      leaves > 0 &&
      leaves <= orders[order + OrderWord.total]! &&
      orders[order + OrderWord.level] === level &&
      orders[order + OrderWord.instrument] === id &&
      orders[order + O.prev] === last &&
      ((orders[order + OrderWord.attributes]! >> 8) & 1) === side &&
      (orders[order + OrderWord.attributes]! & COLLECTED) === 0;
    if (!sound) broken.push(`I7 order in slot ${slot} is not as its queue says`);
    addHold(state, slot, open, broken);
    lots += leaves;
    count++;
    last = slot;
    slot = orders[order + O.next]!;
  }
  const sums = levels[at + L.tail] === last && levels[at + L.orders] === count;
  if (!sums || levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT] !== lots) {
    broken.push(`I7 level ${level} of book ${id} does not add up`);
  }
}

/** I7 of what an auction has collected: only in an auction or a halt, and marked so. */
function checkCollected(
  state: CoreState,
  id: number,
  slots: readonly number[],
  open: OpenOrders,
  broken: string[],
): void {
  const isOpen = state.instruments[(id << INSTRUMENT_SHIFT) + InstrumentWord.phase] === 0;
  if (isOpen && slots.length > 0) broken.push(`I7 instrument ${id} trades beside an auction`);
  for (const slot of slots) {
    const order = slot << ORDER_SHIFT;
    const isMarked = (state.book.orders[order + OrderWord.attributes]! & COLLECTED) !== 0;
    const isIts = state.book.orders[order + OrderWord.instrument] === id;
    if (!isMarked || !isIts || state.book.orders[order + OrderWord.leaves]! <= 0) {
      broken.push(`I7 order in slot ${slot} is not as its auction says`);
    }
    addHold(state, slot, open, broken);
  }
}

function addHold(state: CoreState, slot: number, open: OpenOrders, broken: string[]): void {
  const { orders, ladders } = state.book;
  const order = slot << ORDER_SHIFT;
  const instrument = state.instrumentList[orders[order + OrderWord.instrument]!]!;
  const account = orders[order + OrderWord.account]!;
  const base = ladders[(instrument.id << LADDER_SHIFT) + W.base]!;
  const price = orders[order + OrderWord.level]! - base;
  const leaves = orders[order + OrderWord.leaves]!;
  const buys = ((orders[order + OrderWord.attributes]! >> 8) & 1) === Side.buy;
  const [rawMinor, chargedMinor] = [state.commissions[2 * slot]!, state.commissions[2 * slot + 1]!];
  const before = { rawMinor, chargedMinor };
  const hold = buys
    ? buyHoldMinor(price, leaves, instrument.tickValueMinor, instrument, before)
    : leaves * instrument.lotBaseMinor;
  const asset = buys ? instrument.quoteAsset : instrument.baseAsset;
  if (state.orderSlots[(order >> 1) + OrderSlot.held] !== hold) {
    broken.push(`I5 order in slot ${slot} holds something else than its leaves need`);
  }
  open.held[asset * state.capacity.accounts + account]! += hold;
  open.count[account]!++;
  open.total++;
}

/** I1 and I2: every asset sums to zero. I3 and I5: holds are those of the open orders. I4: no
 * account below its credit. */
function checkBalances(state: CoreState, open: OpenOrders, broken: string[]): void {
  const accounts = state.capacity.accounts;
  for (let asset = 0; asset < state.assetList.length; asset++) {
    let sum = 0n;
    for (let account = 0; account < accounts; account++) {
      const at = (asset * accounts + account) << BALANCE_SHIFT;
      const available = state.balances[at + BalanceSlot.available]!;
      const held = state.balances[at + BalanceSlot.held]!;
      if (available === 0 && held === 0 && open.held[asset * accounts + account] === 0) continue;
      if (!Number.isSafeInteger(available) || !Number.isSafeInteger(held)) {
        broken.push(`I1 account ${account} has an amount of asset ${asset} that is no integer`);
        continue;
      }
      sum += BigInt(available) + BigInt(held);
      if (held !== open.held[asset * accounts + account]) {
        broken.push(`I5 account ${account} holds ${held} of asset ${asset}, not what orders need`);
      }
      const credit = state.balances[at + BalanceSlot.credit]!;
      if (account !== EXTERNAL_ACCOUNT && available < -credit) {
        broken.push(`I4 account ${account} is below its credit in asset ${asset}`);
      }
    }
    if (sum !== 0n) broken.push(`I2 asset ${asset} sums to ${sum}, not to zero`);
  }
}

/** I6: what one has bought, another has sold. */
function checkPositions(state: CoreState, broken: string[]): void {
  const accounts = state.capacity.accounts;
  for (const { id } of state.instrumentList) {
    let sum = 0;
    for (let account = 0; account < accounts; account++) {
      sum += state.positions[(id * accounts + account) << POSITION_SHIFT]!;
    }
    if (sum !== 0) broken.push(`I6 positions of instrument ${id} sum to ${sum}, not to zero`);
  }
}

function checkCounts(state: CoreState, open: OpenOrders, broken: string[]): void {
  for (let account = 0; account < state.capacity.accounts; account++) {
    const counted = state.accounts[(account << ACCOUNT_SHIFT) + AccountWord.openOrders];
    if (counted !== open.count[account]) {
      broken.push(
        `I7 account ${account} counts ${counted} open orders, not ${open.count[account]}`,
      );
    }
  }
  if (state.words[CounterWord.live] !== open.total)
    broken.push('I7 the count of open orders is off');
}

/** I9: the obligations of an instrument and value date sum to zero in lots and in money. I10: what is
 * kept as unsettled is what the obligations add up to. */
function checkObligations(state: CoreState, broken: string[]): void {
  const accounts = state.capacity.accounts;
  const groups = new Map<string, { lots: number; money: number }>();
  const sums = new Map<string, number>();
  const add = (key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const row of state.obligations.values()) {
    const { baseAsset, quoteAsset, lotBaseMinor } = state.instrumentList[row.instrument]!;
    const key = `${row.instrument} on day ${row.day}`;
    const group = groups.get(key) ?? { lots: 0, money: 0 };
    groups.set(key, { lots: group.lots + row.lots, money: group.money + row.money });
    add(`position ${row.instrument * accounts + row.account}`, row.lots);
    const amounts: [number, number][] = [
      [baseAsset, row.lots * lotBaseMinor],
      [quoteAsset, row.money],
    ];
    for (const [asset, amount] of amounts) {
      const balance = asset * accounts + row.account;
      add(`${amount > 0 ? 'receivable' : 'payable'} ${balance}`, Math.abs(amount));
    }
    add(`locked ${baseAsset * accounts + row.account}`, row.locked * lotBaseMinor);
  }
  for (const [key, { lots, money }] of groups) {
    if (lots !== 0 || money !== 0)
      broken.push(`I9 instrument ${key}: ${lots} lots, ${money} money`);
  }
  checkUnsettled(state, sums, broken);
}

function checkUnsettled(state: CoreState, sums: Map<string, number>, broken: string[]): void {
  const accounts = state.capacity.accounts;
  const compare = (key: string, kept: number): void => {
    const owed = sums.get(key) ?? 0;
    if (kept !== owed) broken.push(`I10 ${key}: ${kept} is kept, obligations say ${owed}`);
  };
  for (let row = 0; row < state.assetList.length * accounts; row++) {
    const at = row << UNSETTLED_SHIFT;
    ['receivable', 'payable', 'locked'].forEach((name, k) => {
      compare(`${name} ${row}`, state.unsettled[at + k]!);
    });
  }
  for (let row = 0; row < state.instrumentList.length * accounts; row++) {
    const at = row << POSITION_SHIFT;
    compare(`position ${row}`, state.positions[at + PositionSlot.unsettled]!);
  }
}
