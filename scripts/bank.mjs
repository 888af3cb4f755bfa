// npm run bank: builds the server when it is older than its sources, then starts the simulated bank.

import { buildServer } from './fresh-build.mjs';

try {
  buildServer();
  const { readBankFlags, runBank } = await import('../dist/server/bank/bank-program.js');
  const { VENUE_IBAN } = await import('../dist/server/treasury/payment-references.js');
  const running = await runBank(readBankFlags(process.argv.slice(2), VENUE_IBAN));
  process.stdout.write(`The bank is ready at ${running.url}\n`);
  const stop = async () => {
    await running.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`The bank cannot start: ${error.message}\n`);
  process.exit(2);
}
