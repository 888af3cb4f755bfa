// How many ticks a row of the ladder has: automatic, or one of the steps.

import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { STEPS } from '../../../shared/domain/tick-groups.ts';
import { useText } from '../../i18n/use-text.ts';
import { grouped } from '../../ui/format.ts';
import { Menu } from '../../ui/Menu.tsx';
import type { ChosenStep } from './auto-step.ts';

interface StepMenuProps {
  readonly instrument: Instrument;
  readonly chosen: ChosenStep;
  /** What the rows show, in ticks. */
  readonly shown: number;
  readonly onChange: (chosen: ChosenStep) => void;
}

export function StepMenu({ instrument, chosen, shown, onChange }: StepMenuProps) {
  const t = useText();
  const text = (ticks: number) =>
    grouped(formatDecimal(ticks * instrument.tickStep, instrument.priceScale));
  const isAuto = chosen === 'auto';
  const words = isAuto ? t('ladder.autoStep', { step: text(shown) }) : text(chosen);
  return (
    <Menu
      label={`${t('ladder.step')} ${words}`}
      className="button small ladder-step"
      trigger={
        <>
          <span className="full">{words}</span>
          <span className="short">{isAuto ? t('ladder.auto') : `×${String(chosen)}`}</span>
        </>
      }
      items={[
        {
          id: 'auto',
          label: t('ladder.auto'),
          checked: isAuto,
          onSelect: () => {
            onChange('auto');
          },
        },
        null,
        ...STEPS.map((ticks) => ({
          id: String(ticks),
          label: t('ladder.stepTicks', { step: text(ticks), n: ticks }),
          checked: ticks === chosen,
          onSelect: () => {
            onChange(ticks);
          },
        })),
      ]}
    />
  );
}
