// Client order ids that are never used twice, also after a crash: a block is put aside durably before
// its first id is given out, and what is left of it after a crash is skipped.

/** Where the end of the reserved block is kept. `save` returns once it is durable. */
export interface IdStore {
  load(): number;
  save(reservedTo: number): void;
}

const BLOCK = 1_000;

export function clientOrderIds(store: IdStore): () => number {
  let last = store.load();
  let reserved = last;
  return () => {
    if (last === reserved) {
      reserved += BLOCK;
      store.save(reserved);
    }
    last += 1;
    return last;
  };
}
