// What the venue says of itself: instruments, assets, phases, and whether it is open for business.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { OPEN_STATUS, type TradingStatus } from '../../shared/domain/trading-status.ts';
import type { FeedListener } from '../../shared/feed/feed-listener.ts';
import type { WorkerMessage } from './worker-protocol.ts';

/** Notice of the wire that tells a new status of the venue. */
const STATUS_CHANGE = 2;

export interface VenueFactsHooks {
  defined(instrument: Instrument): void;
  tell(message: WorkerMessage): void;
  /** Something is to be told once the present message has been handled. */
  later(): void;
}

export class VenueFacts {
  readonly #hooks: VenueFactsHooks;
  readonly #instruments = new Map<number, Instrument>();
  readonly #assets = new Map<number, Asset>();
  readonly #statuses = new Map<number, TradingStatus>();
  readonly #changedStatuses = new Set<number>();
  #status = 0;
  #sources: readonly MarketSource[] = [];
  #isChanged = false;

  constructor(hooks: VenueFactsHooks) {
    this.#hooks = hooks;
  }

  listener(): FeedListener {
    return {
      welcome: ({ status }) => {
        // Those of the connection before; the venue tells its own, if it has any.
        this.#takeSources([]);
        this.#venue(status);
      },
      instrument: (_topic, { is: _is, topicId: _id, seq: _seq, ...update }) => {
        const instrument = update as Instrument;
        this.#instruments.set(instrument.id, instrument);
        const status = this.#statuses.get(instrument.id) ?? OPEN_STATUS;
        this.#statuses.set(instrument.id, { ...status, phase: instrument.phase });
        this.#hooks.defined(instrument);
        this.#changed();
      },
      asset: (_topic, { id, code, scale }) => {
        this.#assets.set(id, { id, code, scale });
        this.#changed();
      },
      status: (_topic, { is: _is, topicId: _id, seq: _seq, instrument, ...status }) => {
        this.#statuses.set(instrument, status as TradingStatus);
        this.#changedStatuses.add(instrument);
        this.#hooks.later();
      },
      notice: ({ code, severity, value, text }) => {
        if (code === STATUS_CHANGE) this.#venue(value);
        this.#hooks.tell({ is: 'notice', kind: 'notice', severity, code, text });
      },
      message: (message) => {
        if (message.is === 'sources') this.#takeSources(message.sources as MarketSource[]);
        // An error that names a request belongs to an order or a question; this one to nobody.
        if (message.is !== 'error' || message.requestId !== 0) return;
        const { code, words: text } = message;
        // The connection ends with it, and comes back with a new token or says for good that it is over.
        if (code === REJECTS.badToken.code) return;
        this.#hooks.tell({ is: 'notice', kind: 'refusal', severity: 1, code, text });
      },
    };
  }

  /** Everything, for a page that has just come. */
  whole(): readonly WorkerMessage[] {
    const { status, sources } = { status: this.#status, sources: this.#sources };
    return [{ is: 'venue', status }, { is: 'sources', sources }, this.#listings()];
  }

  /** What changed since the last call. */
  take(): readonly WorkerMessage[] {
    const changed = [...this.#changedStatuses];
    this.#changedStatuses.clear();
    if (this.#isChanged) {
      this.#isChanged = false;
      return [this.#listings()];
    }
    if (changed.length === 0) return [];
    const rows = changed.map((id) => [id, this.#statuses.get(id)!] as const);
    return [{ is: 'statuses', rows }];
  }

  #changed(): void {
    this.#isChanged = true;
    this.#hooks.later();
  }

  #venue(status: number): void {
    this.#status = status;
    this.#hooks.tell({ is: 'venue', status });
  }

  #takeSources(sources: readonly MarketSource[]): void {
    this.#sources = sources;
    this.#hooks.tell({ is: 'sources', sources });
  }

  #listings(): WorkerMessage {
    return {
      is: 'listings',
      instruments: [...this.#instruments.values()],
      assets: [...this.#assets.values()],
      statuses: [...this.#statuses],
    };
  }
}
