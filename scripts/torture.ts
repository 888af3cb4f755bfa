// npm run torture [name...]: the long forms of the proofs, one line of counts each, and `N passed,
// N failed` at the end. What cannot be loaded or run here counts as failed, so that nothing is silently
// left out.

interface Verdict {
  /** Whether what was counted is what was to be shown. */
  readonly ok: boolean;
  readonly counts: object;
}

interface Torture {
  readonly what: string;
  run(): Promise<Verdict>;
}

/** The same on every run unless the environment names another. */
const SEED = Number(process.env['OPENBELL_SEED'] ?? 20_261_122);
const WORLD_SECONDS_MAX = 90;

/** A report that lists what went wrong. */
function faultless<T extends { readonly faults: readonly string[] }>(counts: T, more = true) {
  return { ok: counts.faults.length === 0 && more, counts };
}

const TORTURES: Readonly<Record<string, Torture>> = {
  fuzz: {
    what: '1,200,000 mutated frames at the decoders',
    async run() {
      const { fuzzLong } = await import('./torture/fuzz-wire.ts');
      return faultless(fuzzLong(1_200_000, SEED));
    },
  },
  kill: {
    what: '200 kills of the real server under load',
    async run() {
      const { killLong } = await import('./e2e/kill-restart.ts');
      const counts = await killLong(200, SEED);
      return faultless(counts, counts.cycles === 200 && counts.acks > 10_000);
    },
  },
  'kill-venue': {
    what: '200 kills of the sequencer alone, every state hash against a replay',
    async run() {
      const { killCycles } = await import('./torture/kill-cycles.ts');
      const counts = await killCycles(200, SEED);
      const { lost, doubled, hashesWrong, hashesCompared, broken } = counts;
      const wrong = lost + doubled + hashesWrong + broken.length;
      return { ok: wrong === 0 && hashesCompared > 0, counts };
    },
  },
  'sync-order': {
    what: 'syncs before acks by the trace of system calls, with the control that must fail',
    run: syncOrders,
  },
  'power-cut': {
    what: '2,000 images of a power cut, and 100 of a disk that lies',
    async run() {
      const { powerCuts } = await import('./torture/powercut.ts');
      const honest = await powerCuts(2_000, SEED);
      const lying = await powerCuts(100, SEED, true);
      const counts = { ...honest, controlFailures: lying.failures };
      return { ok: honest.failures === 0 && lying.failures > 50, counts };
    },
  },
  bitrot: {
    what: '4,000 flipped bits and 1,000 cut files',
    async run() {
      const { bitRot } = await import('./torture/bitrot.ts');
      const counts = await bitRot(4_000, 1_000, SEED);
      return { ok: counts.silent === 0 && counts.refused > 0, counts };
    },
  },
  'claim-race': {
    what: '20 races of four processes for one journal',
    async run() {
      const { claimRace } = await import('./torture/claim-race.ts');
      const sum = { races: 0, finished: 0, acked: 0, lost: 0 };
      for (; sum.races < 20; sum.races++) {
        const { finished, acked, lost } = await claimRace(4, 400);
        sum.finished += finished;
        sum.acked += acked;
        sum.lost += lost;
      }
      return { ok: sum.lost === 0 && sum.finished > 0, counts: sum };
    },
  },
  'disk-full': {
    what: 'a venue on a disk that is full (needs root)',
    run: fullDisk,
  },
  world: {
    what: `1,000 seeds of the simulated world in ${String(WORLD_SECONDS_MAX)} s`,
    async run() {
      const { worldLong } = await import('../server/testing/world-long.ts');
      const counts = await worldLong(1_000, { firstSeed: 1 });
      return faultless(counts, counts.seeds === 1_000 && counts.seconds <= WORLD_SECONDS_MAX);
    },
  },
  consensus: {
    what: 'five published hashes of the public workload, 100 further seeds',
    async run() {
      const { consensusLong } = await import('./bench/engine-consensus.ts');
      const counts = await consensusLong(100);
      return faultless(counts, counts.published === 5 && counts.further === 100);
    },
  },
  tls: {
    what: 'sslscan and testssl at the server’s TLS',
    async run() {
      const { scanTls } = await import('./torture/scanners.ts');
      const counts = await scanTls();
      const { protocols, ciphers, weak, findings } = counts;
      const isNew = protocols.join() === 'TLSv1.2,TLSv1.3' && ciphers > 0;
      return { ok: isNew && weak.length + findings.length === 0, counts };
    },
  },
  injection: {
    what: 'sqlmap at level 5, risk 3, at every parameter of REST, with the control that must be found',
    async run() {
      const { scanSql } = await import('./torture/scanners.ts');
      const counts = await scanSql();
      return { ok: counts.controlFound && counts.targets > 15 && counts.open.length === 0, counts };
    },
  },
  crawl: {
    what: 'wapiti from the page and every address of REST',
    async run() {
      const { crawl } = await import('./torture/scanners.ts');
      const counts = await crawl();
      return { ok: counts.pages > 0 && counts.vulnerabilities.length === 0, counts };
    },
  },
  oracle: {
    what: '250,000 commands, engine against naive venue',
    async run() {
      const { oracleLong } = await import('../server/testing/venue-naive-long.ts');
      const counts = await oracleLong(50, SEED % 100_000);
      return faultless(counts, counts.commands >= 200_000);
    },
  },
};

