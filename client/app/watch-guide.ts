// Carries the guide on: compares what the user's stores say before and after, and remembers the step.

import { setPref } from '../actions/set-pref.ts';
import { guideStore } from '../state/guide-store.ts';
import { linkStore } from '../state/link-store.ts';
import { ordersStore } from '../state/orders-store.ts';
import { prefsStore } from '../state/prefs-store.ts';
import { guideAfter, type GuideScene } from './guide-steps.ts';

function sceneNow(): GuideScene {
  return {
    links: linkStore.getState().byColour,
    sized: guideStore.getState().sized,
    orders: ordersStore.getState(),
  };
}

export function watchGuide(): () => void {
  let before = sceneNow();
  const look = () => {
    const now = sceneNow();
    const { guideStep } = prefsStore.getState();
    const next = guideAfter(guideStep, now, before);
    before = now;
    if (next !== guideStep) setPref('guideStep', next);
  };
  const stops = [linkStore, guideStore, ordersStore].map((store) => store.subscribe(look));
  return () => {
    for (const stop of stops) stop();
  };
}

/** From its beginning, for whoever asks for it again. */
export function startGuide(): void {
  setPref('guideStep', 0);
}
