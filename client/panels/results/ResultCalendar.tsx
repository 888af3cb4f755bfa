// A month of results: one day per cell, chosen by pointer or by arrow keys, over the ends of months too.

import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { DayResult } from '../../actions/load-history.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { dayAfter, dayInMonth, monthOf, monthWeeks, netMinor } from './result-days.ts';
import { directionOf, signedText } from './signed-money.ts';

export interface ResultCalendarProps {
  readonly days: ReadonlyMap<string, DayResult>;
  readonly code: string;
  readonly scale: number;
  /** The chosen day; its month is shown. */
  readonly day: string;
  readonly today: string;
  readonly onDay: (day: string) => void;
}

/** Days, or months, by which a key moves the choice. */
const DAY_STEPS: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 },
};
const MONTH_STEPS: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };

function dayByKey(key: string, day: string): string | undefined {
  const days = DAY_STEPS[key];
  if (days !== undefined) return dayAfter(day, days);
  const months = MONTH_STEPS[key];
  if (months !== undefined) return dayInMonth(day, months);
  if (key === 'Home') return `${monthOf(day)}-01`;
  return key === 'End' ? dayAfter(`${monthOf(dayInMonth(day, 1))}-01`, -1) : undefined;
}

export function ResultCalendar(props: ResultCalendarProps) {
  const { day, onDay } = props;
  const t = useText();
  const words = useDateWords();
  const grid = useRef<HTMLTableElement>(null);
  const isByKey = useRef(false);
  const month = monthOf(day);
  useEffect(() => {
    if (isByKey.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    isByKey.current = false;
  }, [day]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(event.key, day);
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    isByKey.current = true;
    onDay(next);
  };
  const step = (months: number) => () => onDay(dayInMonth(day, months));
  return (
    <section className="result-calendar">
      <header>
        <IconButton icon="left" label={t('results.previous')} onClick={step(-1)} />
        <h3 aria-live="polite">{words.month(month)}</h3>
        <IconButton icon="right" label={t('results.next')} onClick={step(1)} />
      </header>
      <table
        ref={grid}
        role="grid"
        aria-label={t('results.calendar', { month: words.month(month) })}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {words.weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthWeeks(month).map((week, k) => (
            <tr key={k}>
              {week.map((one, weekday) =>
                one === undefined ? (
                  <td key={weekday} />
                ) : (
                  <DayCell key={weekday} {...props} cell={one} date={words.date(one)} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayCellProps extends ResultCalendarProps {
  readonly cell: string;
  readonly date: string;
}

function DayCell({ days, code, scale, day, today, onDay, cell, date }: DayCellProps) {
  const t = useText();
  const result = days.get(cell);
  const net = result === undefined ? '' : signedText(netMinor(result), scale);
  const label =
    result === undefined
      ? t('results.dayNone', { date })
      : t('results.dayWords', { date, net, code, count: result.fills });
  return (
    <td
      role="gridcell"
      tabIndex={cell === day ? 0 : -1}
      aria-selected={cell === day}
      aria-current={cell === today ? 'date' : undefined}
      data-day={result === undefined ? undefined : directionOf(netMinor(result))}
      onClick={() => onDay(cell)}
    >
      <span className="visually-hidden">{label}</span>
      <span className="day-number" aria-hidden="true">
        {Number(cell.slice(8))}
      </span>
      <span className="day-net" aria-hidden="true">
        {net}
      </span>
    </td>
  );
}

/** Dates in the language of the page; the days themselves have no zone any more. */
function useDateWords() {
  const language = useLanguage();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const formatter = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
        ...{ timeZone: 'UTC', ...options },
      });
      return (day: string) => formatter.format(new Date(`${day}T00:00:00Z`));
    };
    const weekday = format({ weekday: 'short' });
    const month = format({ year: 'numeric', month: 'long' });
    return {
      date: format({ dateStyle: 'full' }),
      month: (name: string) => month(`${name}-01`),
      // A week that began on a Monday.
      weekdays: Array.from({ length: 7 }, (_, k) => weekday(dayAfter('2026-11-16', k))),
    };
  }, [language]);
}
