// The worked examples of docs/protocol.md: a consumer's first minute and an order, encoded by the codec.

import { depthChecksum } from '../../shared/wire/checksum.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  SCHEMA_VERSION,
  type ClientMessage,
  type ServerMessage,
} from '../../shared/wire/schema.ts';

const BASE = 6_168_600;
const MICROS = 1_763_800_000_000_000;

type Line =
  | { readonly from: 'client'; readonly message: ClientMessage; readonly words: string }
  | { readonly from: 'server'; readonly message: ServerMessage; readonly words: string };

const bids = [BASE, BASE - 1] as const;
const lots = [500, 70_000] as const;
const asks = [BASE + 1] as const;

const CONSUMER: readonly Line[] = [
  {
    from: 'server',
    words: 'The server greets.',
    message: {
      is: 'welcome',
      session: 7,
      protocol: PROTOCOL_MSGPACK,
      schemaVersion: SCHEMA_VERSION,
      streamEpoch: 1,
      serverMicros: MICROS,
      heartbeatSeconds: 5,
      signInSeconds: 5,
      lifeSeconds: 86_400,
      status: 0,
      limits: [{ name: 'topicsPerConnection', value: 512 }],
    },
  },
  {
    from: 'client',
    words: 'Sign in; no private stream to resume.',
    message: {
      is: 'signIn',
      requestId: 1,
      token: 'TOKEN',
      lastPrivateSeq: null,
      cancelOnDisconnect: false,
      disconnectGraceMs: 0,
    },
  },
  {
    from: 'server',
    words: 'Signed in as a consumer without an account.',
    message: {
      is: 'signedIn',
      requestId: 1,
      user: 'consumer',
      role: 1,
      account: -1,
      expiresMs: 1_763_803_600_000,
      resumed: false,
    },
  },
  {
    from: 'client',
    words: 'Ask for ten levels of one book, and for quotes of something that does not exist.',
    message: {
      is: 'subscribe',
      requestId: 2,
      topics: [
        { topic: 'depth.BTCUSDT.10@100', lastSeq: null },
        { topic: 'quote.NONE', lastSeq: null },
      ],
    },
  },
  {
    from: 'server',
    words: 'The first is granted as topic 3 and continues after seq 41; the second is refused.',
    message: {
      is: 'subscribed',
      requestId: 2,
      topics: [
        {
          topic: 'depth.BTCUSDT.10@100',
          code: 0,
          topicId: 3,
          epoch: 1,
          seq: 41,
          instrument: 17,
          intervalMs: 100,
          levels: 10,
        },
        {
          topic: 'quote.NONE',
          code: 2004,
          topicId: 0,
          epoch: 0,
          seq: 0,
          instrument: -1,
          intervalMs: 0,
          levels: 0,
        },
      ],
    },
  },
  {
    from: 'server',
    words: `The book: bids ${BASE} × 500 and ${BASE - 1} × 70000, ask ${BASE + 1} × 9.`,
    message: {
      is: 'market',
      engineMicros: MICROS + 100,
      sendMicros: MICROS + 300,
      updates: [
        {
          is: 'depthSnapshot',
          topicId: 3,
          seq: 41,
          base: BASE,
          checksum: depthChecksum(bids, lots, 2, asks, [9], 1),
          bids: 2,
          levels: [0, 500, -1, 70_000, 1, 9],
        },
      ],
    },
  },
  {
    from: 'server',
    words: `Seq 42 follows on 41: the best bid is gone, the ask is now 12 lots.`,
    message: {
      is: 'market',
      engineMicros: MICROS + 100_100,
      sendMicros: MICROS + 100_250,
      updates: [
        { is: 'depthDelta', topicId: 3, seq: 42, bids: 1, levels: [0, 0, 1, 12] },
        {
          is: 'depthChecksum',
          topicId: 3,
          seq: 42,
          checksum: depthChecksum([BASE - 1], [70_000], 1, asks, [12], 1),
        },
      ],
    },
  },
];

const ORDER_ID = 1_073_741_825;
const CLIENT_ORDER_ID = 1_763_800_000_001;

