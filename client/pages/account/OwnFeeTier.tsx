// The own fee tier: what is off the commission, the volume of thirty days, and what is missing to the next tier.

import type { ReactNode } from 'react';
import { readOwnTier, type OwnTier } from '../../actions/tiers-desk.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { moneyText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTexts } from '../../ui/use-texts.ts';
import './fee-tier.css';

const offText = (ppm: number) => `${formatDecimal(ppm, 4).replace(/\.?0+$/, '')}%`;

/** Where there are no tiers there is nothing to show. */
export function OwnFeeTier() {
  const hasTexts = useTexts('tiers');
  const answer = useAnswer(readOwnTier);
  if (!hasTexts || answer.is !== 'ready' || answer.value.asset === -1) return null;
  return <Shown own={answer.value} />;
}

function Shown({ own }: { readonly own: OwnTier }) {
  const t = useText();
  const assets = useInstruments((state) => state.assets);
  const asset = assets.get(own.asset);
  const codeOf = (id: number) => assets.get(id)?.code ?? String(id);
  const money = (minor: number) => `${moneyText(minor, asset?.scale ?? 0)} ${asset?.code ?? ''}`;
  const tier = own.ran?.tier ?? 0;
  const name = own.isByHand
    ? t('tiers.yoursByHand')
    : tier === 0
      ? t('tiers.yoursNone')
      : t('tiers.yoursIs', { tier });
  const off = t('tiers.off', {
    ...{ maker: offText(own.makerDiscountPpm), taker: offText(own.takerDiscountPpm) },
  });
  const currencies = own.missing.map(codeOf).join(', ');
  return (
    <Block title={t('tiers.own')} words={t('tiers.ownWords')}>
      <dl className="pay-lines fee-tier">
        <Line name={t('tiers.yours')}>{t('tiers.yoursWith', { name, off })}</Line>
        <Line name={t('tiers.ownVolume')}>{money(own.volumeMinor)}</Line>
        <Line name={t('tiers.next')}>
          <Next own={own} tier={tier} money={money} />
        </Line>
      </dl>
      {own.missing.length > 0 && <p className="foot-words">{t('tiers.missing', { currencies })}</p>}
      {own.tiers.length > 0 && <Table own={own} money={money} />}
    </Block>
  );
}

type Money = (minor: number) => string;

interface NextProps {
  readonly own: OwnTier;
  /** Of the last run. */
  readonly tier: number;
  readonly money: Money;
}

function Next({ own, tier, money }: NextProps) {
  const t = useText();
  const { isByHand, nextTier, tiers, volumeMinor } = own;
  const above = tiers[nextTier];
  const missing =
    above === undefined
      ? t('tiers.top')
      : t('tiers.toNext', {
          ...{ volume: money(above.fromMinor - volumeMinor), tier: nextTier + 1 },
        });
  if (isByHand) return t('tiers.handStays');
  if (nextTier === tier) return missing;
  return (
    <>
      {t('tiers.becomes', { tier: nextTier })}
      <br />
      {missing}
    </>
  );
}

function Table({ own, money }: { readonly own: OwnTier; readonly money: Money }) {
  const t = useText();
  return (
    <table className="fee-tiers">
      <thead>
        <tr>
          <th scope="col">{t('tiers.tier')}</th>
          <th scope="col" className="figure">
            {t('tiers.from')}
          </th>
          <th scope="col" className="figure">
            {t('tiers.maker')}
          </th>
          <th scope="col" className="figure">
            {t('tiers.taker')}
          </th>
        </tr>
      </thead>
      <tbody>
        {own.tiers.map(({ fromMinor, makerDiscountPpm, takerDiscountPpm }, k) => (
          <tr key={fromMinor} aria-current={k + 1 === own.nextTier || undefined}>
            <th scope="row">
              {k + 1} {k + 1 === own.nextTier && <small>{t('tiers.isYours')}</small>}
            </th>
            <td className="figure">{money(fromMinor)}</td>
            <td className="figure">{offText(makerDiscountPpm)}</td>
            <td className="figure">{offText(takerDiscountPpm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
