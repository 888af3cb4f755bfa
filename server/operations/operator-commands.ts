// What operators tell the venue, as commands of the internal source 6: halts, blocks, and the cancels
// that go with them (row B4: journaled, cancels all, blocks new).

import { DoneCause, Phase } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { InternalLane, LaneAnswer } from '../bus/internal-lane.ts';
import { writeBlockAccount, writeCancelMany, writeSetPhase } from '../core/command-writer.ts';
import { FIRST_ACCOUNT, RECORD_WORDS } from '../core/commands.ts';

/** Source of the operators' commands; see the numbers in ARCHITECTURE.md. */
export const OPERATOR_SOURCE = 6;

/** Reject code of the first command that was refused; 0: all were done. */
export type Decided = Promise<number>;

export interface OperatorCommands {
  /** Halts the instrument, then cancels every order in it. */
  halt(instrument: number): Decided;
  resume(instrument: number): Decided;
  haltVenue(): Decided;
  resumeVenue(): Decided;
  /** Blocks the account, then cancels its orders. */
  block(account: number): Decided;
  unblock(account: number): Decided;
}

export interface OperatorVenue {
  readonly lane: InternalLane;
  /** Numbers of the source rise with it over all starts: µs since 1970. */
  nowMicros(): number;
  instruments(): Promise<readonly { readonly id: number }[]>;
  /** Every account that may have orders. */
  accounts(): Promise<readonly number[]>;
}

type Write = (words: Int32Array, slots: Float64Array) => void;

export function createOperatorCommands(venue: OperatorVenue): OperatorCommands {
  const { lane } = venue;
  let lastSeq = 0;

  function send(write: Write): Promise<LaneAnswer> {
    const slots = new Float64Array(RECORD_WORDS / 2);
    const words = new Int32Array(slots.buffer);
    write(words, slots);
    lastSeq = Math.max(lastSeq + 1, venue.nowMicros());
    return lane.submit(words, lastSeq);
  }

  /** They are decided in the order of the calls, so a halt stands before its cancels. */
  async function all(answers: readonly Promise<LaneAnswer>[]): Decided {
    for (const answer of await Promise.all(answers)) {
      if (answer.is === 'rejected') return answer.code;
    }
    return 0;
  }

  const setPhase = (instrument: number, phase: Phase): Promise<LaneAnswer> =>
    send((words, slots) => {
      writeSetPhase(words, slots, 0, { instrument, phase });
    });
  const cancelAll = (account: number, instrument: number): Promise<LaneAnswer> =>
    send((words, slots) => {
      writeCancelMany(words, slots, 0, { account, instrument, cause: DoneCause.operator });
    });
  const setBlock = (account: number, blocked: boolean): Promise<LaneAnswer> =>
    send((words, slots) => {
      writeBlockAccount(words, slots, 0, { account, blocked });
    });

  async function traders(): Promise<number[]> {
    const accounts = await venue.accounts();
    return accounts.filter((account) => account >= FIRST_ACCOUNT);
  }

  /** An account that cannot trade has no orders to cancel: that is no failure of a halt. */
  async function cancelOf(accounts: readonly number[], instrument: number): Decided {
    const answers = await Promise.all(accounts.map((account) => cancelAll(account, instrument)));
    const failed = answers.find(
      (one) => one.is === 'rejected' && one.code !== REJECTS.unknownAccount.code,
    );
    return failed?.is === 'rejected' ? failed.code : 0;
  }

  return {
    async halt(instrument) {
      const code = await all([setPhase(instrument, Phase.halted)]);
      return code === 0 ? cancelOf(await traders(), instrument) : code;
    },
    resume: (instrument) => all([setPhase(instrument, Phase.open)]),
    async haltVenue() {
      const instruments = await venue.instruments();
      const code = await all(instruments.map(({ id }) => setPhase(id, Phase.halted)));
      return code === 0 ? cancelOf(await traders(), -1) : code;
    },
    async resumeVenue() {
      const instruments = await venue.instruments();
      return all(instruments.map(({ id }) => setPhase(id, Phase.open)));
    },
    block: (account) => all([setBlock(account, true), cancelAll(account, -1)]),
    unblock: (account) => all([setBlock(account, false)]),
  };
}
