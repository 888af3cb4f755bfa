// What the account holds, by class: available, held, unsettled, total. It follows the feed; what is unsettled
// is the read model's to tell.

import { useEffect, useMemo } from 'react';
import { readUnsettled } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { ASSET_GROUPS, assetRows, type AssetGroup, type AssetRow } from './asset-rows.ts';
import { OwnFeeTier } from './OwnFeeTier.tsx';
import { useLive } from './use-live.ts';

/** The read model follows the feed by less. */
const FOLLOWS_MS = 1_000;

const isOpen = (unsettled: ReadonlyMap<number, number>) =>
  [...unsettled.values()].some((minor) => minor !== 0);

/** Undefined while it is not known. */
function useUnsettled(balances: unknown): ReadonlyMap<number, number> | undefined {
  const live = useLive(readUnsettled, isOpen);
  const { reload } = live;
  useEffect(() => {
    const timer = setTimeout(() => void reload(), FOLLOWS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [balances, reload]);
  return live.is === 'ready' && !live.isLost ? live.value : undefined;
}

export default function AssetsSection() {
  const t = useText();
  const balances = useAccount((state) => state.balances);
  const isLoaded = useAccount((state) => state.loaded);
  const { assets, instruments } = useInstruments();
  const unsettled = useUnsettled(balances);
  const groups = useMemo(
    () =>
      assetRows(balances.values(), assets, instruments.values(), (asset) => unsettled?.get(asset)),
    [balances, assets, instruments, unsettled],
  );
  if (!isLoaded) return <Loading rows={6} label={t('ui.loading')} />;
  if (groups.size === 0) {
    return <Empty title={t('funding.noAssets')} words={t('funding.noAssetsWords')} icon="search" />;
  }
  return (
    <>
      <Block title={t('funding.assets')} words={t('funding.assetsWords')}>
        <table className="money-table assets">
          <thead>
            <tr>
              <th scope="col">{t('funding.asset')}</th>
              {(['available', 'held', 'unsettled', 'total'] as const).map((name) => (
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
      <OwnFeeTier />
    </>
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
        <th scope="rowgroup" colSpan={5}>
          {t(`funding.group.${group}`)}
        </th>
      </tr>
      {rows.map(({ asset, name, available, held, unsettled }) => {
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
            <td
              className="figure"
              data-label={t('funding.unsettled')}
              data-none={(unsettled ?? 0) === 0 || undefined}
            >
              {unsettled === undefined ? '–' : `${unsettled > 0 ? '+' : ''}${money(unsettled)}`}
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
