// One granted topic and the machine of its numbers: what applies, what is a repeat, what is missing.
//
// Four families differ in what a missing number means. Book: deltas build on each other, so only a
// snapshot heals. Tape (trades): every update counts, so the missing ones are asked for again. Whole
// (quote, bar, stats): each update is complete, so the next one heals; only a lost tail is asked for.
// Table (status, instruments): complete per row, so a missing row is applied past and asked for.

import type { RecordOf, Updates } from '../wire/schema.ts';
import type { Channel } from '../wire/topics.ts';
import { BookBuilder } from './book-builder.ts';

export type Family = 'book' | 'tape' | 'whole' | 'table';

export const FAMILY_OF: Readonly<Record<Channel, Family>> = {
  quote: 'whole',
  bar: 'whole',
  stats: 'whole',
  depth: 'book',
  trade: 'tape',
  status: 'table',
  instruments: 'table',
};

/** waiting: nothing to trust yet · current: all numbers are there · healing: some are missing and
 * have been asked for; what is shown may be old. */
export type TopicHealth = 'waiting' | 'current' | 'healing';

/** What to do with an update: hand it on, drop it, ask for what is missing, or both. */
export type Step = 'apply' | 'drop' | 'ask' | 'applyAndAsk';

/** After this many unanswered questions a hole in the tape is taken as lost for good. */
const TAPE_ASKS_MAX = 2;

export class TopicStream {
  readonly text: string;
  readonly channel: Channel;
  readonly family: Family;
  readonly book: BookBuilder | undefined;
  topicId = 0;
  instrument = -1;
  levels = 0;
  intervalMs = 0;
  epoch = -1;
  health: TopicHealth = 'waiting';
  /** The health that listeners know of. */
  toldHealth: TopicHealth = 'waiting';
  /** Last seq applied; -1 before the first. */
  seq = -1;
  /** Updates that never reached us and will not come any more. */
  lost = 0;
  /** Questions about what is missing since the topic was last current. */
  asks = 0;
  /** When the last question was sent, or the grant came; host clock. */
  askedAtMs = 0;
  /** Something came on the topic since the last heartbeat. */
  heard = false;
  /** Heartbeats in a row that neither followed an update of the topic nor stated its seq. */
  silentBeats = 0;
  /** The topic is current once it has this seq. */
  #target = 0;
  /** Tape: the next trade may follow at any distance; what lies between counts as lost. */
  #jump = false;

  constructor(text: string, channel: Channel, levels: number) {
    this.text = text;
    this.channel = channel;
    this.family = FAMILY_OF[channel];
    this.book = this.family === 'book' ? new BookBuilder(levels) : undefined;
  }

  /** Takes over a grant. True: what was built before is void (another epoch, or the seq went back). */
  grant(grant: RecordOf<'topicGrant'>): boolean {
    const moved = grant.topicId !== this.topicId;
    this.topicId = grant.topicId;
    this.silentBeats = 0;
    this.instrument = grant.instrument;
    this.levels = grant.levels;
    this.intervalMs = grant.intervalMs;
    const isOtherEpoch = this.epoch !== -1 && grant.epoch !== this.epoch;
    // On one connection a lower seq is only an answer that was overtaken by what came after it.
    const forgets = isOtherEpoch || (moved && grant.seq < this.seq);
    if (forgets) this.forget();
    this.epoch = grant.epoch;
    const untouched = !moved && !forgets && this.health === 'current';
    if (!untouched) {
      this.#target = moved || forgets ? grant.seq : Math.max(this.#target, grant.seq);
      this.health = this.#healthAtGrant(this.#target);
    }
    return forgets;
  }

  /** After which trade the server shall go on; null: a fresh start, or no tape. A tape that was granted
   * but has not moved yet goes on after the grant. */
  resumeSeq(): number | null {
    if (this.family !== 'tape') return null;
    if (this.seq >= 0) return this.seq;
    return this.topicId === 0 ? null : this.#target;
  }

  /** The connection is gone: keeps what was built, trusts nothing. Only a tape keeps its number: a
   * restarted server counts the states of the other topics anew, and may come to the same number. */
  disconnect(): void {
    this.seq = this.resumeSeq() ?? -1;
    this.topicId = 0;
    this.health = 'waiting';
    this.asks = 0;
  }

  forget(): void {
    this.seq = -1;
    this.health = 'waiting';
    this.#target = 0;
    this.book?.clear();
  }

