// Port: the bank as the treasury sees it. What is not answered is unknown, never refused.

export type SubmitAnswer = 'taken' | 'refused' | 'noAnswer';

export type StatusAnswer =
  | { readonly is: 'report'; readonly xml: string }
  /** The bank says that it never got it. */
  | { readonly is: 'notKnown' }
  | { readonly is: 'noAnswer' };

export interface Bank {
  /** A pain.001.001.09. The same message may be given again: the bank pays an end-to-end id once. */
  submit(xml: string): Promise<SubmitAnswer>;
  /** What became of a payment: a pain.002.001.10. */
  status(uetr: string): Promise<StatusAnswer>;
  /** camt.053.001.08 of a UTC day; undefined: no answer. */
  statement(currency: string, day: string): Promise<string | undefined>;
  /** Somebody pays in, where the bank is the simulated one; false: no answer. */
  payIn?(payIn: SimulatedPayIn): Promise<boolean>;
}

export interface SimulatedPayIn {
  readonly iban: string;
  readonly reference: string;
  /** Plain decimal. */
  readonly amount: string;
  readonly currency: string;
  readonly name: string;
}
