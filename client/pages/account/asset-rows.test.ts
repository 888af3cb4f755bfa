import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { assetRows } from './asset-rows.ts';

const assets = new Map(
  ['USD', 'EUR', 'BTC', 'NOVR'].map((code, id) => [id, { id, code, scale: id === 3 ? 0 : 2 }]),
);
const instrument = (baseAsset: number, quoteAsset: number, assetClass: number, name: string) =>
  ({ baseAsset, quoteAsset, assetClass, name }) as Instrument;
const instruments = [
  instrument(1, 0, 3, 'Euro / dollar'),
  instrument(2, 0, 4, 'Bitcoin'),
  instrument(3, 0, 0, 'Novera'),
];
const balance = (asset: number, available: number, held = 0) => ({ asset, available, held });

it('groups what is held; a currency that is traded stays money', () => {
  const balances = [balance(3, 7), balance(1, 5, 1), balance(0, 9), balance(2, 0, 4)];
  const groups = assetRows(balances, assets, instruments, (id) => (id === 2 ? -3 : 0));
  expect([...groups.keys()]).toEqual(['cash', 'crypto', 'stock']);
  expect(groups.get('cash')!.map(({ asset }) => asset.code)).toEqual(['USD', 'EUR']);
  expect(groups.get('crypto')).toEqual([
    { asset: assets.get(2), name: 'Bitcoin', available: 0, held: 4, unsettled: -3 },
  ]);
});

it('keeps what is sold to nothing and not delivered yet', () => {
  const groups = assetRows([balance(3, 0)], assets, instruments, () => -7);
  expect(groups.get('stock')?.[0]?.unsettled).toBe(-7);
});

it('leaves out what is empty and what the venue does not list', () => {
  const rows = [balance(0, 0), balance(99, 5)];
  expect(assetRows(rows, assets, instruments, () => undefined).size).toBe(0);
});
