// A whole deposit and a whole withdrawal: the real server, the real bank program, HTTP between them.

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, startServer, temporaryFolder, type ServerProcess } from './server-process.ts';

const folder = temporaryFolder();
let server: ServerProcess;
let bank: ChildProcess;
let bankUrl = '';
let trader = '';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

function startBank(flags: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['scripts/bank.mjs', ...flags], { cwd: ROOT });
  return new Promise((resolve, reject) => {
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      if (words.includes('ready at')) resolve(child);
    });
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.once('exit', () => {
      reject(new Error(words));
    });
  });
}

beforeAll(async () => {
  const [port, bankPort] = [await freePort(), await freePort()];
  mkdirSync(folder.path, { recursive: true });
  const secretFile = join(folder.path, 'bank-secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  bankUrl = `http://127.0.0.1:${String(bankPort)}`;
  const flags = ['--market', 'simulated', '--rate', '50', '--data', folder.path];
  server = await startServer([...flags, '--port', String(port), '--bank', bankUrl]);
  bank = await startBank([
    ...['--port', String(bankPort), '--seed', '5', '--secret-file', secretFile],
    ...['--callback', `${server.url}/api/bank/callbacks`],
  ]);
  trader = await server.token('trader-1');
}, 120_000);

afterAll(async () => {
  bank?.kill('SIGTERM');
  await server?.end('SIGTERM');
  folder.remove();
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${trader}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Row & Row[] };
}

interface Row {
  readonly [name: string]: unknown;
}
interface Funding {
  readonly instructions: { readonly iban: string; readonly reference: string };
  readonly currencies: readonly { asset: number; code: string; withdrawableMinor: number }[];
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let k = 0; k < 200; k++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not happen\n${server.output()}`);
}

async function euros() {
  const { body } = await call('GET', '/api/v1/funding');
  const funding = body as unknown as Funding;
  return { ...funding, euro: funding.currencies.find(({ code }) => code === 'EUR')! };
}

describe('money in and out through the bank', () => {
  it('credits a deposit once and pays a withdrawal once', async () => {
    const before = await euros();
    const paidIn = await fetch(`${bankUrl}/pay-in`, {
      method: 'POST',
      body: JSON.stringify({
        ...{ iban: before.instructions.iban, reference: before.instructions.reference },
        ...{ amount: '250.25', currency: 'EUR', name: 'Ada Lovelace' },
      }),
    });
    expect(paidIn.status).toBe(202);
    const deposit = await until(async () => {
      const { body } = await call('GET', '/api/v1/funding/deposits');
      return body.find(({ state }) => state === 'credited');
    });
    expect(deposit).toMatchObject({ amountMinor: 25_025, currency: 'EUR', payer: 'A•• L•••••••' });
    await until(async () => {
      const { euro } = await euros();
      return euro.withdrawableMinor === before.euro.withdrawableMinor + 25_025 ? euro : undefined;
    });

    const target = { iban: 'DE89 3704 0044 0532 0130 01', holder: 'Ada Lovelace' };
    expect((await call('POST', '/api/v1/funding/bank-accounts', target)).body).toMatchObject({
      field: 'iban',
    });
    const good = { ...target, iban: 'GB29 NWBK 6016 1331 9268 19' };
    const account = await call('POST', '/api/v1/funding/bank-accounts', good);
    expect(account.body).toMatchObject({ iban: 'GB29 •••• 6819' });
    const wanted = {
      ...{ bankAccount: account.body['id'], asset: before.euro.asset },
      ...{ amountMinor: 10_010, clientRequestId: 'first' },
    };
    const asked = await call('POST', '/api/v1/funding/withdrawals', wanted);
    expect([asked.status, asked.body['endToEndId']]).toEqual([200, 'OB-W-1']);
    const again = await call('POST', '/api/v1/funding/withdrawals', wanted);
    expect(again.body['id']).toBe(asked.body['id']);
    const other = await call('POST', '/api/v1/funding/withdrawals', { ...wanted, amountMinor: 1 });
    expect([other.status, other.body['name']]).toEqual([409, 'REQUEST_CONFLICT']);
    const settled = await until(async () => {
      const { body } = await call('GET', '/api/v1/funding/withdrawals');
      return body.find(({ state }) => state === 'settled');
    });
    const history = settled['history'] as { state: string }[];
    expect(history.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['requested', 'reserved', 'sent', 'accepted', 'settled']),
    );
    const day = new Date().toISOString().slice(0, 10);
    const statement = await (await fetch(`${bankUrl}/statements/EUR/${day}`)).text();
    expect(statement.match(/<CdtDbtInd>DBIT<\/CdtDbtInd><Sts>/g)).toHaveLength(1);
    expect(statement.match(/<CdtDbtInd>CRDT<\/CdtDbtInd><Sts>/g)).toHaveLength(1);
    const after = await euros();
    expect(after.euro.withdrawableMinor).toBe(before.euro.withdrawableMinor + 25_025 - 10_010);
  }, 60_000);

  it('gives nothing to those who may not, and takes no unsigned call-back', async () => {
    expect((await call('GET', '/api/v1/operations/payouts')).status).toBe(403);
    expect((await call('GET', '/api/v1/operations/unmatched')).status).toBe(403);
    expect((await call('POST', '/api/v1/funding/simulated-pay-in', { asset: 1, amountMinor: 5 })).status).toBe(403); // prettier-ignore
    const forged = await fetch(`${server.url}/api/bank/callbacks`, {
      method: 'POST',
      body: '<x/>',
    });
    expect(forged.status).toBe(401);
  });
});
