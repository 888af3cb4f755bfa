// The ladder: prices stand still, sizes come and go beside them. Armed, a click sends a limit order of the
// chosen size; else it hands side and price to the ticket and sends nothing. Own marks are dragged to amend.

import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import type { LinkColour } from '../../state/link-store.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { readSizes, sizesStore } from '../../state/size-presets.ts';
import { IconButton } from '../../ui/Button.tsx';
import { qtyText } from '../../ui/format.ts';
import { InstrumentPanel, ViewBadge } from '../../ui/InstrumentPanel.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import { textNow } from '../../i18n/use-text.ts';
import { readLadderStep, withLadderStep, type ChosenStep } from './auto-step.ts';
import { createHand } from './ladder-hand.ts';
import { useLadderScene, type LadderScene } from './ladder-scene.ts';
import { LadderButtons } from './LadderButtons.tsx';
import { LadderFacts } from './LadderFacts.tsx';
import { LadderGrid, useRowCount } from './LadderGrid.tsx';
import { pointerWords } from './pointer-words.ts';
import { figuresOf, rowSize } from './row-size.ts';
import { SizeRow } from './SizeRow.tsx';
import { StepMenu } from './StepMenu.tsx';
import { useOneClick } from './use-one-click.ts';
import { useRoom } from './use-room.ts';
import './ladder.css';

interface LadderPanelProps {
  readonly colour: LinkColour;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export default function LadderPanel({ colour, params, setParams }: LadderPanelProps) {
  return (
    <InstrumentPanel colour={colour}>
      {(instrument) => (
        <LadderOf
          instrument={instrument}
          chosen={readLadderStep(params, instrument.symbol)}
          onChoose={(chosen) => {
            setParams(withLadderStep(params, instrument.symbol, chosen));
          }}
        />
      )}
    </InstrumentPanel>
  );
}

interface LadderOfProps {
  readonly instrument: Instrument;
  readonly chosen: ChosenStep;
  readonly onChoose: (chosen: ChosenStep) => void;
}

function LadderOf({ instrument, chosen, onChoose }: LadderOfProps) {
  const t = useText();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const away = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const view = useRef<DepthView>(undefined);
  const [said, say] = useState('');
  const [step, setStep] = useState(1);
  const toldStep = useRef(step);
  const rowCount = useRowCount(grid);
  useRoom(grid);
  const parts = useMemo(() => ({ grid, body, away }), []);
  const tell = useCallback(
    (scene: LadderScene) => {
      view.current = scene.view;
      // React keeps an update that changes nothing until the next render; paints come many times a second.
      if (toldStep.current !== scene.shown.step) setStep(scene.shown.step);
      toldStep.current = scene.shown.step;
      grid.current?.toggleAttribute('data-stale', scene.view?.truth === 'stale');
      paintTip(tip.current, body.current, scene, pointerWords(scene, instrument));
      paintFoot(foot.current, scene.view, instrument);
    },
    [instrument],
  );
  const scene = useLadderScene(instrument, chosen, rowCount, parts, tell);
  const book = useCallback(() => scene.view, [scene]);
  const intents = useOneClick(instrument, book, say);
  const { onKeyDown, ...hand } = useMemo(
    () => createHand({ instrument, scene, intents, say }),
    [instrument, scene, intents],
  );
  return (
    <Panel
      className="ladder"
      subtitle={instrument.symbol}
      badge={<ViewBadge view={view} well="verified" instrument={instrument.id} />}
      tools={
        <IconButton
          icon="target"
          label={t('ladder.centre')}
          onClick={() => {
            scene.centre();
          }}
        />
      }
      footer={<LadderFoot foot={foot} />}
    >
      <LadderFacts instrument={instrument} />
      <SizeRow instrument={instrument} say={say}>
        <StepMenu instrument={instrument} chosen={chosen} shown={step} onChange={onChoose} />
      </SizeRow>
      <LadderGrid
        label={`${t('shell.panel.ladder')} ${instrument.symbol}`}
        {...{ rowCount, grid, body, away, tip, onKeyDown, hand }}
      />
      <p className="ladder-said" role="status">
        {said === '' ? <Hint instrument={instrument} /> : said}
      </p>
      <LadderButtons instrument={instrument} intents={intents} />
    </Panel>
  );
}

/** What a click does now. */
function Hint({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const armed = usePrefs((state) => state.armed);
  const kept = sizesStore((state) => state.bySymbol[instrument.symbol]);
  const { lots, chosen } = readSizes(kept, instrument);
  return armed
    ? t('ladder.hintArmed', { qty: qtyText(lots[chosen]!, instrument) })
    : t('ladder.hintTicket');
}

function LadderFoot({ foot }: { readonly foot: RefObject<HTMLDivElement | null> }) {
  const t = useText();
  return (
    <div className="ladder-foot" ref={foot}>
      <span>
        {t('ladder.bids')} <b />
      </span>
      <span />
      <span>
        {t('ladder.asks')} <b />
      </span>
    </div>
  );
}

function sum(levels: Levels | undefined): number {
  let lots = 0;
  for (let k = 0; k < (levels?.count ?? 0); k++) lots += levels!.lots(k);
  return lots;
}

function paintFoot(
  foot: HTMLElement | null,
  view: DepthView | undefined,
  instrument: Instrument,
): void {
  if (foot === null) return;
  const bids = sum(view?.bids);
  const asks = sum(view?.asks);
  const [left, middle, right] = foot.children as unknown as HTMLElement[];
  const figures = figuresOf(instrument, 1);
  setCell(left!.lastElementChild!, rowSize(bids, figures));
  setCell(right!.lastElementChild!, rowSize(asks, figures));
  const share = bids + asks === 0 ? 50 : Math.round((bids / (bids + asks)) * 100);
  const values = { bids: share, asks: 100 - share };
  setCell(middle!, bids + asks === 0 ? '–' : textNow('ladder.shares', values));
}

/** Beside the pointed row, on the half of the ladder that it leaves free. */
function paintTip(
  tip: HTMLElement | null,
  body: HTMLElement | null,
  { pointed }: LadderScene,
  words: string,
): void {
  if (tip === null || body === null) return;
  const row = pointed && (body.children[pointed.row] as HTMLElement | undefined);
  const isSaid = words !== '' && row !== undefined;
  if (tip.hidden === isSaid) tip.hidden = !isSaid;
  if (pointed === undefined || row === undefined || words === '') return;
  setCell(tip, words);
  tip.dataset['side'] = pointed.column === 'bid' || pointed.column === 'ownBid' ? 'right' : 'left';
  // Contained, the rows count from the top of their box. Words of two lines grow towards the middle.
  tip.style.top = `${String(body.offsetTop + row.offsetTop)}px`;
  tip.toggleAttribute('data-upwards', pointed.row * 2 > body.children.length);
}
