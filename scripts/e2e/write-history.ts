// node scripts/e2e/write-history.ts <read model> <account> <orders>: a long history into the read model of a
// server that does not run. A process of its own, since a read model stays locked until its process ends.

import { writeLongHistory } from '../../server/testing/long-history.ts';

const [file, account, orders] = process.argv.slice(2);
const HOUR_MICROS = 3_600_000_000;

await writeLongHistory(file!, {
  ...{ account: Number(account), orders: Number(orders) },
  ...{ instruments: [0, 1, 2, 3, 4, 5], seed: 11 },
  untilMicros: Date.now() * 1000 - HOUR_MICROS,
});
