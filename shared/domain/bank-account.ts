// A customer's own account at a bank, as REST takes it and tells it.

export interface BankAccount {
  readonly id: number;
  /** Masked. */
  readonly iban: string;
  readonly holder: string;
  readonly label: string;
  readonly createdMs: number;
}

export interface NewBankAccount {
  readonly iban: string;
  /** Empty: the IBAN is enough. */
  readonly bic: string;
  readonly holder: string;
  readonly label: string;
}
