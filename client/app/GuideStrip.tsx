// The guide to the first order: one line above the desk that says what to do next. It covers nothing, waits
// for the deed itself, and goes away for good when it is told to.

import { useEffect } from 'react';
import { setPref } from '../actions/set-pref.ts';
import { useText } from '../i18n/use-text.ts';
import { askTerm } from '../state/glossary-store.ts';
import { GUIDE_OFF, usePrefs } from '../state/prefs-store.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { GUIDE_STEPS } from './guide-steps.ts';
import { shownDock, showPanel } from './shown-dock.ts';
import { watchGuide } from './watch-guide.ts';

export default function GuideStrip() {
  const t = useText();
  const at = usePrefs((state) => state.guideStep);
  useEffect(() => watchGuide(), []);
  const step = GUIDE_STEPS[at];
  const id = step?.id ?? 'done';
  const count = GUIDE_STEPS.length;
  return (
    <section className="guide" aria-label={t('guide.title')}>
      <ol className="guide-dots" aria-hidden="true">
        {GUIDE_STEPS.map((one, k) => (
          <li key={one.id} data-is={k < at ? 'done' : k === at ? 'now' : 'ahead'} />
        ))}
      </ol>
      <span className="paper-tag">{t('shell.paper')}</span>
      <p role="status">
        <b>{step === undefined ? t('guide.finished') : t('guide.step', { n: at + 1, count })}</b>{' '}
        {t(`guide.${id}`)}
      </p>
      {step === undefined ? (
        <Button
          small
          onClick={() => {
            askTerm(undefined);
          }}
        >
          {t('shell.glossary')}
        </Button>
      ) : (
        <span className="guide-keys">
          {step.keys.map((keys) => (
            <Kbd key={keys} keys={keys} />
          ))}
        </span>
      )}
      {step !== undefined && shownDock() !== undefined && (
        <Button
          small
          onClick={() => {
            goTo(step.panel);
          }}
        >
          {t('guide.show', { panel: t(`shell.panel.${step.panel}`) })}
        </Button>
      )}
      <IconButton
        icon="close"
        label={t('guide.close')}
        onClick={() => {
          setPref('guideStep', GUIDE_OFF);
        }}
      />
    </section>
  );
}

/** Brings the panel to the front and the focus into it. */
function goTo(kind: string): void {
  showPanel(kind);
  const panel = shownDock()?.api.panels.find(({ view }) => view.contentComponent === kind);
  requestAnimationFrame(() => {
    panel?.group.element
      .querySelector<HTMLElement>('.panel-body :is([role="grid"], input[name="qty"])')
      ?.focus();
  });
}
