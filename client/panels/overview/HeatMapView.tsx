// The market as a map: tiles as large as the turnover, laid out by `heat-map.ts`; every tile is a button.

import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { shortAmount } from '../../ui/large-figures.ts';
import { changeWords, directionOf } from './change-words.ts';
import { heatMaps, type HeatTile } from './heat-map.ts';
import { byCurrency, type Mover } from './market-overview.ts';
import { withFigures } from './use-movers.ts';

export interface HeatMapProps {
  /** The movers of now, and those by which tiles are placed. */
  readonly movers: readonly Mover[];
  readonly placed: readonly Mover[];
  readonly choose: (mover: Mover) => void;
}

/** px of a title. */
const TITLE_PX = 22;

export function HeatMapView({ movers, placed, choose }: HeatMapProps) {
  const t = useText();
  const assets = useInstruments((state) => state.assets);
  const place = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const titles = useMemo(() => byCurrency(placed).length * TITLE_PX, [placed]);
  const maps = useMemo(
    () => (size.width === 0 ? [] : heatMaps(placed, size.width, size.height - titles)),
    [placed, size, titles],
  );
  return (
    <div ref={place} className="heat-maps">
      {maps.map(({ currency, height, tiles }) => (
        <section key={currency}>
          <h3>{t('overview.turnover', { currency: assets.get(currency)?.code ?? '' })}</h3>
          <div className="heat-map" style={{ height }}>
            {withFigures(
              tiles.map(({ mover }) => mover),
              movers,
            ).map((mover, k) => (
              <Tile
                key={mover.instrument.id}
                tile={tiles[k]!}
                mover={mover}
                code={assets.get(currency)?.code ?? ''}
                choose={choose}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

interface TileProps {
  readonly tile: HeatTile;
  readonly mover: Mover;
  readonly code: string;
  readonly choose: (mover: Mover) => void;
}

function Tile({ tile, mover, code, choose }: TileProps) {
  const t = useText();
  const language = useLanguage();
  const { symbol, name } = mover.instrument;
  const words = t('overview.tile', {
    ...{ symbol, name, change: changeWords(mover) },
    turnover: `${shortAmount(mover.turnover, language)} ${code}`,
  });
  const { x: left, y: top, width, height } = tile;
  return (
    <button
      type="button"
      title={words}
      aria-label={words}
      data-tile={directionOf(mover)}
      style={{ left, top, width, height }}
      onClick={() => {
        choose(mover);
      }}
    >
      {tile.words !== 'none' && <b>{symbol}</b>}
      {tile.words === 'all' && <span>{changeWords(mover)}</span>}
    </button>
  );
}

/** px of the place where the maps stand. */
function useSize(place: { readonly current: HTMLElement | null }) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const measure = () => {
      const { clientWidth: width } = box;
      const height = box.parentElement?.clientHeight ?? 0;
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    if (box.parentElement !== null) observer.observe(box.parentElement);
    return () => {
      observer.disconnect();
    };
  }, [place]);
  return size;
}
