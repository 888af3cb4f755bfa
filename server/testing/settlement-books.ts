// Follows the settlement by its events alone, with books of its own, and says what cannot be: a leg that
// settles alone, a group or a penalty that does not sum to zero.

import { FEE_ACCOUNT } from '../core/commands.ts';
import { EVENT_WORDS, EventKind, furtherBlocks, ObligationState, Posting } from '../core/events.ts';

interface Row {
  readonly lots: number;
  readonly money: number;
}

export interface SettlementBooks {
  /** Takes the events of one command; returns what is wrong with them. */
  see(words: Int32Array, slots: Float64Array, blocks: number): string[];
  readonly seen: { settled: number; inPart: number; penalties: number; boughtIn: number };
}

export function createSettlementBooks(): SettlementBooks {
  const rows = new Map<string, Row>();
  const seen = { settled: 0, inPart: 0, penalties: 0, boughtIn: 0 };

  function see(words: Int32Array, slots: Float64Array, blocks: number): string[] {
    const wrong: string[] = [];
    const sums = new Map<string, number>();
    const add = (key: string, amount: number): void => {
      sums.set(key, (sums.get(key) ?? 0) + amount);
    };
    for (let block = 0; block < blocks; block++) {
      const at = block * EVENT_WORDS;
      const slot = at / 2;
      const kind = words[at]! & 0xff;
      const [account, which] = [words[at + 1]!, words[at + 2]!];
      if (kind === EventKind.obligation) {
        const of = { lots: slots[slot + 3]!, money: slots[slot + 4]! };
        const group = `instrument ${which} day ${words[at + 3]!}`;
        const isSettled = words[at + 4] === ObligationState.settled;
        obligation(account, group, isSettled, of, wrong);
        if (isSettled) add(`settled lots of ${group}`, of.lots);
        if (isSettled) add(`settled money of ${group}`, of.money);
      }
      const posting = kind === EventKind.balance ? words[at + 4]! : Posting.transfer;
      if (posting === Posting.penalty || posting === Posting.buyIn) {
        if (posting === Posting.penalty) seen.penalties++;
        else seen.boughtIn++;
        add(`posting ${posting} in asset ${which}`, slots[slot + 6]!);
      }
      block += furtherBlocks(words, at);
    }
    for (const [key, row] of groups(rows)) {
      if (row.lots !== 0 || row.money !== 0) wrong.push(`${key}: ${row.lots} lots ${row.money}`);
    }
    for (const [key, sum] of sums) if (sum !== 0) wrong.push(`${key} sums to ${sum}`);
    return wrong;
  }

  function obligation(
    account: number,
    group: string,
    isSettled: boolean,
    of: Row,
    wrong: string[],
  ): void {
    const key = `${group} account ${account}`;
    if (!isSettled) {
      rows.set(key, of);
      return;
    }
    const before = rows.get(key) ?? { lots: 0, money: 0 };
    rows.delete(key);
    if (account === FEE_ACCOUNT) return;
    seen.settled++;
    if (of.lots === before.lots && of.money === before.money) return;
    seen.inPart++;
    const part = before.lots === 0 ? 0 : of.lots / before.lots;
    const isPart = part >= 0 && part < 1;
    const isInStep = Math.abs(of.money - before.money * part) < 1;
    if (!isPart || !isInStep) {
      wrong.push(`a leg alone: ${key} of ${before.lots} for ${before.money} settled ${of.lots} for ${of.money}`); // prettier-ignore
    }
  }

  return { see, seen };
}

/** What is open, by instrument and value date. */
function groups(rows: ReadonlyMap<string, Row>): Map<string, Row> {
  const sums = new Map<string, Row>();
  for (const [key, { lots, money }] of rows) {
    const group = key.slice(0, key.indexOf(' account'));
    const sum = sums.get(group) ?? { lots: 0, money: 0 };
    sums.set(group, { lots: sum.lots + lots, money: sum.money + money });
  }
  return sums;
}
