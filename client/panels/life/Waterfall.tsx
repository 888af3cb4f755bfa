// From the key to the painted ack: one bar per station on a common time axis.

import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { axisMarks, spanText, wholeMicros, type LifeStep } from './life-steps.ts';

export interface WaterfallProps {
  readonly steps: readonly LifeStep[];
}

export function Waterfall({ steps }: WaterfallProps) {
  const t = useText();
  const whole = wholeMicros(steps);
  const marks = axisMarks(whole);
  const end = marks.at(-1)!;
  return (
    <div className="waterfall">
      <span />
      <span className="axis" aria-hidden="true">
        {marks.map((mark) => (
          <i key={mark} style={{ left: `${String((mark / end) * 100)}%` }}>
            {mark === end ? spanText(mark).replace('.000', '') : mark / (end < 1_000 ? 1 : 1_000)}
          </i>
        ))}
      </span>
      <span />
      {steps.map((step) => (
        <Step key={step.name} step={step} end={end} parts={marks.length - 1} />
      ))}
      <b>{t('life.whole')}</b>
      <span />
      <b className="span">{spanText(whole)}</b>
    </div>
  );
}

interface StepProps {
  readonly step: LifeStep;
  readonly end: number;
  readonly parts: number;
}

function Step({ step, end, parts }: StepProps) {
  const t = useText();
  const track = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    track.current?.style.setProperty('--part', `${String(100 / parts)}%`);
  }, [parts]);
  const part = (micros: number) => `${String((micros / end) * 100)}%`;
  return (
    <>
      <span className="station">
        <b>{t(`life.step_${step.name}`)}</b> <i>{t(`life.about_${step.name}`)}</i>
      </span>
      <span className="track" ref={track}>
        <span
          className="bar"
          data-where={step.where}
          style={{ left: part(step.from), width: part(step.to - step.from) }}
        />
      </span>
      <span className="span">{spanText(step.to - step.from)}</span>
    </>
  );
}
