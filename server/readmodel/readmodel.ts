// The read model as the rest of the server sees it: batches in, answers out. The work is done by a
// worker thread, so that SQL never delays an order.

import { Worker } from 'node:worker_threads';
import { createWorkerCalls } from '../bus/worker-calls.ts';
import { ReadModelInUse } from './open-store.ts';
import type { Queries } from './queries.ts';
import type { ReadModelAdd, ReadModelAsk, ReadModelReply } from './readmodel-worker.ts';

export interface ReadModel extends Queries {
  /** Journal batch up to which everything was in the tables when it was opened. */
  readonly openedAt: number;
  add(batch: Uint8Array): void;
  bootstrap(dump: Uint8Array): Promise<void>;
  /** Limits and business day of a state dump. */
  present(dump: Uint8Array): Promise<void>;
  /** Resolves when everything added before is written. */
  flush(): Promise<void>;
  /** Engine time of the newest batch that is in the tables, µs; 0 when none was written yet. */
  asOfMicros(): number;
  figures(): { readonly lagBatches: number; readonly checkpoint: number };
  close(): Promise<void>;
}

export interface ReadModelOptions {
  readonly file: string;
  /** Accounts from `houseFrom` up to but without `houseTo` make the market. */
  readonly houseFrom: number;
  readonly houseTo: number;
  /** The projection is broken: the process should stop, the journal has everything. */
  readonly onFailure: (error: Error) => void;
}

export async function openReadModel(options: ReadModelOptions): Promise<ReadModel> {
  const { file, houseFrom, houseTo, onFailure } = options;
  const worker = new Worker(new URL('./readmodel-worker.ts', import.meta.url), {
    workerData: { file, houseFrom, houseTo },
  });
  const calls = createWorkerCalls<ReadModelAsk>(worker, 'the read model', onFailure);
  let addedSeq = 0;
  let checkpoint = 0;
  let timeMicros = 0;

  worker.on('message', (reply: ReadModelReply) => {
    if (reply.is === 'inUse') {
      calls.abandon(new ReadModelInUse(reply.words));
    } else if (reply.is === 'checkpoint') {
      checkpoint = reply.batchSeq;
      timeMicros = reply.timeMicros;
    } else {
      calls.settle(reply);
    }
  });

  const call = <T>(method: string, ...given: unknown[]): Promise<T> =>
    calls.ask<T>({ is: 'call', method, given });

  const openedAt = await call<number>('open');
  checkpoint = openedAt;
  addedSeq = openedAt;
  return {
    openedAt,
    add(batch) {
      addedSeq++;
      worker.postMessage({ is: 'add', batch } satisfies ReadModelAdd);
    },
    async bootstrap(dump) {
      addedSeq = await call<number>('bootstrap', dump);
    },
    present: (dump) => call('present', dump),
    flush: () => call('flush'),
    asOfMicros: () => timeMicros,
    figures: () => ({ lagBatches: addedSeq - checkpoint, checkpoint }),
    close: () => calls.close({ is: 'call', method: 'close', given: [] }),
    instruments: () => call('instruments'),
    assets: () => call('assets'),
    orders: (page) => call('orders', page),
    fills: (page) => call('fills', page),
    orderWindow: (...given) => call('orderWindow', ...given),
    fillWindow: (...given) => call('fillWindow', ...given),
    cashEntries: (page) => call('cashEntries', page),
    transfers: (span) => call('transfers', span),
    entriesOf: (...given) => call('entriesOf', ...given),
    balances: (account) => call('balances', account),
    positions: (account) => call('positions', account),
    obligations: (page) => call('obligations', page),
    trade: (id) => call('trade', id),
    orderByClientId: (...given) => call('orderByClientId', ...given),
    results: (...given) => call('results', ...given),
    accounts: () => call('accounts'),
    limits: (of) => call('limits', of),
    failing: () => call('failing'),
    penaltyRates: () => call('penaltyRates'),
    businessDay: () => call('businessDay'),
    bars: (...given) => call('bars', ...given),
    ledgerSums: (...given) => call('ledgerSums', ...given),
    lotsExtent: (...given) => call('lotsExtent', ...given),
    holdingMoves: (...given) => call('holdingMoves', ...given),
    ledgerPage: (...given) => call('ledgerPage', ...given),
    fillPage: (...given) => call('fillPage', ...given),
    corrections: (...given) => call('corrections', ...given),
    turnovers: (span) => call('turnovers', span),
    discounts: (account) => call('discounts', account),
  };
}
