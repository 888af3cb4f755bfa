// Passwords hashed and verified, one at a time, behind a queue with an end. Who is refused where a flood
// comes: whoever failed most from where they are; among equals it is drawn by lot. Neither the first who
// come nor the fastest to come again can keep the queue for themselves.

import { randomInt } from 'node:crypto';
import { REJECTS } from '../../shared/domain/reject.ts';
import { HashLost, type HashWork } from './hash-work.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface PasswordHasher {
  hash(password: string, rank: number): Promise<string>;
  /** `kept` undefined: nobody is known by that name; the same work is done, and the answer is no. */
  verify(kept: string | undefined, password: string, rank: number): Promise<boolean>;
  /** Throws BUSY when there is no place for this rank: before anything is looked up, a flood costs the
   * least. */
  demandRoom(rank: number): void;
  /** Hashes at work and waiting, for metrics. */
  figures(): { readonly working: number; readonly waiting: number };
  close(): Promise<void>;
}

export const HASHES_WAITING_MAX = 50;
/** Who waits longer is told to come again: on full cores the thread of hashes has next to nothing. */
export const HASH_WAIT_MS = 10_000;
/** A refused one may come again after this. */
export const BUSY_RETRY_MS = 1_000;

interface Waiting {
  readonly rank: number;
  readonly begin: () => void;
  readonly refuse: () => void;
}

/** `lot` draws a whole number below its argument. */
export async function createPasswordHasher(
  work: HashWork,
  lot: (below: number) => number = (below) => randomInt(below),
): Promise<PasswordHasher> {
  const nobody = await work.hash('nobody has this password');
  return new Queue(work, nobody, lot);
}

class Queue implements PasswordHasher {
  private readonly work: HashWork;
  private readonly nobody: string;
  private readonly lot: (below: number) => number;
  /** In the order in which they came. */
  private readonly waiting: Waiting[] = [];
  private working = 0;

  constructor(work: HashWork, nobody: string, lot: (below: number) => number) {
    this.work = work;
    this.nobody = nobody;
    this.lot = lot;
  }

  hash(password: string, rank: number): Promise<string> {
    return this.inTurn(rank, () => this.work.hash(password));
  }

  async verify(kept: string | undefined, password: string, rank: number): Promise<boolean> {
    const isRight = await this.inTurn(rank, () => this.work.verify(kept ?? this.nobody, password));
    return isRight && kept !== undefined;
  }

  demandRoom(rank: number): void {
    const isFull = this.working > 0 && this.waiting.length >= HASHES_WAITING_MAX;
    if (isFull && rank > this.worstRank()) throw busy();
  }

  figures() {
    return { working: this.working, waiting: this.waiting.length };
  }

  close(): Promise<void> {
    return this.work.close();
  }

  private async inTurn<T>(rank: number, work: () => Promise<T>): Promise<T> {
    if (this.working > 0) await this.line(rank);
    else this.working = 1;
    try {
      return await work();
    } catch (error) {
      // Nothing is known of this password, and another thread comes.
      throw error instanceof HashLost ? busy() : error;
    } finally {
      this.next();
    }
  }

  /** Resolves when it is its turn, by rank, then by who came first. */
  private line(rank: number): Promise<void> {
    return new Promise((begin, reject) => {
      const one: Waiting = {
        rank,
        begin: () => {
          clearTimeout(timer);
          begin();
        },
        refuse: () => {
          clearTimeout(timer);
          this.remove(one);
          reject(busy());
        },
      };
      const timer = setTimeout(one.refuse, HASH_WAIT_MS);
      this.waiting.push(one);
      if (this.waiting.length > HASHES_WAITING_MAX) this.refuseOne();
    });
  }

  /** One of the worst rank, whoever came last included. */
  private refuseOne(): void {
    const worst = this.worstRank();
    const candidates = this.waiting.filter((one) => one.rank === worst);
    candidates[this.lot(candidates.length)]!.refuse();
  }

  private worstRank(): number {
    return Math.max(...this.waiting.map(({ rank }) => rank));
  }

  private remove(one: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(one), 1);
  }

  /** The place is handed on, not given back: nobody who comes now overtakes. */
  private next(): void {
    const best = Math.min(...this.waiting.map(({ rank }) => rank));
    const next = this.waiting.find(({ rank }) => rank === best);
    if (next === undefined) {
      this.working = 0;
      return;
    }
    this.remove(next);
    next.begin();
  }
}

function busy(): Refusal {
  return new Refusal(REJECTS.busy, BUSY_RETRY_MS);
}
