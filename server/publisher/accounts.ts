// All accounts as their owners see them, with the private frames that a resume needs. What the gateway
// asks about accounts is answered here.

import { LIMITS } from '../../shared/domain/limits.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  type RecordOf,
  type ServerMessages,
} from '../../shared/wire/schema.ts';
import type { AccountsPort, Encoding, Part } from '../gateway/market-port.ts';
import { AccountView } from './account-view.ts';
import { FrameRing, type RingBudget } from './frame-ring.ts';

const RING_BYTES_ALL = 256 * 1024 * 1024;

export class Accounts implements AccountsPort {
  readonly #views = new Map<number, AccountView>();
  /** Only of accounts that somebody asked for: the others have no reader who could resume. */
  readonly #rings = new Map<number, FrameRing>();
  readonly #budget: RingBudget = { freeBytes: RING_BYTES_ALL };

  /** For the publisher: the view of an account, made when it is first met. */
  view(account: number): AccountView {
    let view = this.#views.get(account);
    if (view === undefined) {
      view = new AccountView(account);
      this.#views.set(account, view);
    }
    return view;
  }

  /** Accounts that have a view. */
  known(): number[] {
    return [...this.#views.keys()];
  }

  isWatched(account: number): boolean {
    return this.#rings.has(account);
  }

  keepFrame(account: number, seq: number, frame: Uint8Array): void {
    this.#rings.get(account)?.push(seq, frame);
  }

  /** A state dump follows: views are void, frames that were given out stay true. */
  clear(): void {
    this.#views.clear();
  }

  snapshot(account: number): ServerMessages['privateSnapshot'] {
    this.#watch(account);
    return this.view(account).snapshot();
  }

  privateSeq(account: number): number {
    return this.#views.get(account)?.seq ?? 0;
  }

  framesAfter(account: number, seq: number, encoding: Encoding): readonly Part[] | undefined {
    const ring = this.#watch(account);
    const last = this.privateSeq(account);
    if (seq === last) return [];
    // After a new dump the ring may end before the account's last frame, and prove nothing.
    const frames = ring.last === last ? ring.after(seq) : undefined;
    return encoding === 'msgpack' ? frames : frames?.map(asText);
  }

  orderByClientId(account: number, clientOrderId: number): RecordOf<'order'> | undefined {
    return this.#views.get(account)?.orderByClientId(clientOrderId);
  }

  #watch(account: number): FrameRing {
    let ring = this.#rings.get(account);
    if (ring === undefined) {
      ring = new FrameRing(LIMITS.resumeFrames, this.#budget);
      this.#rings.set(account, ring);
    }
    return ring;
  }
}

/** Frames are kept in one encoding; a resume in JSON is rare enough to translate. */
function asText(frame: Uint8Array): Part {
  const message = codecFor(PROTOCOL_MSGPACK).decodeServer(frame);
  return message === undefined ? '' : codecFor(PROTOCOL_JSON).encodeServer(message);
}
