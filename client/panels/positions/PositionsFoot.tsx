// The foot of the positions: open and realised result by currency, live, and the last answer.

import { useCallback } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useAccount, accountStore } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { moneyText } from '../../ui/format.ts';
import { LiveCell, signed } from './LiveCell.tsx';
import { positionTotals } from './position-worth.ts';

export interface PositionsFootProps {
  readonly count: number;
  readonly answer: string;
}

export function PositionsFoot({ count, answer }: PositionsFootProps) {
  const t = useText();
  const { quotes } = useDesk().tables;
  const { instruments } = useInstruments();
  const positions = useAccount((state) => state.positions);
  const totals = positionTotals(positions.values(), instruments, quotes);
  return (
    <>
      <span>{t('positions.count', { count })}</span>
      <span role="status" className="ellipsis">
        {answer}
      </span>
      <span className="foot-end position-totals">
        {[...totals.keys()].map((currency) => (
          <Total key={currency} currency={currency} />
        ))}
      </span>
    </>
  );
}

function Total({ currency }: { readonly currency: number }) {
  const t = useText();
  const { quotes } = useDesk().tables;
  const { instruments, assets } = useInstruments();
  const asset = assets.get(currency);
  const figure = useCallback(
    (which: 'openMinor' | 'realisedMinor') => {
      const { positions } = accountStore.getState();
      const minor = positionTotals(positions.values(), instruments, quotes).get(currency)?.[which];
      return signed(minor ?? 0, moneyText(minor ?? 0, asset?.scale ?? 0));
    },
    [instruments, quotes, currency, asset],
  );
  const open = useCallback(() => figure('openMinor'), [figure]);
  const realised = useCallback(() => figure('realisedMinor'), [figure]);
  return (
    <span>
      {t('positions.open')}{' '}
      <b>
        <LiveCell figure={open} />
      </b>{' '}
      {t('positions.realised')}{' '}
      <b>
        <LiveCell figure={realised} />
      </b>{' '}
      {asset?.code}
    </span>
  );
}
