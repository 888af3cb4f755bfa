// Tables of the read model. All amounts are integers in the units of shared/domain/units.ts; times are
// engine time in µs since 1970.

export interface CheckpointTable {
  name: string;
  batch_seq: number;
}

export interface AssetTable {
  id: number;
  code: string;
  scale: number;
}

export interface InstrumentTable {
  id: number;
  symbol: string;
  name: string;
  asset_class: number;
  base_asset: number;
  quote_asset: number;
  tick_value_minor: number;
  lot_base_minor: number;
  /** The whole definition as JSON (shared/domain/instrument.ts). */
  definition: string;
}

export interface OrderTable {
  /** Order id; for an order that was refused: minus its command sequence. */
  key: number;
  account: number;
  client_order_id: number;
  instrument: number;
  side: number;
  type: number;
  tif: number;
  flags: number;
  price_ticks: number;
  qty_lots: number;
  filled_lots: number;
  status: number;
  /** Done cause, or reject code when the status is rejected. */
  cause: number;
  placed_micros: number;
  updated_micros: number;
}

export interface FillTable {
  trade_id: number;
  account: number;
  order_id: number;
  client_order_id: number;
  instrument: number;
  side: number;
  price_ticks: number;
  qty_lots: number;
  /** Commission and stamp duty. */
  fee_minor: number;
  /** The part of the fee that is stamp duty. */
  duty_minor: number;
  /** Lots of the position that it closed; 0: it opened or added. */
  closed_lots: number;
  /** What closing them made against their average cost, in quote asset, before the fee. */
  realised_minor: number;
  taker: number;
  time_micros: number;
  command_seq: number;
}

/** One posting on a cash or asset account: the cash flow. */
export interface CashEntryTable {
  command_seq: number;
  /** Position among the entries of its command. */
  ordinal: number;
  account: number;
  asset: number;
  amount_minor: number;
  /** An EntryCause (shared/domain/entry-cause.ts). */
  cause: number;
  /** Trade id, the reference of a transfer or move, or the business day of a penalty or buy-in. */
  reference: number;
  time_micros: number;
}

export interface BalanceTable {
  account: number;
  asset: number;
  available_minor: number;
  held_minor: number;
}

export interface PositionTable {
  account: number;
  instrument: number;
  lots: number;
  cost_minor: number;
  realised_minor: number;
}

/** What an account owes and is owed in an instrument on a value date (days since 1970), netted. */
export interface ObligationTable {
  account: number;
  instrument: number;
  value_date: number;
  /** Still open; positive: to be received. Money with its fees. */
  lots: number;
  money_minor: number;
  settled_lots: number;
  settled_minor: number;
  /** 0 open, 1 closed on its value date, 2 open since a delivery failed. */
  status: number;
  updated_micros: number;
}

export interface BarTable {
  instrument: number;
  span_seconds: number;
  open_seconds: number;
  open_ticks: number;
  high_ticks: number;
  low_ticks: number;
  close_ticks: number;
  volume_lots: number;
  /** Sum of ticks * lots. */
  turnover_tick_lots: number;
  trades: number;
}

/** Both sides of a trade that has a customer on at least one of them: what a bust gives back. */
export interface TradeTable {
  trade_id: number;
  instrument: number;
  buyer: number;
  seller: number;
  price_ticks: number;
  qty_lots: number;
  buyer_fee_minor: number;
  seller_fee_minor: number;
  time_micros: number;
}

/** The position of an account after the bust of a trade, or a buy-in. */
export interface CorrectionTable {
  account: number;
  instrument: number;
  command_seq: number;
  lots: number;
  cost_minor: number;
  /** What it gave to the realised result, or took off it, its fees with it. */
  realised_minor: number;
  time_micros: number;
}

/** What an account fails to deliver, the house's too. */
export interface FailingTable {
  account: number;
  instrument: number;
  /** When it is tried next. */
  value_date: number;
  /** Missing; above 0. */
  lots: number;
  /** What the account gets for them. */
  money_minor: number;
  /** Value date since which it fails, days since 1970. */
  failed_since: number;
  /** Penalties that it paid for it so far, less those that it got. */
  penalty_minor: number;
}

/** Of a day, parts per million of the value of what is missing. */
export interface PenaltyRateTable {
  asset_class: number;
  ppm: number;
}

/** What an account has off the commission, parts per million; no row: nothing. */
export interface DiscountTable {
  account: number;
  maker_ppm: number;
  taker_ppm: number;
}

/** A row of limits that holds: of an account (0: all) and an instrument (-1: all). */
export interface LimitTable {
  account: number;
  instrument: number;
  /** The figures that say something as JSON, by their names in core/limit-rows.ts. */
  figures: string;
}

/** One row, id 0, as soon as the business day is known; 0: none was run yet. */
export interface VenueTable {
  id: number;
  /** Days since 1970. */
  business_day: number;
}

export interface ReadModelTables {
  checkpoint: CheckpointTable;
  asset: AssetTable;
  instrument: InstrumentTable;
  orders: OrderTable;
  fill: FillTable;
  cash_entry: CashEntryTable;
  balance: BalanceTable;
  position: PositionTable;
  obligation: ObligationTable;
  correction: CorrectionTable;
  trade: TradeTable;
  bar: BarTable;
  limit_row: LimitTable;
  venue: VenueTable;
  failing: FailingTable;
  penalty_rate: PenaltyRateTable;
  discount: DiscountTable;
}
