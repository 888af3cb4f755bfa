// Accounts behind the gateway's port: private frames by number, kept for resume, in real encoding.

import { encodePrivateFrame, encodePrivateText } from '../../shared/wire/market-frame.ts';
import type { RecordOf, Report, ServerMessages } from '../../shared/wire/schema.ts';
import type { AccountsPort, Encoding, Part } from '../gateway/market-port.ts';

interface Frame {
  readonly msgpack: Uint8Array;
  readonly json: string;
}

export class FakeAccounts implements AccountsPort {
  /** Frames kept per account; older ones are gone. */
  kept = 100_000;
  readonly orders = new Map<string, RecordOf<'order'>>();
  private readonly frames = new Map<number, Frame[]>();

  /** A new private frame; returns its seq. */
  add(account: number, reports: readonly Report[]): { seq: number; frame: Frame } {
    const list = this.list(account);
    const seq = list.length + 1;
    const frame = {
      msgpack: encodePrivateFrame(seq, seq - 1, 1, seq, reports),
      json: encodePrivateText(seq, seq - 1, 1, seq, reports),
    };
    list.push(frame);
    return { seq, frame };
  }

  snapshot(account: number): ServerMessages['privateSnapshot'] {
    const seq = this.privateSeq(account);
    const nothing = {
      orders: [],
      balances: [],
      positions: [],
      obligations: [],
      makerDiscountPpm: 0,
      takerDiscountPpm: 0,
    };
    return { is: 'privateSnapshot', seq, account, ...nothing };
  }

  privateSeq(account: number): number {
    return this.list(account).length;
  }

  framesAfter(account: number, seq: number, encoding: Encoding): readonly Part[] | undefined {
    const list = this.list(account);
    if (seq > list.length || list.length - seq > this.kept) return undefined;
    return list.slice(seq).map((frame) => frame[encoding]);
  }

  orderByClientId(account: number, clientOrderId: number): RecordOf<'order'> | undefined {
    return this.orders.get(`${String(account)}/${String(clientOrderId)}`);
  }

  private list(account: number): Frame[] {
    const found = this.frames.get(account);
    if (found !== undefined) return found;
    const made: Frame[] = [];
    this.frames.set(account, made);
    return made;
  }
}
