// The private stream of the account: checks the chain, keeps the state, and says when something is
// missing; then only a new sign-in with the last seq heals it.

import type { ServerMessages } from '../wire/schema.ts';
import { streamTracker } from '../wire/resume.ts';
import type { StreamTracker } from '../wire/resume.ts';
import { AccountState } from './account-state.ts';
import type { FeedListener } from './feed-listener.ts';

/** ok: applied or a repeat · gap: connect again and resume. */
export type PrivateVerdict = 'ok' | 'gap';

/** A snapshot, the next missed frame or the end of the replay comes within this time. */
const CATCH_UP_MS = 8_000;

export class PrivateStream {
  readonly state = new AccountState();
  #tracker: StreamTracker = streamTracker();
  readonly #listener: Required<FeedListener>;
  #expected = false;
  #caughtUp = false;
  #sinceMs = 0;
  /** A frame came since the last tick. */
  #moved = false;

  constructor(listener: Required<FeedListener>) {
    this.#listener = listener;
  }

  /** Where to resume; null asks for a snapshot. */
  lastSeq(): number | null {
    return this.#tracker.epoch === -1 ? null : this.#tracker.seq;
  }

  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  signedIn(message: ServerMessages['signedIn'], nowMs: number): PrivateVerdict {
    this.#expected = message.account >= 0;
    this.#caughtUp = false;
    this.#sinceMs = nowMs;
    if (this.#tracker.epoch === -1 || message.account === this.state.account) return 'ok';
    // The token now names another account: what was built is of no use, nor is its last seq.
    this.#tracker = streamTracker();
    return message.resumed ? 'gap' : 'ok';
  }

  disconnected(): void {
    this.#caughtUp = false;
    this.#expected = false;
    // What was built stays whole up to its seq: the replay goes on from there.
    if (this.#tracker.epoch !== -1) this.#tracker.start(0, this.#tracker.seq);
  }

  snapshot(message: ServerMessages['privateSnapshot']): PrivateVerdict {
    // A second copy of an old snapshot must not take the account back in time.
    if (this.#caughtUp && message.seq < this.#tracker.seq) return 'ok';
    this.#tracker.start(0, message.seq);
    this.state.replace(message);
    this.#listener.account(this.state);
    this.#becomeCurrent();
    return 'ok';
  }

  frame(frame: ServerMessages['private']): PrivateVerdict {
    if (this.#tracker.epoch === -1) return this.#expected ? 'ok' : 'gap';
    const step = this.#tracker.next(frame.seq, frame.prev);
    if (step === 'gap') return 'gap';
    if (step === 'duplicate') return 'ok';
    this.state.seq = frame.seq;
    this.#moved = true;
    for (const report of frame.reports) this.state.apply(report, frame.engineMicros);
    for (const report of frame.reports) this.#listener.report(report, frame);
    return 'ok';
  }

  replayComplete(message: ServerMessages['replayComplete']): PrivateVerdict {
    if (this.#tracker.epoch === -1 || this.#tracker.tail(message.seq) === 'gap') return 'gap';
    this.#becomeCurrent();
    return 'ok';
  }

  heartbeat(privateSeq: number): PrivateVerdict {
    if (!this.#caughtUp) return 'ok';
    return this.#tracker.tail(privateSeq) === 'gap' ? 'gap' : 'ok';
  }

  tick(nowMs: number): PrivateVerdict {
    if (this.#moved) this.#sinceMs = nowMs;
    this.#moved = false;
    const waits = this.#expected && !this.#caughtUp;
    return waits && nowMs - this.#sinceMs > CATCH_UP_MS ? 'gap' : 'ok';
  }

  #becomeCurrent(): void {
    this.#caughtUp = true;
    this.#listener.caughtUp();
  }
}
