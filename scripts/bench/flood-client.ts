// A flood of sign-ins with wrong passwords, half of them for users that exist, until its input ends; then
// one line of JSON with what was answered. Run under the lowest priority: on few cores it would compete.
//
//   flood-client <port> one    64 connections from one address, each asks as soon as it is answered
//   flood-client <port> many   the same, ten requests from an address, then the next of 4,000
//   flood-client <port> paced  500 a second whether answered or not, each connection from another address

import { connect, type Socket } from 'node:net';
import { emailOf } from './flood-users.ts';

export interface FloodCounts {
  readonly tried: number;
  /** Answers by status. */
  readonly answers: Readonly<Record<string, number>>;
  /** Due in the paced flood, with no connection free. */
  readonly unsent: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const CONNECTIONS = 64;
const PER_SECOND = 500;
const CONNECTIONS_MAX = 1_500;
const PER_ADDRESS = 10;
const ADDRESSES = 4_000;
const USERS = 32;
const TICK_MS = 10;

const [portText = '', mode = 'many', firstText = '0'] = process.argv.slice(2);
const port = Number(portText);
const answers: Record<string, number> = {};
let tried = 0;
let unsent = 0;
let nextAddress = Number(firstText);

function address(): string {
  if (mode === 'one') return '127.2.0.1';
  const k = nextAddress++ % ADDRESSES;
  return `127.3.${String(k >> 8)}.${String(k & 255)}`;
}

function requestText(): string {
  const k = tried++;
  const email = k % 2 === 0 ? emailOf(k % USERS) : `nobody${String(k)}@example.com`;
  const body = JSON.stringify({ email, password: `wrong password ${String(k)}` });
  return [
    'POST /api/v1/identity/sign-in HTTP/1.1',
    `Host: 127.0.0.1:${String(port)}`,
    `Origin: http://127.0.0.1:${String(port)}`,
    'x-openbell: 1',
    'content-type: application/json',
    `content-length: ${String(body.length)}`,
    '',
    body,
  ].join('\r\n');
}

/** Whole answers are told to `answered`; the connection is told to ask by its function. */
function open(answered: (connection: Connection) => void): Connection {
  const socket = connect({ host: '127.0.0.1', port, localAddress: address(), noDelay: true });
  const connection: Connection = { socket, asked: 0, ask: () => send(connection) };
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    text += part;
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    const status = text.slice(9, 12);
    answers[status] = (answers[status] ?? 0) + 1;
    text = '';
    answered(connection);
  });
  socket.on('error', () => {
    answers['failed'] = (answers['failed'] ?? 0) + 1;
  });
  return connection;
}

interface Connection {
  readonly socket: Socket;
  asked: number;
  readonly ask: () => void;
}

function send(connection: Connection): void {
  connection.asked += 1;
  connection.socket.write(requestText());
}

function closedLoop(): void {
  const start = (): void => {
    open((connection) => {
      if (mode === 'one' || connection.asked < PER_ADDRESS) connection.ask();
      else {
        connection.socket.destroy();
        start();
      }
    }).ask();
  };
  for (let k = 0; k < CONNECTIONS; k++) start();
}

function paced(): void {
  const idle: Connection[] = [];
  let opened = 0;
  let done = 0;
  const begunAt = performance.now();
  setInterval(() => {
    const due = Math.floor(((performance.now() - begunAt) / 1_000) * PER_SECOND);
    for (; done < due; done++) {
      const free = idle.shift();
      if (free !== undefined) free.ask();
      else if (opened >= CONNECTIONS_MAX) unsent++;
      else {
        opened++;
        open((connection) => idle.push(connection)).ask();
      }
    }
  }, TICK_MS);
}

const begunAt = performance.now();
if (mode === 'paced') paced();
else closedLoop();
process.stdin.resume();
process.stdin.on('end', () => {
  const { user, system } = process.cpuUsage();
  const seconds = (performance.now() - begunAt) / 1e3;
  const cpuSeconds = (user + system) / 1e6;
  const counts: FloodCounts = { tried, answers, unsent, seconds, cpuSeconds };
  process.stdout.write(`${JSON.stringify(counts)}\n`, () => process.exit(0));
});
