// The channels of the whole venue: phases of all instruments (status), and definitions of all assets
// and instruments (instruments). Tables: a snapshot writes every row with the same seq.

import type { Asset } from '../../shared/domain/instrument.ts';
import { encodeUpdate, writeStatus } from '../../shared/wire/market-frame.ts';
import type { Listing } from './listing.ts';
import type { PartSink, StreamBody } from './stream.ts';

/** Rows by id, both tables of the venue. */
export interface VenueTables {
  readonly assets: readonly (Asset | undefined)[];
  readonly listings: readonly (Listing | undefined)[];
}

export class StatusStream implements StreamBody {
  readonly #tables: VenueTables;
  readonly #changed = new Set<number>();
  #due: number[] = [];
  #first = 0;

  constructor(tables: VenueTables) {
    this.#tables = tables;
  }

  touch(instrument: number): void {
    this.#changed.add(instrument);
  }

  start(): boolean {
    const differs = this.#changed.size > 0;
    this.#changed.clear();
    return differs;
  }

  advance(seq: number): number {
    this.#due = [...this.#changed];
    this.#changed.clear();
    this.#first = seq + 1;
    return this.#due.length;
  }

  encode(sink: PartSink, topicId: number): void {
    this.#due.forEach((instrument, k) => {
      this.#row(sink, topicId, this.#first + k, this.#tables.listings[instrument]);
    });
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    for (const listing of this.#tables.listings) this.#row(sink, topicId, seq, listing);
  }

  #row(sink: PartSink, topicId: number, seq: number, listing: Listing | undefined): void {
    if (listing === undefined) return;
    writeStatus(sink.writer, topicId, seq, listing.definition.id, listing.status);
    sink.part();
  }
}

export class DefinitionStream implements StreamBody {
  readonly #tables: VenueTables;
  readonly #assets = new Set<number>();
  readonly #instruments = new Set<number>();
  #dueAssets: number[] = [];
  #dueInstruments: number[] = [];
  #first = 0;

  constructor(tables: VenueTables) {
    this.#tables = tables;
  }

  touchAsset(asset: number): void {
    this.#assets.add(asset);
  }

  touchInstrument(instrument: number): void {
    this.#instruments.add(instrument);
  }

  start(): boolean {
    const differs = this.#assets.size + this.#instruments.size > 0;
    this.#assets.clear();
    this.#instruments.clear();
    return differs;
  }

  advance(seq: number): number {
    this.#dueAssets = [...this.#assets];
    this.#dueInstruments = [...this.#instruments];
    this.start();
    this.#first = seq + 1;
    return this.#dueAssets.length + this.#dueInstruments.length;
  }

  encode(sink: PartSink, topicId: number): void {
    let seq = this.#first;
    for (const id of this.#dueAssets) writeAsset(sink, topicId, seq++, this.#tables.assets[id]);
    for (const id of this.#dueInstruments) {
      writeInstrument(sink, topicId, seq++, this.#tables.listings[id]);
    }
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    for (const asset of this.#tables.assets) writeAsset(sink, topicId, seq, asset);
    for (const listing of this.#tables.listings) writeInstrument(sink, topicId, seq, listing);
  }
}

function writeAsset(sink: PartSink, topicId: number, seq: number, asset: Asset | undefined): void {
  if (asset === undefined) return;
  encodeUpdate(sink.writer, { is: 'asset', topicId, seq, ...asset });
  sink.part();
}

/** What a definition may leave out, as the wire says it. */
const UNSAID = {
  ...{ settlement: 0 },
  ...{ buyDutyPpm: 0, sellDutyPpm: 0, minFeeMinor: 0, windowBps: 0 },
} as const;

function writeInstrument(
  sink: PartSink,
  topicId: number,
  seq: number,
  listing: Listing | undefined,
): void {
  if (listing === undefined) return;
  const { definition, status } = listing;
  const { phase } = status;
  const update = { is: 'instrument', topicId, seq, ...UNSAID, ...definition, phase } as const;
  encodeUpdate(sink.writer, update);
  sink.part();
}
