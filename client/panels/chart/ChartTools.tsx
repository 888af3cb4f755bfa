// Interval, style and indicators of the chart.

import { BAR_SPANS } from '../../../shared/domain/quote.ts';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { Segment } from '../../ui/Segment.tsx';
import type { ChartParams } from './chart-params.ts';
import { INDICATORS } from './indicators/catalogue.ts';
import { CHART_STYLES } from './main-series.ts';

export interface ChartToolsProps {
  readonly settings: ChartParams;
  readonly onChange: (changed: Partial<ChartParams>) => void;
  readonly onNewest: () => void;
}

export function ChartTools({ settings, onChange, onNewest }: ChartToolsProps) {
  const t = useText();
  const styles = CHART_STYLES.map((style): MenuItem => ({
    id: style,
    label: t(`chart.${style}`),
    checked: style === settings.style,
    onSelect: () => {
      onChange({ style });
    },
  }));
  const style = t(`chart.${settings.style}`);
  return (
    <div className="chart-tools">
      <Segment
        label={t('chart.spans')}
        choices={BAR_SPANS.map((value) => ({ value, label: t(`chart.span${String(value)}`) }))}
        value={settings.spanSeconds}
        onChange={(spanSeconds) => {
          onChange({ spanSeconds });
        }}
      />
      <Menu
        className="chart-tool"
        label={t('chart.styles', { style })}
        trigger={
          <>
            <Icon name="candle" />
            {style}
          </>
        }
        items={styles}
      />
      <IndicatorMenu settings={settings} onChange={onChange} />
      <span className="chart-tools-end">
        <button type="button" className="chart-tool" title={t('chart.autoHint')} onClick={onNewest}>
          {t('chart.auto')}
        </button>
        <button
          type="button"
          className="chart-tool"
          title={t('chart.logHint')}
          aria-pressed={settings.logarithmic}
          onClick={() => {
            onChange({ logarithmic: !settings.logarithmic });
          }}
        >
          {t('chart.log')}
        </button>
      </span>
    </div>
  );
}

function IndicatorMenu({ settings, onChange }: Pick<ChartToolsProps, 'settings' | 'onChange'>) {
  const t = useText();
  const { indicators, volume } = settings;
  const items = INDICATORS.map(({ id, title }): MenuItem => {
    const checked = indicators.includes(id);
    return {
      id,
      label: title,
      checked,
      onSelect: () => {
        onChange({
          indicators: checked ? indicators.filter((x) => x !== id) : [...indicators, id],
        });
      },
    };
  });
  const volumeItem: MenuItem = {
    id: 'volume',
    label: t('chart.volume'),
    checked: volume,
    onSelect: () => {
      onChange({ volume: !volume });
    },
  };
  const count = indicators.length;
  const label = count === 0 ? t('chart.indicators') : t('chart.indicatorsOn', { n: String(count) });
  return (
    <Menu
      className="chart-tool"
      label={label}
      trigger={label}
      items={[volumeItem, null, ...items]}
    />
  );
}
