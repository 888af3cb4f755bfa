// The back office: audit log, statements, operations.

import { join } from 'node:path';
import { openAuditLog } from '../audit/audit-log-sqlite.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { createInternalLane, LaneClosed } from '../bus/internal-lane.ts';
import { openOperationsStore } from '../operations/four-eyes-sqlite.ts';
import { createOperations, type Operations } from '../operations/operations.ts';
import { createOperatorCommands, OPERATOR_SOURCE } from '../operations/operator-commands.ts';
import { createStatements, type Statements } from '../statements/statements.ts';
import type { Reversal } from '../core/trade-reversal.ts';
import type { TradeTable } from '../readmodel/tables.ts';
import { clearingBooks } from './clearing-wiring.ts';
import type { House } from './house.ts';
import type { EngineRole } from './role-engine.ts';
import { tierBooks } from './tier-wiring.ts';

const DAY_MICROS = 86_400e6;
const DAY_CHECK_MS = 1_000;

export interface Office {
  readonly audit: AuditLog;
  readonly statements: Statements;
  readonly operations: Operations;
}

export async function openOffice(house: House, engine: EngineRole): Promise<Office> {
  const audit = await openAudit(house);
  const { bus, clock, readModel } = engine;
  const { config, lifecycle } = house;
  const nowMicros = (): number => Math.floor(clock.wallMicros());
  const lane = createInternalLane({ bus, source: OPERATOR_SOURCE, startedMicros: nowMicros() });
  const file = config.journal === 'memory' ? ':memory:' : join(config.data, 'operations.db');
  const store = await openOperationsStore(file);
  lifecycle.onStop('operations', () => {
    lane.close();
    store.fourEyes.close();
  });
  const commands = createOperatorCommands({ lane, nowMicros });
  const tradeOf = async (id: number) => reversalOf(await readModel.trade(id));
  const businessDay = () => readModel.businessDay();
  const clearing = clearingBooks(readModel);
  const operations = createOperations({
    audit,
    commands,
    ...store,
    clearing,
    tradeOf,
    businessDay,
    tierBooks: tierBooks(readModel),
  });
  keepPlans(house, operations, nowMicros);
  if (config.businessDay === 'auto') keepBusinessDay(house, operations, nowMicros);
  return {
    audit,
    statements: createStatements(readModel),
    operations,
  };
}

function reversalOf(trade: TradeTable | undefined): Reversal | undefined {
  if (trade === undefined) return undefined;
  return {
    ...{ buyer: trade.buyer, seller: trade.seller, instrument: trade.instrument },
    ...{ price: trade.price_ticks, qty: trade.qty_lots, tradeId: trade.trade_id },
    ...{ buyerFeeMinor: trade.buyer_fee_minor, sellerFeeMinor: trade.seller_fee_minor },
  };
}

/** At start and after each midnight UTC the day is run; an operator who went ahead is not pulled back. */
function keepBusinessDay(
  { log, lifecycle }: House,
  operations: Operations,
  nowMicros: () => number,
): void {
  let ran = 0;
  const run = async (): Promise<void> => {
    const day = Math.floor(nowMicros() / DAY_MICROS);
    if (day === ran) return;
    ran = day;
    if ((await operations.businessDay()) > day) return;
    const by = { atMicros: nowMicros(), who: { user: 'venue', role: '' }, address: '' };
    const done = await operations.runBusinessDay(by, day, 'The day has begun.');
    if ('refusal' in done) log.info({ day, refusal: done.refusal.name }, 'the business day stays');
  };
  const failed = (error: unknown) => {
    log.error({ err: error }, 'the business day could not be run');
  };
  const timer = setInterval(() => void run().catch(failed), DAY_CHECK_MS);
  timer.unref();
  lifecycle.onStop('business day', () => {
    clearInterval(timer);
  });
}

/** What a start before this one had begun is ended first; then every second what has become due is done:
 * after a run of the day, after a midnight, and after a start that comes behind either. */
function keepPlans(
  { log, lifecycle }: House,
  operations: Operations,
  nowMicros: () => number,
): void {
  const failed = (error: unknown) => {
    if (!(error instanceof LaneClosed)) log.error({ err: error }, 'a planned change failed');
  };
  void operations.resumePlanned(nowMicros()).catch(failed);
  const timer = setInterval(() => {
    void operations.applyPlanned(nowMicros()).catch(failed);
  }, DAY_CHECK_MS);
  timer.unref();
  lifecycle.onStop('planned changes', () => {
    clearInterval(timer);
  });
}

async function openAudit({ config, log, lifecycle, fatal }: House): Promise<AuditLog> {
  const at = (name: string): string => (config.journal === 'memory' ? '' : join(config.data, name));
  // What must be audited and cannot be must not happen: the process stops, as for the journal.
  const audit = await openAuditLog(
    { database: at('audit.db'), anchors: at('audit-anchors'), key: at('audit-key') },
    (error) => fatal(`the audit log failed: ${error.message}`),
  );
  lifecycle.onStop('audit log', () => audit.close());
  const verdict = await audit.verify(1, 0);
  if (!verdict.sound) log.error(verdict, 'the audit log is not as it was written');
  return audit;
}
