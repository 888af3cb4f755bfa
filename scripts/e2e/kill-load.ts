// Traders under load: several connections of one account that place, amend and cancel at random, and
// write down what the server tells them.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderStatus } from '../../shared/domain/order.ts';
import type { ClientMessages } from '../../shared/wire/schema.ts';
import type { Prng } from '../../server/testing/prng.ts';
import { AckedOrders } from './acked-orders.ts';
import type { ServerProcess } from './server-process.ts';
import { pause, WireUser } from './wire-user.ts';

const CONNECTIONS = 2;
const STEP_MS = 5;
/** Of all that is sent: places, cancels; the rest amends. */
const PLACES = 60;
const CANCELS = 85;
/** Orders in flight and working per connection and account. */
const IN_FLIGHT = 8;
const WORKING = 300;

type Sent = Pick<
  ClientMessages['place' | 'cancel' | 'amend'],
  'is' | 'requestId' | 'clientOrderId'
>;

export class TradingAccount {
  readonly user: string;
  readonly acked = new AckedOrders();
  readonly connections: WireUser[] = [];
  readonly #random: Prng;
  readonly #instruments: readonly Instrument[];
  #nextId = 1;
  #stopped = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(user: string, random: Prng, instruments: readonly Instrument[]) {
    this.user = user;
    this.#random = random;
    this.#instruments = instruments;
  }

  async connect(server: ServerProcess): Promise<void> {
    for (let k = 0; k < CONNECTIONS; k++) {
      this.connections.push(await WireUser.signIn(server, this.user));
    }
    // What happened while nobody listened is in the snapshot; frames go on from there.
    this.acked.seq = this.connections[0]!.snapshot.seq;
  }

  start(): void {
    this.#stopped = false;
    this.#working = Promise.all(this.connections.map((connection) => this.#run(connection)));
  }

  /** Once the server is gone and every byte that it sent was read. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
    this.connections.length = 0;
  }

  async #run(connection: WireUser): Promise<void> {
    const { peer } = connection;
    const sentHere = new Map<number, Sent>();
    let read = 0;
    const readAll = () => {
      for (; read < peer.messages.length; read++) {
        const message = peer.messages[read]!;
        this.acked.take(message);
        const sent = message.is === 'error' && sentHere.get(message.requestId);
        if (sent) this.acked.refusedBy(sent.clientOrderId, sent.requestId, sent.is === 'place');
      }
    };
    while (!this.#stopped && peer.closeCode === 0) {
      readAll();
      for (let k = 0; k < 2; k++) this.#act(connection, sentHere);
      await pause(STEP_MS);
    }
    while (peer.closeCode === 0) await pause(STEP_MS);
    readAll();
  }

  #act(connection: WireUser, sentHere: Map<number, Sent>): void {
    const dice = this.#random.below(100);
    if (dice < PLACES) {
      if (this.#waiting(sentHere) >= IN_FLIGHT) return;
      const place = this.#wish(connection.nextRequestId());
      this.acked.sent(place);
      sentHere.set(place.requestId, place);
      connection.peer.send(place);
      return;
    }
    const open = [...this.acked.orders].filter(
      ([, order]) => order.status === OrderStatus.open && order.change === undefined,
    );
    if (open.length === 0) return;
    const [clientOrderId, order] = this.#random.pick(open);
    const requestId = connection.nextRequestId();
    const change =
      dice < CANCELS || open.length > WORKING
        ? ({ is: 'cancel', requestId, clientOrderId, orderId: 0 } as const)
        : this.#amend(requestId, clientOrderId, order.qty);
    order.change = change;
    sentHere.set(requestId, change);
    connection.peer.send(change);
  }

  /** Orders of a connection that nobody has decided yet. */
  #waiting(sentHere: ReadonlyMap<number, Sent>): number {
    let waiting = 0;
    for (const { is, clientOrderId } of sentHere.values()) {
      const order = this.acked.orders.get(clientOrderId);
      if (is === 'place' && order?.status === undefined && order?.refused === false) waiting += 1;
    }
    return waiting;
  }

  /** Around the opening price, so that some rest and some trade. */
  #wish(requestId: number) {
    const instrument = this.#random.pick(this.#instruments);
    const clientOrderId = this.#nextId++;
    const percent = (99 + this.#random.below(2001) / 1000) / 100;
    const price = Math.max(1, Math.round(instrument.openingTicks * percent));
    const qty = instrument.minQtyLots * (1 + this.#random.below(5));
    return {
      ...({
        is: 'place',
        requestId,
        clientOrderId,
        instrument: instrument.id,
        price,
        qty,
      } as const),
      ...{ side: this.#random.below(2), type: 0, tif: 0, flags: 0, stp: 0, expireSeconds: 0 },
      ...{ deadlineMicros: 0, clientMicros: 0 },
    };
  }

  #amend(requestId: number, clientOrderId: number, qty: number) {
    const terms = { price: 0, qty: qty + 1 };
    const ids = { requestId, clientOrderId, orderId: 0 };
    return { is: 'amend', ...ids, ...terms, deadlineMicros: 0 } as const;
  }
}
