// Equity and open result in the top bar, painted once a second.

import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import { accountStore } from '../state/account-store.ts';
import { useDesk } from '../state/desk-context.ts';
import { instrumentsStore, useInstruments } from '../state/instruments-store.ts';
import { moneyText } from '../ui/format.ts';
import { accountWorth, mainCurrency } from './account-worth.ts';

const EVERY_MS = 1_000;

export function AccountFigures() {
  const t = useText();
  const { tables } = useDesk();
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  const equity = useRef<HTMLElement>(null);
  const result = useRef<HTMLElement>(null);
  const currency = mainCurrency(instruments.values());
  const asset = assets.get(currency);
  useEffect(() => {
    const paint = () => {
      const { balances, positions, loaded } = accountStore.getState();
      if (!loaded || asset === undefined || equity.current === null || result.current === null)
        return;
      const known = instrumentsStore.getState().instruments;
      const worth = accountWorth(
        currency,
        known,
        balances.values(),
        positions.values(),
        tables.quotes,
      );
      const { equityMinor, openResultMinor } = worth;
      equity.current.textContent = moneyText(equityMinor, asset.scale);
      const sign = openResultMinor > 0 ? '+' : '';
      result.current.textContent = `${sign}${moneyText(openResultMinor, asset.scale)}`;
      result.current.dataset['direction'] =
        openResultMinor > 0 ? 'up' : openResultMinor < 0 ? 'down' : 'flat';
    };
    paint();
    const timer = setInterval(paint, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [currency, asset, tables]);
  return (
    <dl className="account-figures">
      <div>
        <dt>{t('shell.equity', { asset: asset?.code ?? '' })}</dt>
        <dd ref={equity}>–</dd>
      </div>
      <div>
        <dt>{t('shell.openResult')}</dt>
        <dd ref={result} data-direction="flat">
          –
        </dd>
      </div>
    </dl>
  );
}
