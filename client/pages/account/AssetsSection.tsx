// What the account holds, by class: available, held, total. It follows the feed.

import { useMemo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { ASSET_GROUPS, assetRows, type AssetGroup, type AssetRow } from './asset-rows.ts';

export default function AssetsSection() {
  const t = useText();
  const balances = useAccount((state) => state.balances);
  const isLoaded = useAccount((state) => state.loaded);
  const { assets, instruments } = useInstruments();
  const groups = useMemo(
    () => assetRows(balances.values(), assets, instruments.values()),
    [balances, assets, instruments],
  );
  if (!isLoaded) return <Loading rows={6} label={t('ui.loading')} />;
  if (groups.size === 0) {
    return <Empty title={t('funding.noAssets')} words={t('funding.noAssetsWords')} icon="search" />;
  }
  return (
    <Block title={t('funding.assets')} words={t('funding.assetsWords')}>
      <table className="money-table assets">
        <thead>
          <tr>
            <th scope="col">{t('funding.asset')}</th>
            {(['available', 'held', 'total'] as const).map((name) => (
              <th key={name} scope="col" className="figure">
                {t(`funding.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        {ASSET_GROUPS.map((group) => (
          <Group key={group} group={group} rows={groups.get(group) ?? []} />
        ))}
      </table>
      <p className="foot-words">{t('funding.heldWords')}</p>
    </Block>
  );
}

interface GroupProps {
  readonly group: AssetGroup;
  readonly rows: readonly AssetRow[];
}

function Group({ group, rows }: GroupProps) {
  const t = useText();
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr className="group">
        <th scope="rowgroup" colSpan={4}>
          {t(`funding.group.${group}`)}
        </th>
      </tr>
      {rows.map(({ asset, name, available, held }) => {
        const money = (minor: number) => moneyText(minor, asset.scale, Math.min(asset.scale, 8));
        return (
          <tr key={asset.id}>
            <th scope="row">
              {asset.code} {name !== '' && <small>{name}</small>}
            </th>
            <td className="figure" data-label={t('funding.available')}>
              {money(available)}
            </td>
            <td
              className="figure"
              data-label={t('funding.held')}
              data-none={held === 0 || undefined}
            >
              {money(held)}
            </td>
            <td className="figure" data-label={t('funding.total')}>
              {money(available + held)}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}
