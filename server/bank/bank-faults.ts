// What the simulated bank can be told to do wrong, each in so many of a thousand cases.

export interface BankFaults {
  /** An order to pay vanishes on its way. */
  readonly loseRequest: number;
  /** It is taken, but the answer vanishes: a time-out after accepting. */
  readonly loseAnswer: number;
  /** It is taken minutes later, and the answer vanishes. */
  readonly lateRequest: number;
  /** A question for the state of a payment gets no answer. */
  readonly loseQuery: number;
  /** A step takes minutes instead of a second. */
  readonly slow: number;
  /** A call-back is never sent. */
  readonly loseCallback: number;
  /** A call-back is sent twice: with its event number, and once more under a new one. */
  readonly duplicate: number;
  /** A call-back comes late, behind the later ones. */
  readonly reorder: number;
  /** A call-back with a bad signature comes before the true one. */
  readonly forge: number;
  /** A well-signed call-back says the opposite of the books. */
  readonly contradict: number;
  /** The payee's bank refuses: RJCT. */
  readonly reject: number;
  /** The money comes back after it was settled. */
  readonly giveBack: number;
}

export const FAULTLESS: BankFaults = {
  ...{ loseRequest: 0, loseAnswer: 0, lateRequest: 0, loseQuery: 0, slow: 0, loseCallback: 0 },
  ...{ duplicate: 0, reorder: 0, forge: 0, contradict: 0, reject: 0, giveBack: 0 },
};

/** A bad day at the bank. */
export const FAULTY: BankFaults = {
  ...{ loseRequest: 150, loseAnswer: 200, lateRequest: 100, loseQuery: 250, slow: 200 },
  ...{ loseCallback: 150, duplicate: 250, reorder: 250, forge: 200, contradict: 150 },
  ...{ reject: 150, giveBack: 150 },
};
