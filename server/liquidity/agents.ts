// The simulated market: makers, noise and momentum traders for every instrument, as ordinary accounts
// that place, amend and cancel through the same admission as everyone. Seeded: the same seed, the same
// step times and the same venue give the same commands, byte for byte.

import type { Bus } from '../bus/bus.ts';
import { sideOf } from '../core/commands.ts';
import { readInstrument } from '../core/definitions.ts';
import { E, EventKind, SELL_BIT } from '../core/events.ts';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { assert } from '../../shared/domain/assert.ts';
import { LIMITS } from '../../shared/domain/limits.ts';
import { DoneCause, Phase, Side } from '../../shared/domain/order.ts';
import { AgentDesk } from './agent-desk.ts';
import { AGENT_TERMS, quoteLots } from './agent-terms.ts';
import { CommandLane } from './command-lane.ts';
import { kindOf, scanEvents, slotOf, type EventView } from './event-scan.ts';
import { FAIR_STEP_MICROS, FairValues } from './fair-values.ts';
import { followVenue } from './follow-venue.ts';
import {
  LiquiditySource,
  MAKERS_PER_CLASS,
  agentAccounts,
  makerAccount,
  momentumAccount,
  noiseAccount,
} from './liquidity-accounts.ts';
import { LiquidityPrng } from './liquidity-prng.ts';
import { quoteAsMaker } from './market-maker.ts';
import { newMomentum, tradeAsMomentum, type Momentum } from './momentum-trader.ts';
import { tradeAsNoise } from './noise-trader.ts';

export interface AgentOptions {
  readonly bus: Bus;
  readonly assets: readonly Asset[];
  /** Ids dense from 0, as the venue lists them. */
  readonly instruments: readonly Instrument[];
  readonly seed: number;
  /** Above every number that the agents' source has used in this journal. */
  readonly firstSourceSeq: number;
  /** Commands per second over all instruments; about 12 an instrument by default. */
  readonly ratePerSecond?: number;
}

const RATE_PER_INSTRUMENT = 12;
/** After a pause (a busy venue, a sleeping machine) at most this much time is caught up. */
const CATCH_UP_MICROS = 200_000;
const MAKER_COMMANDS_MAX = 3;
const MAKER_CHANCE = 0.66;
const NOISE_CHANCE = 0.24;
/** Turns tried for each command of the budget: makers that are content do nothing. */
const TURNS_PER_COMMAND = 3;

export class AgentMarket {
  readonly lane: CommandLane;
  /** Steps left out because the venue had not answered the one before. */
  skippedSteps = 0;

  private readonly options: AgentOptions;
  private readonly ratePerSecond: number;
  private readonly desks: readonly AgentDesk[];
  private readonly momenta: Momentum[];
  private readonly fair: FairValues;
  private readonly prng: LiquidityPrng;
  private readonly accounts = new Set(agentAccounts());
  /** Running sums of the instruments' activity: a draw below the last picks one. */
  private readonly activity: readonly number[];
  private detach: (() => void) | undefined;
  private lastMicros: number | undefined;
  private fairMicros = 0;
  private budget = 0;
  private stepNumber = 0;
  private isOpened = false;

  constructor(options: AgentOptions) {
    this.options = options;
    const { instruments, assets, seed } = options;
    this.ratePerSecond = options.ratePerSecond ?? RATE_PER_INSTRUMENT * instruments.length;
    this.lane = new CommandLane({
      bus: options.bus,
      source: LiquiditySource.agents,
      firstSourceSeq: options.firstSourceSeq,
      inFlightMax: LIMITS.agentsInFlight,
    });
    this.desks = instruments.map((instrument, index) => {
      assert(instrument.id === index, 'instruments are dense from 0');
      return new AgentDesk(instrument, quoteLots(instrument, assets[instrument.quoteAsset]!));
    });
    this.momenta = instruments.map((instrument) => newMomentum(instrument.openingTicks));
    this.fair = new FairValues(instruments, seed);
    this.prng = new LiquidityPrng(seed, 3);
    let sum = 0;
    this.activity = instruments.map(
      (instrument) => (sum += AGENT_TERMS[instrument.assetClass].activity),
    );
  }

  /**
   * Learns where the market stands, so that a restart goes on from there, and has the agents' earlier
   * orders cancelled with the first step. Events from here on are followed.
   */
  async start(): Promise<void> {
    this.detach = await followVenue(
      this.options.bus,
      (state) => this.takeState(state),
      (batch) => this.take(batch),
    );
    this.desks.forEach((desk, index) => {
      const ticks = Math.round(desk.middleTicks());
      desk.lastTicks = ticks;
      this.fair.set(index, ticks);
      this.momenta[index] = newMomentum(ticks);
    });
  }

  /** The quotes stay in the book; a restart goes on from them. */
  stop(): void {
    this.detach?.();
    this.lane.close();
  }

  /** Lets time pass up to `nowMicros` and sends what the agents then do. Call it every 10 to 50 ms. */
  step(nowMicros: number): void {
    const last = this.lastMicros ?? nowMicros;
    const elapsed = Math.max(0, Math.min(CATCH_UP_MICROS, nowMicros - last));
    this.lastMicros = nowMicros;
    for (this.fairMicros += elapsed; this.fairMicros >= FAIR_STEP_MICROS;) {
      this.fairMicros -= FAIR_STEP_MICROS;
      this.fair.step();
    }
    if (!this.lane.isIdle()) {
      this.skippedSteps += 1;
      this.lane.send();
      return;
    }
    if (this.isOpened) this.act(elapsed);
    else this.open();
    this.lane.send();
  }

