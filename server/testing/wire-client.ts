// A client of the wire protocol for tests: real frames over a real socket, messages kept as they come.

import { WebSocket } from 'ws';
import { codecFor, type WireCodec } from '../../shared/wire/codec.ts';
import {
  PROTOCOL_MSGPACK,
  type ClientMessage,
  type ServerMessage,
  type ServerMessages,
} from '../../shared/wire/schema.ts';

const PATIENCE_MS = 10_000;

export class WireClient {
  readonly messages: ServerMessage[] = [];
  /** What the server closed with; 0 while open. */
  closeCode = 0;
  readonly native: WebSocket;
  private readonly codec: WireCodec;

  private constructor(native: WebSocket, protocol: string) {
    this.native = native;
    this.codec = codecFor(protocol);
    native.on('message', (data: Buffer, isBinary: boolean) => {
      const message = this.codec.decodeServer(isBinary ? data : data.toString());
      if (message !== undefined) this.messages.push(message);
    });
    native.on('close', (code) => {
      this.closeCode = code;
    });
    native.on('error', () => undefined);
  }

  static async connect(port: number, protocol: string = PROTOCOL_MSGPACK): Promise<WireClient> {
    const native = new WebSocket(`ws://127.0.0.1:${String(port)}`, [protocol]);
    const client = new WireClient(native, protocol);
    await new Promise((resolve, reject) => {
      native.once('open', resolve);
      native.once('error', reject);
    });
    return client;
  }

  send(message: ClientMessage): void {
    this.native.send(this.codec.encodeClient(message));
  }

  all<K extends ServerMessage['is']>(kind: K): ServerMessages[K][] {
    return this.messages.filter((m): m is ServerMessages[K] => m.is === kind);
  }

  last<K extends ServerMessage['is']>(kind: K): ServerMessages[K] {
    const found = this.all(kind).at(-1);
    if (found === undefined) throw new Error(`no ${kind} came`);
    return found;
  }

  /** Waits until so many messages of a kind have come, and gives the newest. */
  async next<K extends ServerMessage['is']>(kind: K, count = 1): Promise<ServerMessages[K]> {
    await until(() => this.all(kind).length >= count, `${String(count)} × ${kind}`);
    return this.last(kind);
  }

  async closed(): Promise<number> {
    await until(() => this.closeCode !== 0, 'the close');
    return this.closeCode;
  }

  pause(): void {
    this.native.pause();
  }

  resume(): void {
    this.native.resume();
  }

  terminate(): void {
    this.native.terminate();
  }
}

export async function until(holds: () => boolean, what = 'the condition'): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
