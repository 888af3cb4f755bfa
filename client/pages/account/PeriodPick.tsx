// A period to choose: this month, the last one, this year, or days of one's own.

import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import { NamedChoice } from './NamedChoice.tsx';
import { daysFault, periodDays, PERIODS, type Days, type Period } from './statement-period.ts';

export interface PeriodChoice {
  readonly days: Days;
  readonly fault: ReturnType<typeof daysFault>;
  readonly period: Period;
  readonly own: Days;
  readonly choose: (period: Period) => void;
  readonly chooseOwn: (days: Days) => void;
}

export function usePeriod(first: Exclude<Period, 'own'>): PeriodChoice {
  const [period, choose] = useState<Period>(first);
  const [own, chooseOwn] = useState<Days>(() => periodDays(first, Date.now()));
  const days = period === 'own' ? own : periodDays(period, Date.now());
  return { days, fault: daysFault(days), period, own, choose, chooseOwn };
}

interface PeriodPickProps {
  readonly choice: PeriodChoice;
  /** The form was sent once: faults are shown. */
  readonly wasTried: boolean;
}

export function PeriodPick({ choice, wasTried }: PeriodPickProps) {
  const t = useText();
  const { period, days } = choice;
  return (
    <>
      <NamedChoice
        label={t('funding.period')}
        choices={PERIODS.map((value) => ({ value, label: t(`funding.period.${value}`) }))}
        value={period}
        onChange={choice.choose}
        hint={period === 'own' ? undefined : t('funding.days', { ...days })}
      />
      {period === 'own' && <OwnDays choice={choice} wasTried={wasTried} />}
    </>
  );
}

function OwnDays({ choice, wasTried }: PeriodPickProps) {
  const t = useText();
  const { own: days, fault, chooseOwn } = choice;
  return (
    <div className="field-pair even">
      <TextField
        label={t('funding.fromDay')}
        type="date"
        value={days.from}
        onChange={(from) => {
          chooseOwn({ ...days, from });
        }}
      />
      <TextField
        label={t('funding.toDay')}
        type="date"
        value={days.to}
        onChange={(to) => {
          chooseOwn({ ...days, to });
        }}
        error={wasTried && fault !== undefined ? t(`funding.fault.${fault}`) : undefined}
      />
    </div>
  );
}
