// Lists of row ids as a query found them, kept so that every window of a list is a slice: no offset is
// deeper than another, and a list stays as it is while rows are written. Bounded by rows, the least used go.

export interface IdList {
  readonly account: number;
  /** What was asked for: table, order and filter. */
  readonly key: string;
  readonly version: number;
  /** Of the account's rows, as `changedAt` of the projector tells it. */
  readonly asOf: number;
  readonly ids: Float64Array;
  /** There are more rows than are listed. */
  readonly more: boolean;
}

export interface IdLists {
  /** The list of that version, if it is kept and is one of this key. */
  find(account: number, key: string, version: number): IdList | undefined;
  /** The newest of this key. */
  newest(account: number, key: string): IdList | undefined;
  put(list: Omit<IdList, 'version'>): IdList;
  /** Ids in all lists. */
  size(): number;
}

export interface IdListBounds {
  /** Ids in all lists, 8 bytes each. */
  readonly ids: number;
  /** Lists of an account: nobody pushes out the lists of everybody else. */
  readonly perAccount: number;
  /** The first version; rising from process to process. */
  readonly firstVersion: number;
}

export function createIdLists(bounds: IdListBounds): IdLists {
  /** By version, the least used first. */
  const lists = new Map<number, IdList>();
  let version = bounds.firstVersion;
  let size = 0;

  function use(list: IdList): IdList {
    lists.delete(list.version);
    lists.set(list.version, list);
    return list;
  }

  function drop(list: IdList): void {
    lists.delete(list.version);
    size -= list.ids.length;
  }

  function make(room: number, account: number): void {
    const own = [...lists.values()].filter((list) => list.account === account);
    for (const list of own.slice(0, Math.max(0, own.length + 1 - bounds.perAccount))) drop(list);
    for (const list of lists.values()) {
      if (size + room <= bounds.ids) return;
      drop(list);
    }
  }

  return {
    find(account, key, asked) {
      const list = lists.get(asked);
      return list?.account === account && list.key === key ? use(list) : undefined;
    },
    newest(account, key) {
      let newest: IdList | undefined;
      for (const list of lists.values()) {
        const isOne = list.account === account && list.key === key;
        if (isOne && list.version > (newest?.version ?? 0)) newest = list;
      }
      return newest && use(newest);
    },
    put(list) {
      make(list.ids.length, list.account);
      const kept = { ...list, version: version++ };
      lists.set(kept.version, kept);
      size += list.ids.length;
      return kept;
    },
    size: () => size,
  };
}
