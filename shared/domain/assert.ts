// Broken invariants: an assertion that fails stops the process, which recovers from the journal.

export class InvariantError extends Error {
  override name = 'InvariantError';
}

export function assert(holds: boolean, what: string): asserts holds {
  if (!holds) throw new InvariantError(what);
}

/** Closes a switch over a union: the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${String(value)}`);
}
