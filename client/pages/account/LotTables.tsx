// Tax lots of a period: totals by currency, what was closed, what is open; the last of each kind.

import { useCallback, type ReactNode } from 'react';
import {
  readTaxLots,
  type ClosedLot,
  type LotsAsk,
  type LotTotals,
  type OpenLot,
  type TaxLots,
} from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText, qtyText } from '../../ui/format.ts';
import { useAnswer } from '../../ui/use-answer.ts';

/** Lots of each kind; the file has all. */
const SHOWN = 50;

export function LotTables({ from, to, method }: Omit<LotsAsk, 'format' | 'lang'>) {
  const read = useCallback(() => readTaxLots({ from, to, method }, SHOWN), [from, to, method]);
  return <Answer answer={useAnswer(read)}>{(lots) => <Tables lots={lots} />}</Answer>;
}

function Tables({ lots }: { readonly lots: TaxLots }) {
  const t = useText();
  const { totals, closed, open, closedCount, openCount } = lots;
  const moneyTotals = totals.filter(hasMoney);
  if (closedCount + openCount === 0)
    return <Empty title={t('lots.none')} words={t('lots.noneWords')} icon="search" />;
  return (
    <>
      {moneyTotals.length > 0 && (
        <>
          <h4>{t('lots.totals')}</h4>
          <LotTable columns={TOTAL_COLUMNS}>
            {moneyTotals.map((sum) => (
              <TotalRow key={sum.asset} sum={sum} />
            ))}
          </LotTable>
        </>
      )}
      <h4>{t('lots.closed')}</h4>
      {closed.length === 0 ? (
        <p>{t('lots.noneClosed')}</p>
      ) : (
        <LotTable columns={CLOSED_COLUMNS}>
          {closed.toReversed().map((lot, k) => (
            <ClosedRow key={closedCount - k} lot={lot} />
          ))}
        </LotTable>
      )}
      <More shown={closed.length} count={closedCount} />
      <h4>{t('lots.open')}</h4>
      {open.length === 0 ? (
        <p>{t('lots.noneOpen')}</p>
      ) : (
        <LotTable columns={OPEN_COLUMNS}>
          {open.map((lot, k) => (
            <OpenRow key={k} lot={lot} />
          ))}
        </LotTable>
      )}
      <More shown={open.length} count={openCount} />
    </>
  );
}

function More({ shown, count }: { readonly shown: number; readonly count: number }) {
  const t = useText();
  if (shown === count) return null;
  return <p className="foot-words">{t('lots.shown', { shown, count })}</p>;
}

/** Lots that were transferred in alone have none. */
function hasMoney(sums: LotTotals): boolean {
  return Object.entries(sums).some(([name, minor]) => name !== 'asset' && minor !== 0);
}

const TOTAL_COLUMNS = ['cost', 'proceeds', 'shortTerm', 'longTerm', 'openCost'] as const;
const CLOSED_COLUMNS = [
  ...(['openedDay', 'closedDay', 'term'] as const),
  ...(['quantity', 'cost', 'proceeds', 'gain'] as const),
] as const;
const OPEN_COLUMNS = ['openedDay', 'quantity', 'cost', 'proceeds'] as const;
type Column = (typeof TOTAL_COLUMNS | typeof CLOSED_COLUMNS | typeof OPEN_COLUMNS)[number];
const WORDS: readonly Column[] = ['openedDay', 'closedDay', 'term'];
const classOf = (column: Column) => (WORDS.includes(column) ? undefined : 'figure');

interface LotTableProps {
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}

