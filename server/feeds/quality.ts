// Quality of one feed in numbers that add up: every message received ends in exactly one of four
// classes, and so does every price level in one of three. Nothing is lost silently.

/** Why a message or level was not taken. */
export type QualityReason =
  /** Not JSON, or not one of the message forms that the adapter knows. */
  | 'unreadable'
  | 'unknownStream'
  | 'otherSymbol'
  /** No plain decimal, or finer than the instrument's tick or lot. */
  | 'badDecimal'
  | 'badTrade'
  /** Seen before, or contained in the snapshot that was taken. */
  | 'repeated'
  /** Depth without a snapshot to stand on: before the first, or after a gap. */
  | 'noSnapshot'
  | 'sequenceGap'
  | 'crossedBook';

export class FeedQuality {
  received = 0;
  accepted = 0;
  quarantined = 0;
  duplicate = 0;
  rejected = 0;
  readonly reasons = new Map<QualityReason, number>();

  /** Price levels inside accepted or waiting messages. */
  levelsReceived = 0;
  levelsTaken = 0;
  /** Beyond the price ladder of the instrument: too far from the market to be mirrored. */
  levelsOutsideWindow = 0;
  levelsOffTick = 0;
  /** Of the levels taken: quantity finer than a lot, the rest below one lot left out. */
  levelsRoundedDown = 0;

  /** Depth updates that were announced and never came; trade ids that were skipped. */
  missingUpdates = 0;
  missingTrades = 0;
  gaps = 0;
  /** Receive times that fell behind the one before; raised to it. */
  timesRaised = 0;

  accept(messages = 1): void {
    this.accepted += messages;
  }

  quarantine(reason: QualityReason, messages = 1): void {
    this.quarantined += messages;
    this.note(reason, messages);
  }

  repeat(messages = 1): void {
    this.duplicate += messages;
    this.note('repeated', messages);
  }

  reject(reason: QualityReason): void {
    this.rejected += 1;
    this.note(reason, 1);
  }

  /** Messages neither taken nor refused: 0 at the end of a feed, else those that wait for a snapshot. */
  unaccounted(): number {
    return this.received - this.accepted - this.quarantined - this.duplicate - this.rejected;
  }

  unaccountedLevels(): number {
    return this.levelsReceived - this.levelsTaken - this.levelsOutsideWindow - this.levelsOffTick;
  }

  /** Plain numbers, for the log and the metrics. */
  toJSON(): Readonly<Record<string, number>> {
    const figures: Record<string, number> = {};
    for (const [name, value] of Object.entries(this)) {
      if (typeof value === 'number') figures[name] = value;
    }
    for (const [reason, count] of this.reasons) figures[`reason_${reason}`] = count;
    return figures;
  }

  private note(reason: QualityReason, messages: number): void {
    if (messages > 0) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + messages);
  }
}
