// npm start: builds the server and the terminal when they are missing or older than their sources, then
// starts the server. Plain JavaScript, so that this process never loads TypeScript (fresh-build.mjs).

import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { buildServer, buildTerminal } from './fresh-build.mjs';

// By default V8 stops inlining at 920 bytes of code per function, and inlines none above 460: too soon
// for a command of the core, whose parts are to become one piece. A sixth of its speed.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=10000');
setFlagsFromString('--max-inlined-bytecode-size=1000');

const dist = join(import.meta.dirname, '../dist');

/** Ends the process with the sentence; an exception would not, with threads already open. */
function refuse(sentence, code) {
  process.stderr.write(`Openbell cannot start: ${sentence}\n`);
  process.exit(code);
}

try {
  buildServer();
} catch (error) {
  refuse(error.message, 1);
}
const { ConfigError, helpText, readConfig } = await import('../dist/server/app/config.js');
const { InvariantError } = await import('../dist/shared/domain/assert.js');

/** One sentence for what a person can mend; the whole stack only for a fault of the program. */
function sentenceOf(error) {
  const isOurs = error instanceof TypeError || error instanceof InvariantError;
  if (!(error instanceof Error) || isOurs) return String(error?.stack ?? error);
  return error.message.replace(/\.?$/, '.');
}

const argv = process.argv.slice(2);
if (argv.includes('--help')) {
  process.stdout.write(`${helpText()}\n`);
} else {
  try {
    const config = readConfig(argv, process.env);
    buildTerminal();
    const { main } = await import('../dist/server/app/main.js');
    await main(config, join(dist, 'client'));
  } catch (error) {
    refuse(sentenceOf(error), error instanceof ConfigError ? 2 : 1);
  }
}