async function syncOrders(): Promise<Verdict> {
  const { canTrace, syncFailure, syncOrder } = await import('./torture/sync-order.ts');
  if (!canTrace()) throw new Error('strace is not installed');
  const main = await syncOrder(5_000, true, 'main');
  const worker = await syncOrder(5_000, true, 'worker');
  const control = await syncOrder(400, false, 'main');
  const failure = await syncFailure(12);
  const held = main.violations + worker.violations === 0 && control.violations === control.acks;
  const some = main.acks > 0 && worker.acks > 0 && control.acks > 0;
  const stopped = failure.notStopped === 0 && failure.wrongAcks === 0;
  return { ok: held && some && stopped, counts: { main, worker, control, failure } };
}

async function fullDisk(): Promise<Verdict> {
  const { diskFull, mountSmallDisk } = await import('./torture/disk-full.ts');
  const small = mountSmallDisk();
  if (small === undefined) throw new Error('a small file system cannot be mounted here');
  try {
    const counts = await diskFull(small.folder);
    const { refusedReadOnly, restored, fatal, foundSeq, releasedSeq } = counts;
    const whole = fatal.length === 0 && foundSeq === releasedSeq;
    return { ok: refusedReadOnly && restored && whole, counts };
  } finally {
    small.remove();
  }
}

async function attempt(name: string, { what, run }: Torture): Promise<boolean> {
  const startMs = performance.now();
  const { ok, counts } = await run().catch((error: unknown) => ({
    ok: false,
    counts: { notRun: error instanceof Error ? error.message : String(error) },
  }));
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const head = `${ok ? 'passed' : 'FAILED'} ${name}: ${what}`;
  process.stdout.write(`${head}; ${seconds} s\n  ${JSON.stringify(counts)}\n`);
  return ok;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(TORTURES, name));
if (unknown.length > 0) {
  const known = Object.keys(TORTURES).join(', ');
  process.stderr.write(`No torture is called ${unknown.join(', ')}. There are: ${known}.\n`);
  process.exit(2);
}
let passed = 0;
const chosen = Object.entries(TORTURES).filter(
  ([name]) => asked.length === 0 || asked.includes(name),
);
for (const [name, torture] of chosen) if (await attempt(name, torture)) passed += 1;
process.stdout.write(`${String(passed)} passed, ${String(chosen.length - passed)} failed\n`);
process.exitCode = passed === chosen.length ? 0 : 1;
