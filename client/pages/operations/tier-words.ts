// Proposals about fee tiers in words.

import type { FeeTier } from '../../actions/tiers-desk.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Asset } from '../../../shared/domain/instrument.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { moneyText } from '../../ui/format.ts';

interface Words {
  readonly t: Translate;
  readonly assets: ReadonlyMap<number, Asset>;
}

interface Given {
  readonly account?: number;
  readonly asset?: number;
  readonly tiers?: readonly FeeTier[];
}

/** Parts per million as a percentage. */
export function offText(ppm: number): string {
  return `${formatDecimal(ppm, 4).replace(/\.?0+$/, '')}%`;
}

/** undefined: it is about something else. */
export function tierProposalText(
  { t, assets }: Words,
  what: string,
  given: object,
): string | undefined {
  const { account = 0, asset: id = -1, tiers = [] } = given as Given;
  if (what === 'discount.release') return t('tiers.says.release', { account });
  if (what !== 'fee-tiers.set') return undefined;
  const asset = assets.get(id);
  const rows = tiers.map(({ fromMinor, makerDiscountPpm, takerDiscountPpm }) =>
    t('tiers.says.tier', {
      volume: moneyText(fromMinor, asset?.scale ?? 0),
      ...{ maker: offText(makerDiscountPpm), taker: offText(takerDiscountPpm) },
    }),
  );
  const said = rows.length === 0 ? t('tiers.says.empty') : rows.join(t('operations.and'));
  return t('tiers.says.table', { currency: asset?.code ?? String(id), tiers: said });
}