  /** A numbered update of a topic that is no book. */
  offer(seq: number): Step {
    if (this.family === 'tape') return this.#offerTape(seq);
    return this.family === 'whole' ? this.#offerWhole(seq) : this.#offerRow(seq);
  }

  offerSnapshot(update: Updates['depthSnapshot']): Step {
    if (update.seq < this.seq) return 'drop';
    if (!this.book!.snapshot(update)) return 'ask';
    this.seq = update.seq;
    this.#becomeCurrent();
    return 'apply';
  }

  offerDelta(update: Updates['depthDelta']): Step {
    if (this.health !== 'current' || update.seq <= this.seq) return 'drop';
    if (update.seq !== this.seq + 1 || !this.book!.delta(update)) return 'ask';
    this.seq = update.seq;
    return 'apply';
  }

  offerChecksum(update: Updates['depthChecksum']): Step {
    if (this.health !== 'current' || update.seq < this.seq) return 'drop';
    if (update.seq > this.seq) return 'ask';
    return this.book!.matches(update.checksum) ? 'drop' : 'ask';
  }

  /** The server left updates out and says where it goes on. True: what was built is void. */
  resync(update: Updates['resync']): boolean {
    const NEW_EPOCH = 3;
    const forgets = update.reason === NEW_EPOCH;
    if (forgets) this.forget();
    if (update.seq < this.seq) return false;
    if (this.family === 'tape') this.#jumpTo(update.seq);
    else if (this.family === 'whole' && this.seq === update.seq) this.#becomeCurrent();
    else this.health = 'waiting';
    this.#target = update.seq;
    return forgets;
  }

  /** The server's last seq of an idle topic. True: the tail was lost, ask. */
  idleAt(seq: number): boolean {
    const last = this.family === 'tape' && this.seq < 0 ? this.#target : Math.max(this.seq, 0);
    if (seq <= last) return false;
    if (this.family === 'tape') this.seq = last;
    this.#target = Math.max(this.#target, seq);
    return this.health === 'current';
  }

  /** A question about what is missing leaves now. */
  asked(nowMs: number): void {
    if (this.health === 'current') this.health = 'healing';
    this.asks += 1;
    this.askedAtMs = nowMs;
    if (this.family === 'tape' && this.asks > TAPE_ASKS_MAX) this.#jump = true;
  }

  #healthAtGrant(grantSeq: number): TopicHealth {
    if (this.family === 'book') return 'waiting';
    // A fresh tape starts with trades of the past, as many as the server cares to send.
    if (this.family === 'tape' && this.seq < 0) return 'current';
    if (Math.max(this.seq, 0) >= grantSeq) return 'current';
    return this.family === 'tape' ? 'healing' : 'waiting';
  }

  /** The server no longer has what is missing. When it says so twice, nothing follows to jump to. */
  #jumpTo(seq: number): void {
    if (this.seq < 0) {
      this.health = 'current';
      return;
    }
    if (this.#jump && this.#target === seq) {
      this.lost += seq - this.seq;
      this.seq = seq;
    }
    this.#jump = this.seq < seq;
    if (this.#jump) this.health = 'healing';
    else this.#becomeCurrent();
  }

  #offerTape(seq: number): Step {
    if (seq <= this.seq) return 'drop';
    // Before the first trade everything up to the grant is the past; a later one means a loss.
    if (this.seq < 0) this.seq = seq <= this.#target + 1 ? seq - 1 : this.#target;
    if (seq !== this.seq + 1 && !this.#jump) {
      this.#target = Math.max(this.#target, seq);
      return this.health === 'healing' ? 'drop' : 'ask';
    }
    this.lost += seq - this.seq - 1;
    this.#jump = false;
    this.seq = seq;
    if (seq >= this.#target) this.#becomeCurrent();
    return 'apply';
  }

  #offerWhole(seq: number): Step {
    if (seq <= this.seq) return 'drop';
    if (this.seq >= 0 && this.health === 'current') this.lost += seq - this.seq - 1;
    this.seq = seq;
    if (seq >= this.#target) this.#becomeCurrent();
    return 'apply';
  }

  #offerRow(seq: number): Step {
    if (seq < this.seq) return 'drop';
    const hole = this.health === 'current' && this.seq >= 0 && seq > this.seq + 1;
    this.seq = seq;
    if (this.health === 'waiting' && seq >= this.#target) this.#becomeCurrent();
    return hole ? 'applyAndAsk' : 'apply';
  }

  #becomeCurrent(): void {
    this.health = 'current';
    this.asks = 0;
  }
}
