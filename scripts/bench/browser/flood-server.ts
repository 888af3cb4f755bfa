// The child process that the browser bench talks to: `flood-server <instruments> <terminal> <peers>`. Says
// its ports, takes settings, answers with what it has sent; ends when its parent does.

import { createClockSystem } from '../../../server/sequencer/clock-system.ts';
import type { FloodSettings } from './flood-market.ts';
import { startFloodVenue } from './flood-venue.ts';
import { startPeerFeed } from './peer-feed.ts';

const [count, terminal, peers] = process.argv.slice(2);
const clock = createClockSystem();
const venue = await startFloodVenue(Number(count), { terminal: terminal!, peers: peers! });
const feed = await startPeerFeed(() => clock.wallMicros() / 1000);

process.on('message', (settings: FloodSettings) => {
  venue.market.settings = settings;
  const { user, system } = process.cpuUsage();
  process.send?.({ sent: venue.market.sent, cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: venue.port, peerPort: feed.port });