  /** The first step: away with what an earlier run left, then every ladder at once. */
  private open(): void {
    for (const account of this.accounts) {
      this.lane.cancelMany({ account, cause: DoneCause.operator });
    }
    this.desks.forEach((desk, index) => {
      for (let which = 0; which < MAKERS_PER_CLASS; which++)
        this.quote(desk, index, which, Infinity);
    });
    this.isOpened = true;
  }

  private act(elapsedMicros: number): void {
    this.stepNumber += 1;
    this.budget += (this.ratePerSecond * elapsedMicros) / 1_000_000;
    for (let turns = Math.ceil(this.budget) * TURNS_PER_COMMAND; turns > 0; turns--) {
      if (this.budget < 1) return;
      this.budget -= this.turn();
    }
    // Nobody wanted to act: what is left over is not saved up for a burst.
    this.budget = Math.min(this.budget, 1);
  }

  private turn(): number {
    const index = this.pick();
    const desk = this.desks[index]!;
    // One turn an instrument and step: what a second one would build on is not known yet.
    if (desk.isHalted || desk.actedInStep === this.stepNumber) return 0;
    desk.actedInStep = this.stepNumber;
    const { assetClass } = desk.instrument;
    const kind = this.prng.unit();
    if (kind < MAKER_CHANCE) {
      return this.quote(desk, index, this.prng.below(MAKERS_PER_CLASS), MAKER_COMMANDS_MAX);
    }
    if (kind < MAKER_CHANCE + NOISE_CHANCE) {
      const unrest = this.fair.unrest(assetClass);
      return tradeAsNoise(this.lane, this.prng, desk, noiseAccount(assetClass), unrest);
    }
    const account = momentumAccount(assetClass);
    return tradeAsMomentum(this.lane, this.prng, desk, account, this.momenta[index]!);
  }

  private quote(desk: AgentDesk, index: number, which: number, commandsMax: number): number {
    const account = makerAccount(desk.instrument.assetClass, which);
    return quoteAsMaker(this.lane, this.prng, desk, account, this.fair.ticks(index), commandsMax);
  }

  private pick(): number {
    const draw = this.prng.unit() * this.activity.at(-1)!;
    return this.activity.findIndex((sum) => draw < sum);
  }

  private takeState(state: EventView): void {
    scanEvents(state, (at) => {
      this.observeBook(state, at, kindOf(state, at));
      this.observePosition(state, at);
    });
  }

  private take(view: EventView): void {
    scanEvents(view, (at) => {
      const kind = kindOf(view, at);
      this.observeBook(view, at, kind);
      if (this.accounts.has(view.words[at + E.account]!)) this.observeOwn(view, at, kind);
      this.lane.observe(view, at);
    });
  }

  private observeBook(view: EventView, at: number, kind: number): void {
    const { words } = view;
    const desk = this.desks[words[at + E.instrument]!];
    if (desk === undefined) return;
    if (kind === EventKind.level) {
      const side = words[at + E.side] === Side.buy ? Side.buy : Side.sell;
      desk.book.set(side, words[at + E.price]!, slotOf(view, at, E.lotsSlot));
    } else if (kind === EventKind.fill) {
      desk.lastTicks = words[at + E.price]!;
    } else if (kind === EventKind.phase) {
      desk.isHalted = words[at + E.price] !== Phase.open;
    } else if (kind === EventKind.instrument) {
      desk.isHalted = readInstrument(words, at).phase === Phase.halted;
    }
  }

  /** Only a state has these: what the accounts hold goes on after a restart. */
  private observePosition(view: EventView, at: number): void {
    if (kindOf(view, at) !== EventKind.position) return;
    const account = view.words[at + E.account]!;
    const desk = this.desks[view.words[at + E.instrument]!];
    if (this.accounts.has(account)) desk?.setInventory(account, slotOf(view, at, E.lotsSlot));
  }

  private observeOwn(view: EventView, at: number, kind: number): void {
    const { words } = view;
    const desk = this.desks[words[at + E.instrument]!];
    if (desk === undefined) return;
    const id = slotOf(view, at, E.orderIdSlot);
    const account = words[at + E.account]!;
    const ticks = words[at + E.price]!;
    const qty = words[at + E.qty]!;
    if (kind === EventKind.accepted) {
      const side = sideOf(words[at + E.attributes]!) === Side.buy ? Side.buy : Side.sell;
      desk.onAccepted({ id, account, side, ticks, qty, leaves: qty });
    } else if (kind === EventKind.amended) {
      desk.onAmended(id, ticks, qty, words[at + E.leaves]!);
    } else if (kind === EventKind.fill) {
      const side = (words[at]! & SELL_BIT) === 0 ? Side.buy : Side.sell;
      desk.onFill(account, id, side, qty, words[at + E.leaves]!);
    } else if (kind === EventKind.done) {
      desk.onDone(id);
    }
  }
}

/** Lets the market run: a step every `stepMs` by an injected timer, which returns the way out. */
export function runAgents(
  market: AgentMarket,
  nowMicros: () => number,
  every: (stepMs: number, act: () => void) => () => void,
  stepMs = 20,
): () => void {
  const cancel = every(stepMs, () => market.step(nowMicros()));
  return () => {
    cancel();
    market.stop();
  };
}
