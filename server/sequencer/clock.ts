// Port of time: wall time for stamps, monotonic time for durations and suspicion.

export interface Clock {
  /** µs since 1970. May jump; the sequencer makes it strictly increasing. */
  wallMicros(): number;
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonicMs(): number;
}
