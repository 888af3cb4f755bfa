// What leads from one section of the operators' page to another.

export interface OfficeProps {
  /** Whose books were asked for; undefined: nobody's yet. */
  readonly account: number | undefined;
  readonly openBooks: (account: number) => void;
}
