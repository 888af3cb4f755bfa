// Which entry of the cash ledger a balance event is.

import { Posting } from '../core/events.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';

const CAUSES: Readonly<Record<number, number | undefined>> = {
  [Posting.transfer]: EntryCause.transfer,
  [Posting.move]: EntryCause.move,
  [Posting.reversal]: EntryCause.reversal,
  [Posting.penalty]: EntryCause.penalty,
  [Posting.buyIn]: EntryCause.buyIn,
};

/** undefined: none, as nothing came or went. */
export function entryCauseOf(posting: number): number | undefined {
  return CAUSES[posting];
}
