// Definitions as records: what is written is read, and so is a record of before the optional figures.

import { describe, expect, it } from 'vitest';
import { C, RECORD_WORDS } from './commands.ts';
import { instrumentRecord, readInstrument } from './definitions.ts';
import { STAGE_INSTRUMENT } from './engine-stage.ts';

describe('the record of an instrument', () => {
  it('keeps every figure, the optional ones included', () => {
    const extra = { settlement: 1, buyDutyPpm: 1, sellDutyPpm: 500 } as const;
    const instrument = { ...STAGE_INSTRUMENT, ...extra, minFeeMinor: 500 };
    expect(readInstrument(instrumentRecord(instrument), 0)).toEqual(instrument);
    expect(readInstrument(instrumentRecord(STAGE_INSTRUMENT), 0)).toEqual(STAGE_INSTRUMENT);
  });

  it('is read with one block of figures less, as journals from before duties have it', () => {
    const words = instrumentRecord({ ...STAGE_INSTRUMENT, name: '恒生' });
    const [head, figures, texts] = [0, RECORD_WORDS, 5 * RECORD_WORDS];
    const old = Int32Array.from([
      ...words.subarray(head, figures),
      ...words.subarray(figures, figures + 3 * RECORD_WORDS),
      ...words.subarray(texts),
    ]);
    old[C.blocks]! -= 1;
    expect(readInstrument(old, 0)).toEqual({
      ...STAGE_INSTRUMENT,
      name: '恒生',
    });
  });
});
