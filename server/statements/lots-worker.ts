// The worker thread that folds the fills of an account into tax lots.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import { createLotsReport, type LotsTask } from './lots-report.ts';
import type { LotFill } from './tax-lots.ts';

assert(parentPort !== null, 'the lots worker needs its parent');
const port = parentPort;
const report = createLotsReport(workerData as LotsTask);

port.on('message', (request: readonly LotFill[] | 'end') => {
  if (request === 'end') return port.postMessage(report.end());
  report.add(request);
  port.postMessage('next');
});
