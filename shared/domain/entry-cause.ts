// Why money or a holding came or went: the cause of a posting in the cash ledger, by the number in which
// it is kept and sent.

export const EntryCause = {
  /** What was given and what was received in a trade. */
  trade: 1,
  /** Commission of a fill. */
  fee: 2,
  transfer: 3,
  /** Between two accounts of the venue. */
  move: 4,
  /** Of a trade that was taken back. */
  reversal: 5,
  /** For a delivery that failed. */
  penalty: 6,
  /** Of a delivery that failed, or the cash in place of it. */
  buyIn: 7,
  /** Stamp duty of a fill. */
  duty: 8,
} as const;

export type EntryCauseName = keyof typeof EntryCause;

export const ENTRY_CAUSES = Object.keys(EntryCause) as readonly EntryCauseName[];

const NAMES = new Map<number, EntryCauseName>(ENTRY_CAUSES.map((name) => [EntryCause[name], name]));

/** undefined: a cause of a later version. */
export function entryCauseName(cause: number): EntryCauseName | undefined {
  return NAMES.get(cause);
}
