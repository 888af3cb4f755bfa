// What a user of the treasury did wrong, as a row of the one table of refusals.

import type { RejectRow } from '../../shared/domain/reject.ts';

export class TreasuryRefusal extends Error {
  override name = 'TreasuryRefusal';
  readonly row: RejectRow;
  constructor(row: RejectRow, field?: string) {
    super(row.words);
    this.row = field === undefined ? row : { ...row, field };
  }
}