const TRADER: readonly Line[] = [
  {
    from: 'client',
    words: `Buy 250 lots at ${BASE}, good till cancelled, refused when it comes later than in five seconds.`,
    message: {
      is: 'place',
      requestId: 3,
      clientOrderId: CLIENT_ORDER_ID,
      instrument: 17,
      side: 0,
      type: 0,
      tif: 0,
      price: BASE,
      qty: 250,
      flags: 0,
      stp: 0,
      expireSeconds: 0,
      deadlineMicros: MICROS + 5_000_000,
      clientMicros: MICROS,
    },
  },
  {
    from: 'server',
    words: 'First ack: command 90,000 of the venue, on disk 410 µs after it came.',
    message: {
      is: 'received',
      clientOrderId: CLIENT_ORDER_ID,
      commandSeq: 90_000,
      gatewayMicros: MICROS + 300,
      journalMicros: MICROS + 340,
      matchMicros: MICROS + 360,
      durableMicros: MICROS + 710,
      ackMicros: MICROS + 730,
    },
  },
  {
    from: 'server',
    words:
      'Second and third ack in one private frame: accepted, 100 lots filled at once, 150 stay open; then the balances and the position as they are now.',
    message: {
      is: 'private',
      seq: 42,
      prev: 41,
      engineMicros: MICROS + 340,
      commandSeq: 90_000,
      reports: [
        {
          is: 'accepted',
          orderId: ORDER_ID,
          clientOrderId: CLIENT_ORDER_ID,
          instrument: 17,
          side: 0,
          type: 0,
          tif: 0,
          flags: 0,
          price: BASE,
          qty: 250,
          expireSeconds: 0,
        },
        {
          is: 'fill',
          orderId: ORDER_ID,
          clientOrderId: CLIENT_ORDER_ID,
          instrument: 17,
          side: 0,
          tradeId: 5_001,
          price: BASE,
          lots: 100,
          leaves: 150,
          filled: 100,
          feeMinor: 616_860,
          taker: true,
        },
        { is: 'balance', asset: 0, available: 8_457_233_140, held: 926_215_290 },
        { is: 'balance', asset: 4, available: 100, held: 0 },
        {
          is: 'position',
          instrument: 17,
          lots: 100,
          costMinor: 616_860_000,
          realisedMinor: -616_860,
        },
      ],
    },
  },
];

/** A consumer signs in and builds a book. */
export function consumerExample(): string {
  return dialogue(CONSUMER);
}

/** A trader places an order that is filled in part. */
export function traderExample(): string {
  return dialogue(TRADER);
}

function dialogue(lines: readonly Line[]): string {
  return lines
    .map((line) => {
      const arrow = line.from === 'client' ? 'client → server' : 'server → client';
      const encode = (protocol: string) => {
        const codec = codecFor(protocol);
        return line.from === 'client'
          ? codec.encodeClient(line.message)
          : codec.encodeServer(line.message);
      };
      const json = String(encode(PROTOCOL_JSON));
      const bytes = Buffer.from(encode(PROTOCOL_MSGPACK)).toString('hex');
      return `${line.words}\n\n\`\`\`\n${arrow}  ${line.message.is}\n${json}\n${spaced(bytes)}\n\`\`\``;
    })
    .join('\n\n');
}

/** The checksum example of the text: its bytes and its value. */
export function checksumExample(): { readonly bytes: string; readonly checksum: number } {
  const levels = [
    [100, 5],
    [99, 7],
    [101, 9],
  ] as const;
  const bytes = Buffer.alloc(levels.length * 12);
  levels.forEach(([ticks, quantity], i) => {
    bytes.writeUInt32LE(ticks, i * 12);
    bytes.writeBigUInt64LE(BigInt(quantity), i * 12 + 4);
  });
  const checksum = depthChecksum([100, 99], [5, 7], 2, [101], [9], 1);
  return { bytes: bytes.toString('hex'), checksum };
}

/** Bytes two by two, 32 to a line. */
function spaced(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  const lines: string[] = [];
  for (let i = 0; i < pairs.length; i += 32) lines.push(pairs.slice(i, i + 32).join(' '));
  return lines.join('\n');
}
