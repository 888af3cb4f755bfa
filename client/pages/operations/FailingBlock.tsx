// Deliveries that fail: since when, what that cost so far, and the buy-in that two persons order.

import { useState } from 'react';
import { listFailing, proposeBuyIn, type FailingDelivery } from '../../actions/clearing-desk.ts';
import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayText, qtyText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { hasRows } from './has-rows.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { instrumentText } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useFigures } from './use-figures.ts';
import { useMarketWords } from './use-market-words.ts';

export function FailingBlock() {
  const t = useText();
  const act = useAct('operations.proposed');
  const market = useMarketWords();
  const { money } = useFigures();
  const failing = useAnswer(listFailing);
  const paid = (amountMinor: number, { instrument }: FailingDelivery) =>
    money(amountMinor, market.instruments.get(instrument)?.quoteAsset ?? -1);
  const missing = ({ lots, instrument }: FailingDelivery) => {
    const found = market.instruments.get(instrument);
    return found === undefined ? String(lots) : qtyText(lots, found);
  };
  return (
    <Block title={t('clearing.failing')} words={t('clearing.failingWords')}>
      {(hasRows(failing) || act.outcome !== '') && <ReasonField act={act} />}
      <Answer answer={failing}>
        {(rows) => (
          <OfficeTable
            label={t('clearing.failing')}
            empty={t('clearing.nothingFails')}
            columns={[
              { title: t('operations.account') },
              { title: t('operations.instrument') },
              { title: t('clearing.missing'), isFigure: true },
              { title: t('clearing.failsSince') },
              { title: t('clearing.penalties'), isFigure: true },
              { title: t('clearing.buyInFrom') },
              { title: t('clearing.buyIn') },
            ]}
            rows={rows.map((row) => ({
              key: `${String(row.account)}.${String(row.instrument)}.${String(row.valueDate)}`,
              cells: [
                row.account,
                instrumentText(market, row.instrument),
                missing(row),
                dayText(row.failedSince),
                paid(row.penaltyMinor, row),
                row.isDue ? t('clearing.dueSince', { date: dayText(row.due) }) : dayText(row.due),
                <BuyIn
                  key="buyIn"
                  isBusy={act.isBusy}
                  row={row}
                  instrument={market.instruments.get(row.instrument)}
                  onPropose={(agent, price) => {
                    const { account, instrument, lots } = row;
                    const wanted = { account, instrument, lots, agent, price };
                    void act.run((reason) => proposeBuyIn(wanted, reason));
                  }}
                />,
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

interface BuyInProps {
  readonly isBusy: boolean;
  readonly row: FailingDelivery;
  readonly instrument: Instrument | undefined;
  readonly onPropose: (agent: number, price: number) => void;
}

/** Without a seller the receivers get cash, at no price of its own. */
function BuyIn({ isBusy, row, instrument, onPropose }: BuyInProps) {
  const t = useText();
  const [agent, setAgent] = useState('');
  const [price, setPrice] = useState('');
  const seller = agent === '' ? 0 : /^\d{1,9}$/.test(agent) ? Number(agent) : undefined;
  const ticks = ticksOf(price, instrument);
  const isReady = seller !== undefined && ticks !== undefined && (seller > 0 || ticks === 0);
  const whose = { account: row.account };
  return (
    <span className="acts">
      <input
        className="in-row"
        inputMode="numeric"
        placeholder={t('clearing.seller')}
        aria-label={t('clearing.sellerOf', whose)}
        value={agent}
        onChange={(event) => {
          setAgent(event.target.value);
        }}
      />
      <input
        className="in-row"
        inputMode="decimal"
        placeholder={t('clearing.price')}
        aria-label={t('clearing.priceOf', whose)}
        value={price}
        onChange={(event) => {
          setPrice(event.target.value);
        }}
      />
      <Button
        small
        disabled={isBusy || !row.isDue || !isReady}
        onClick={() => {
          if (isReady) onPropose(seller, ticks);
        }}
      >
        {t(agent === '' ? 'clearing.proposeCash' : 'operations.propose')}
      </Button>
    </span>
  );
}

/** 0: nothing typed; undefined: no price of the instrument. */
function ticksOf(text: string, instrument: Instrument | undefined): number | undefined {
  if (text.trim() === '') return 0;
  if (instrument === undefined) return undefined;
  const value = parseDecimal(text.trim(), instrument.priceScale);
  if (value === undefined || value <= 0 || value % instrument.tickStep !== 0) return undefined;
  return value / instrument.tickStep;
}