function LotTable({ columns, children }: LotTableProps) {
  const t = useText();
  const first = columns === TOTAL_COLUMNS ? 'lots.currency' : 'lots.instrument';
  return (
    <table className="money-table assets lots">
      <thead>
        <tr>
          <th scope="col">{t(first)}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={classOf(column)}>
              {t(`lots.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface CellProps {
  readonly column: Column;
  readonly text: string;
  /** Of a gain: how its sign looks. */
  readonly minor?: number;
}

function Cell({ column, text, minor = 0 }: CellProps) {
  const t = useText();
  const way = minor === 0 ? '' : minor < 0 ? ' down' : ' up';
  return (
    <td
      className={`${classOf(column) ?? 'when'}${way}`}
      data-label={t(`lots.${column}`)}
      data-none={text === '' || undefined}
    >
      {minor > 0 ? `+${text}` : text}
    </td>
  );
}

function useMoney(asset: number) {
  const found = useInstruments((state) => state.assets.get(asset));
  const scale = found?.scale ?? 0;
  return {
    code: found?.code,
    money: (minor: number) => moneyText(minor, scale, Math.min(scale, 8)),
  };
}

function TotalRow({ sum }: { readonly sum: LotTotals }) {
  const { code, money } = useMoney(sum.asset);
  const [less, more] = [sum.shortTermMinor, sum.longTermMinor];
  return (
    <tr>
      <th scope="row">{code}</th>
      <Cell column="cost" text={money(sum.costMinor)} />
      <Cell column="proceeds" text={money(sum.proceedsMinor)} />
      <Cell column="shortTerm" text={money(less)} minor={less} />
      <Cell column="longTerm" text={money(more)} minor={more} />
      <Cell column="openCost" text={money(sum.openCostMinor)} />
    </tr>
  );
}

function useLot(lot: ClosedLot | OpenLot) {
  const instrument = useInstruments((state) => state.instruments.get(lot.instrument));
  const { code, money } = useMoney(instrument?.quoteAsset ?? -1);
  const quantity = instrument === undefined ? '' : qtyText(lot.lots, instrument);
  return { symbol: instrument?.symbol, quantity, code, money };
}

function Name({
  symbol,
  code,
  lot,
}: {
  readonly symbol: string | undefined;
  readonly code: string | undefined;
  readonly lot: ClosedLot | OpenLot;
}) {
  const t = useText();
  const marks = [
    ...(lot.isShort ? [t('lots.short')] : []),
    ...(lot.isTransferred ? [t('lots.transferredIn')] : []),
    ...('isTakenOut' in lot && lot.isTakenOut ? [t('lots.takenOut')] : []),
  ];
  return (
    <th scope="row">
      {symbol} <small>{[code, ...marks].join(' · ')}</small>
    </th>
  );
}

function ClosedRow({ lot }: { readonly lot: ClosedLot }) {
  const t = useText();
  const { quantity, money, ...name } = useLot(lot);
  const term = lot.isLongTerm ? t('lots.longTerm') : t('lots.shortTerm');
  const gain = lot.isTakenOut ? 0 : lot.gainMinor;
  return (
    <tr>
      <Name {...name} lot={lot} />
      <Cell column="openedDay" text={lot.openedDay} />
      <Cell column="closedDay" text={lot.closedDay} />
      <Cell column="term" text={lot.isTakenOut ? '' : term} />
      <Cell column="quantity" text={quantity} />
      <Cell column="cost" text={money(lot.costMinor)} />
      <Cell column="proceeds" text={lot.isTakenOut ? '' : money(lot.proceedsMinor)} />
      <Cell column="gain" text={lot.isTakenOut ? '' : money(gain)} minor={gain} />
    </tr>
  );
}

function OpenRow({ lot }: { readonly lot: OpenLot }) {
  const { quantity, money, ...name } = useLot(lot);
  const value = money(lot.valueMinor);
  return (
    <tr>
      <Name {...name} lot={lot} />
      <Cell column="openedDay" text={lot.openedDay} />
      <Cell column="quantity" text={quantity} />
      <Cell column="cost" text={lot.isShort ? '' : value} />
      <Cell column="proceeds" text={lot.isShort ? value : ''} />
    </tr>
  );
}
