// A WebSocket client on a bare TCP socket for tests: it can send frames that no library would, and
// stop reading when it likes.

import net from 'node:net';

export interface RawFrame {
  readonly fin: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

export interface FrameShape {
  readonly fin?: boolean;
  /** The three reserved bits, 0-7. */
  readonly reserved?: number;
  readonly opcode: number;
  readonly payload?: Uint8Array | string;
  readonly masked?: boolean;
  /** Length bytes as given, whatever the payload is. */
  readonly lengthBytes?: readonly number[];
}

export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const MASK = Buffer.from([0x1a, 0x2b, 0x3c, 0x4d]);

export function frameBytes(shape: FrameShape): Buffer {
  const payload = Buffer.from(shape.payload ?? '');
  const masked = shape.masked ?? true;
  const first = ((shape.fin ?? true) ? 0x80 : 0) | ((shape.reserved ?? 0) << 4) | shape.opcode;
  const length = Buffer.from(shape.lengthBytes ?? lengthOf(payload.length));
  length[0] = (length[0] ?? 0) | (masked ? 0x80 : 0);
  const body = masked ? payload.map((byte, i) => byte ^ (MASK[i & 3] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([first]), length, masked ? MASK : Buffer.alloc(0), body]);
}

function lengthOf(size: number): number[] {
  if (size < 126) return [size];
  if (size < 65_536) return [126, size >> 8, size & 0xff];
  return [127, 0, 0, 0, 0, size >>> 24, (size >> 16) & 0xff, (size >> 8) & 0xff, size & 0xff];
}

/** The code in a close frame, 1005 where it carries none. */
export function closeCodeOf(frame: RawFrame): number {
  return frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005;
}

export class RawPeer {
  readonly frames: RawFrame[] = [];
  readonly bytesRead = (): number => this.socket.bytesRead;
  handshake = '';
  ended = false;
  private readonly socket: net.Socket;
  private pending = Buffer.alloc(0);
  private wake: (() => void) | undefined;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.wake?.();
    });
  }

  /** Connects and sends the upgrade request; resolves when the response head is there. */
  static async open(
    port: number,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawPeer> {
    const socket = net.connect(port, '127.0.0.1');
    const peer = new RawPeer(socket);
    const lines = {
      Host: `127.0.0.1:${String(port)}`,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version': '13',
      ...headers,
    };
    const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET / HTTP/1.1\r\n${text.join('')}\r\n`);
    await peer.until(() => peer.handshake !== '' || peer.ended);
    return peer;
  }

  get status(): number {
    return Number(this.handshake.slice(9, 12));
  }

  send(shape: FrameShape): void {
    this.socket.write(frameBytes(shape));
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  pauseReading(): void {
    this.socket.pause();
  }

  resumeReading(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  async until(holds: () => boolean, waitMs = 5_000): Promise<void> {
    const end = Date.now() + waitMs;
    while (!holds()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error('The peer waited in vain.');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 50));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The close code that the server sent, or 1006 when it cut without one. */
  async closeCode(waitMs = 5_000): Promise<number> {
    const closing = (): RawFrame | undefined => this.frames.find((f) => f.opcode === Opcode.close);
    await this.until(() => this.ended || closing() !== undefined, waitMs);
    const frame = closing();
    return frame === undefined ? 1006 : closeCodeOf(frame);
  }

  private take(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    if (this.handshake === '') {
      const end = this.pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.handshake = this.pending.subarray(0, end).toString();
      this.pending = this.pending.subarray(end + 4);
    }
    for (;;) {
      const frame = this.next();
      if (frame === undefined) break;
      this.frames.push(frame);
    }
    this.wake?.();
  }

  private next(): RawFrame | undefined {
    const b = this.pending;
    if (b.length < 2) return undefined;
    let size = (b[1] ?? 0) & 0x7f;
    let at = 2;
    if (size === 126) {
      if (b.length < 4) return undefined;
      size = b.readUInt16BE(2);
      at = 4;
    } else if (size === 127) {
      if (b.length < 10) return undefined;
      size = Number(b.readBigUInt64BE(2));
      at = 10;
    }
    if (b.length < at + size) return undefined;
    const first = b[0] ?? 0;
    this.pending = b.subarray(at + size);
    const payload = Buffer.from(b.subarray(at, at + size));
    return { fin: (first & 0x80) !== 0, opcode: first & 15, payload };
  }
}
