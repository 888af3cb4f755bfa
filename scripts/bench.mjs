// npm run bench: builds the server and the benches, then runs bench.ts as plain JavaScript.

import { buildServer } from './fresh-build.mjs';

buildServer();
await import('../dist/scripts/bench.js');
