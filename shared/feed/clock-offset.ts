// The distance between the server's clock and ours, from pings: the sample with the shortest round
// trip among the last few is the one that waited least, so its error is smallest (half its round trip).

const SAMPLES = 8;

export interface ClockOffset {
  /** Takes the rough figure of the welcome, used until the first pong. */
  rough(serverMicros: number, nowMicros: number): void;
  pong(clientMicros: number, serverMicros: number, nowMicros: number): void;
  /** Server clock minus ours in µs. */
  offsetMicros(): number;
  /** Shortest round trip of the recent samples in µs; undefined before the first. */
  roundTripMicros(): number | undefined;
  clear(): void;
}

export function createClockOffset(): ClockOffset {
  let roughOffset = 0;
  let samples: { roundTrip: number; offset: number }[] = [];

  function best() {
    let found = samples[0];
    for (const sample of samples) {
      if (found === undefined || sample.roundTrip < found.roundTrip) found = sample;
    }
    return found;
  }

  return {
    rough(serverMicros, nowMicros) {
      roughOffset = serverMicros - nowMicros;
    },
    pong(clientMicros, serverMicros, nowMicros) {
      const roundTrip = nowMicros - clientMicros;
      if (roundTrip < 0) return;
      samples.push({ roundTrip, offset: serverMicros - (clientMicros + roundTrip / 2) });
      if (samples.length > SAMPLES) samples.shift();
    },
    offsetMicros: () => Math.round(best()?.offset ?? roughOffset),
    roundTripMicros: () => best()?.roundTrip,
    clear() {
      samples = [];
    },
  };
}
