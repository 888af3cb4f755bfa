// The worker thread that folds the fills of an account into tax lots and writes them.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import { createLotsFold, type LotsTask, type SequencedFill } from './lots-report.ts';
import { writeLots } from './lots-writer.ts';

assert(parentPort !== null, 'the lots worker needs its parent');
const port = parentPort;
const fold = createLotsFold(workerData as LotsTask);

port.on('message', (request: readonly SequencedFill[] | 'end') => {
  if (request !== 'end') {
    fold.add(request);
    port.postMessage('next');
    return;
  }
  const report = fold.end();
  if (report === 'too long') port.postMessage(report);
  else void writeLots(report).then((bytes) => port.postMessage(bytes));
});
