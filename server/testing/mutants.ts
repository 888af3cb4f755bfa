// Seeded faults of ledger, risk and settlement as data: a file of the core, a text that it contains once,
// and what stands there instead. Each must be found by the table and property tests.

export interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const of = (file: string, find: string, replace: string): Mutant => ({ file, find, replace });
const [LEDGER, RISK, SETTLEMENT] = ['ledger.ts', 'risk.ts', 'settlement.ts'];
const FEES = 'fee-change.ts';
const [PENALTIES, FORCED, BUY_IN] = ['penalties.ts', 'forced-posting.ts', 'buy-in.ts'];
const [REVERSAL, MONEY, ADMISSION] = ['trade-reversal.ts', 'money-commands.ts', 'admission.ts'];

export const MUTANTS: readonly Mutant[] = [
  of(LEDGER, '(rest * ppm + 0.5) * PER_PPM', '(rest * ppm + 500_000) * PER_PPM'),
  of(LEDGER, 'money[HOLD]! += money[HOLD_FEE_CELL]!;', ''),
  of(
    LEDGER,
    'balances[fees]! += money[MAKER_FEE]! + money[TAKER_FEE]!;',
    'balances[fees]! += money[TAKER_FEE]!;',
  ),
  of(
    LEDGER,
    'balances[quote]! -= money[NOTIONAL]! + money[feeAt]!;',
    'balances[quote]! -= money[NOTIONAL]!;',
  ),
  of(
    LEDGER,
    'balances[quote]! += money[NOTIONAL]! - money[feeAt]!;',
    'balances[quote]! += money[NOTIONAL]!;',
  ),
  of(
    LEDGER,
    'addToPosition(account, instrument, -qty, feeAt);',
    'addToPosition(account, instrument, qty, feeAt);',
  ),
  of(LEDGER, 'positions[at + 2]! -= money[feeAt]!;', ''),
  of(LEDGER, 'const closed = qty < size ? qty : size;', 'const closed = size;'),
  of(LEDGER, 'buy(maker, qty, MAKER_FEE);', 'buy(maker, qty, TAKER_FEE);'),
  of(LEDGER, 'balances[base + 1]! -= delivered;', 'balances[base]! -= delivered;'),
  of(RISK, 'lots !== 0 && qty > lots', 'lots !== 0 && qty >= lots'),
  of(RISK, 'lots !== 0 && qty > lots', 'lots !== 0 && qty > lots + 1'),
  of(RISK, 'notionalMinor(price, qty, tick) > most', 'notionalMinor(price, qty, tick) >= most'),
  of(RISK, 'beyond * BPS > band * reference', 'beyond * BPS >= band * reference'),
  of(RISK, 'side === Side.buy ? Limit.buyBandBps : Limit.sellBandBps', 'Limit.buyBandBps'),
  of(RISK, 'worst > most ?', 'worst > most + 1 ?'),
  of(RISK, '- own + lots', '+ lots'),
  of(RISK, 'paid + step - now > rate * step', 'paid + step - now >= rate * step'),
  of(RISK, 'o.time > since &&', 'o.time >= since &&'),
  of(RISK, 'alike.length >= most', 'alike.length > most'),
  of(RISK, 'for (const which of [instrument, -1])', 'for (const which of [-1, instrument])'),
  of(
    RISK,
    'for (const whose of [account, DEFAULT_LIMITS])',
    'for (const whose of [DEFAULT_LIMITS, account])',
  ),
  of(SETTLEMENT, '-notional - fee, lockedLots', '-notional, lockedLots'),
  of(SETTLEMENT, '-qty, notional - fee, 0, 0', '-qty, notional + fee, 0, 0'),
  of(SETTLEMENT, 'row.day <= day', 'row.day < day'),
  of(SETTLEMENT, 'obligations.delete(keyOf(row.day, row.instrument, row.account));', ''),
  of(SETTLEMENT, 'delivered -= settling[k];', ''),
  of(SETTLEMENT, 'close(fees ?? emptyRow(FEE_ACCOUNT, instrument, day), 0, 0 - paid, retry);', ''),
  of(SETTLEMENT, 'Math.sign(row.lots) === side ? row.failedSince : 0', 'row.failedSince'),
  of(SETTLEMENT, 'retry, row.penalty + fines[k]!', 'retry, row.penalty'),
  of(SETTLEMENT, 'row.failedSince === 0 ? failsFrom : row.failedSince', 'failsFrom'),
  of(PENALTIES, 'return 0 - part;', 'return 0;'),
  of(PENALTIES, 'k === last ? left', 'k < 0 ? left'),
  of(PENALTIES, 'ppm >= 0 && ppm <= PENALTY_PPM_MAX', 'ppm >= 0'),
  of(PENALTIES, '* BigInt(days)', ''),
  of(FORCED, 'if (isForced) balances[at + BalanceSlot.credit] = used;', ''),
  of(BUY_IN, '! < due) return', '! <= due) return'),
  of(BUY_IN, 'lots > -row.lots', 'lots >= -row.lots'),
  of(BUY_IN, 'Math.max(0 - share.money, worth(share))', '0 - share.money'),
  of(BUY_IN, 'signed > 0 ? paid - value : value - paid', 'value - paid'),
  of(BUY_IN, 'const taken = Math.min(other.lots, left);', 'const taken = other.lots;'),
  of(SETTLEMENT, 'deliveryFails.delete(key);\n    return lots;', 'return lots;'),
  of(SETTLEMENT, 'unsettled[at + UnsettledSlot.locked]! += sign * row.locked * lotBase;', ''),
  of(SETTLEMENT, 'day >= counters[CounterSlot.businessDay]!', 'true'),
  of(SETTLEMENT, 'if (known !== undefined) book(row, -1);', ''),
  of(REVERSAL, 'ledger.money[Money.makerFee] = -fee;', 'ledger.money[Money.makerFee] = fee;'),
  of(REVERSAL, 'short && !reversal.forced', 'short && reversal.forced'),
  of(REVERSAL, 'if (fees !== 0) move(FEE_ACCOUNT, quote, -fees, tradeId);', ''),
  of(MONEY, 'left - away < -balances', 'left < -balances'),
  of(MONEY, 'balances[balanceOf(to, asset) + AVAILABLE]! += amount;', ''),
  of(ADMISSION, 'if (free >= -balances[balance + 2]!) return 0;', 'if (free >= 0) return 0;'),
  of(ADMISSION, 'if (free >= -balances[balance + 2]!) return 0;', 'return 0;'),
  of(FEES, 'reholdAll(instrument);\n    return 0;', 'return 0;'),
  of(FEES, 'if (after.some((term, k) => term !== before[k])) reholdAll', 'if (rises) reholdAll'),
  of(
    FEES,
    'Math.max(i.makerFeePpm, i.takerFeePpm), i.buyDutyPpm ?? 0',
    'Math.max(i.makerFeePpm, i.takerFeePpm), 0',
  ),
  of(FEES, 'InstrumentWord.holdFee] = Math.max', 'InstrumentWord.holdFee] = Math.min'),
  of(LEDGER, 'side === 0 ? BUY_DUTY : SELL_DUTY', 'side === 0 ? SELL_DUTY : BUY_DUTY'),
  of(LEDGER, '(raw < least ? least : raw)', 'raw'),
  of(LEDGER, 'money[cell] = due > 0 ? due : 0;', 'money[cell] = due;'),
  of(LEDGER, 'commissions[(slot << 1) + 1]! += money[to]!;', ''),
  of(LEDGER, 'commissions[slot << 1]! += byRate;', ''),
  of(LEDGER, 'if (side !== 0 && money[to]! + money[DUTY]! > money[NOTIONAL]!)', 'if (false)'),
  of(LEDGER, '(PPM - discount)', '(PPM + discount)'),
  of(LEDGER, 'money[HOLD_FEE_CELL]! += money[DUTY]!;', ''),
  of(FEES, 'free < -balances[balance + BalanceSlot.credit]!', 'false'),
  of(FEES, 'free < -balances[balance + BalanceSlot.credit]!', 'free < 0'),
  of(FEES, '    ledger.rehold(slot);\n', ''),
  of(FEES, 'InstrumentWord.makerFee] = makerFeePpm', 'InstrumentWord.makerFee] = takerFeePpm'),
  of(FEES, 'refusals.repeat(words, slots, at)', '0'),
];
