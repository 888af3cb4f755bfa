// The desk: top bar, dock (or one panel on a phone), footer, and what may lie above them.

import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Role } from '../../shared/domain/role.ts';
import { loadTexts } from '../i18n/texts.ts';
import { useText } from '../i18n/use-text.ts';
import { glossaryStore } from '../state/glossary-store.ts';
import { GUIDE_OFF, usePrefs } from '../state/prefs-store.ts';
import { useIdentity } from '../state/identity-store.ts';
import { useSession } from '../state/session-store.ts';
import { lifeStore } from '../state/life-store.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { DockSketch } from './DockSketch.tsx';
import { FootBar } from './FootBar.tsx';
import { listenToKeys } from './hotkeys.ts';
import { openOverlay, overlayStore } from './overlay-store.ts';
import { ProfileStrip } from './ProfileStrip.tsx';
import { shownDock, showPanel } from './shown-dock.ts';
import { ToastStack } from './ToastStack.tsx';
import { TopBar } from './TopBar.tsx';

const DockHost = lazy(() => import('./DockHost.tsx'));
const Palette = lazy(loadPalette);
const Overlays = lazy(loadOverlays);
const GuideStrip = lazy(loadGuide);
const PhoneDesk = lazy(() => import('./PhoneDesk.tsx'));

/** Loaded before it is first asked for: what is typed right after its key must not be lost. */
const PALETTE_AFTER_MS = 1_500;

async function loadPalette() {
  const [module] = await Promise.all([import('./Palette.tsx'), loadTexts('palette')]);
  return module;
}

async function loadGuide() {
  const [module] = await Promise.all([import('./GuideStrip.tsx'), loadTexts('guide')]);
  return module;
}

async function loadOverlays() {
  const [module] = await Promise.all([import('./Overlays.tsx'), loadTexts('glossary')]);
  return module;
}

const NARROW = '(max-width: 767px)';

function useNarrow(): boolean {
  const [query] = useState(() => matchMedia(NARROW));
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    () => query.matches,
  );
}

/** What stands above the desk: how to get an account, how to place a first order, or nothing. */
function useAbove(): ReactNode {
  const guided = useGuided();
  const needs = useIdentity(({ me }) =>
    me?.account === -1 && me.role === Role.trader ? me.kyc : '',
  );
  if (needs !== '') return <ProfileStrip isSubmitted={needs === 'submitted'} />;
  return guided ? <GuideStrip /> : undefined;
}

/** Who may trade is led to a first order, until it is done or dismissed. */
function useGuided(): boolean {
  const isOn = usePrefs((state) => state.guideStep !== GUIDE_OFF);
  const mayTrade = useSession((state) => state.role === Role.trader);
  return isOn && mayTrade;
}

export function DeskPage() {
  const t = useText();
  const narrow = useNarrow();
  const overlay = overlayStore((state) => state.open);
  const above = useAbove();
  const hasAbove = above !== undefined;
  useEffect(() => listenToKeys(), []);
  useEffect(
    () => startLater(() => import('./watch-outcomes.ts').then((m) => m.watchOutcomes())),
    [],
  );
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  useEffect(() => openLifeOnChoice(), []);
  useEffect(() => openGlossaryOnQuestion(), []);
  useEffect(() => startLater(() => import('./sync-layouts.ts').then((m) => m.syncLayouts())), []);
  return (
    <div className="desk" data-narrow={narrow || undefined} data-guide={hasAbove || undefined}>
      {!narrow && <TopBar />}
      {hasAbove && (
        <div className="guide-place">
          <Suspense>{above}</Suspense>
        </div>
      )}
      <main className="desk-main" aria-label={t('shell.desk')}>
        <Suspense fallback={narrow ? null : <DockSketch />}>
          {narrow ? <PhoneDesk /> : <DockHost />}
        </Suspense>
      </main>
      {!narrow && <FootBar />}
      <ConnectionBanner />
      <ToastStack />
      <Suspense>
        {overlay === 'palette' && <Palette />}
        {overlay !== undefined && overlay !== 'palette' && <Overlays which={overlay} />}
      </Suspense>
    </div>
  );
}

/** An order that a blotter chose shows its story: in the dock's panel, on a phone above the desk. */
function openLifeOnChoice(): () => void {
  return lifeStore.subscribe(({ chosen }, before) => {
    if (chosen === undefined || chosen === before.chosen) return;
    if (shownDock() === undefined) openOverlay('life');
    else showPanel('life');
  });
}

/** A word of a panel was asked about. */
function openGlossaryOnQuestion(): () => void {
  return glossaryStore.subscribe(({ number }, before) => {
    if (number !== before.number) openOverlay('glossary');
  });
}

/** Starts something whose code is loaded later; the answer stops it, whether it has come or not. */
function startLater(load: () => Promise<() => void>): () => void {
  let stop: (() => void) | undefined;
  let wanted = true;
  void load().then((stopIt) => {
    if (wanted) stop = stopIt;
    else stopIt();
  });
  return () => {
    wanted = false;
    stop?.();
  };
}
