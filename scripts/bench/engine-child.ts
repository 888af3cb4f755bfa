// Contestants of the engine benchmarks, each in a process of its own that checks itself first and then
// runs one round at a time when asked, so that rounds of two contestants can alternate.

import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A round's outcome: nanoseconds of CPU time per command, and whatever else the contestant measured. */
export interface Round {
  readonly nanos: number;
  readonly figures?: Readonly<Record<string, number>>;
}

export interface Contestant {
  round(): Promise<Round>;
  close(): void;
}

type Answer = { readonly ready: true } | Round | { readonly error: string };

/** CPU time of this process so far. Other jobs on the machine take wall time from a round, but no CPU
 * time; what they do to the caches stays. */
export function cpuNanos(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

/** The child's side. `prepare` checks the contestant against the tape's hash, or throws. */
export function serveRounds(prepare: () => () => Round): void {
  const send = (answer: Answer): void => void process.send?.(answer);
  try {
    const round = prepare();
    process.on('message', () => send(round()));
    process.on('disconnect', () => process.exit(0));
    send({ ready: true });
  } catch (error) {
    send({ error: String(error) });
    process.exitCode = 1;
    process.disconnect();
  }
}

/** V8 stops inlining at 920 bytes of code per function by default; the loop of the bare book and a
 * command of the venue need more to become one piece, as in C at -O3. All contestants have what
 * scripts/start.mjs sets. */
const FLAGS = [
  '--expose-gc',
  '--max-inlined-bytecode-size-cumulative=10000',
  '--max-inlined-bytecode-size=1000',
];

/** Starts the contestant of a file beside this one, `./name.ts`; in a built tree the name is that of the
 * built file. It should be one: type stripping slows every typed array of its process. Resolves once it has passed its check. */
export async function openContestant(file: string, args: readonly string[]): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, file), args, { execArgv: FLAGS });
  const next = (): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`${file} ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (answer) => {
        child.off('exit', onExit);
        resolve(answer as Answer);
      });
    });
  const first = await next();
  if ('error' in first) throw new Error(`${file} ${args.join(' ')}: ${first.error}`);
  return {
    async round() {
      const answer = next();
      child.send('round');
      const round = await answer;
      if (!('nanos' in round)) throw new Error(`${file}: no round`);
      return round;
    },
    close: () => child.disconnect(),
  };
}
