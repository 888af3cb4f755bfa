// Preferences: looks, language, time, and how careful the desk is.

import { setPref } from '../actions/set-pref.ts';
import { useText } from '../i18n/use-text.ts';
import { PREF_CHOICES, usePrefs, type ChoicePref } from '../state/prefs-store.ts';
import { Check } from '../ui/Check.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Segment } from '../ui/Segment.tsx';
import { closeOverlay } from './overlay-store.ts';

const SWITCHES = ['refuseStale', 'hotkeys', 'reducedMotion'] as const;

export function PrefsPage() {
  const t = useText();
  const prefs = usePrefs();
  return (
    <Dialog title={t('shell.prefs')} onClose={closeOverlay}>
      <div className="prefs">
        {(Object.keys(PREF_CHOICES) as ChoicePref[]).map((name) => (
          <ChoiceRow key={name} name={name} />
        ))}
        {SWITCHES.map((name) => (
          <Check
            key={name}
            label={t(`shell.prefs.${name}`)}
            checked={prefs[name]}
            onChange={(on) => {
              setPref(name, on);
              if (name === 'hotkeys' && !on) setPref('armed', false);
            }}
          />
        ))}
      </div>
    </Dialog>
  );
}

function ChoiceRow<Name extends ChoicePref>({ name }: { readonly name: Name }) {
  const t = useText();
  const value = usePrefs((state) => state[name]);
  const label = t(`shell.prefs.${name}`);
  const choices = PREF_CHOICES[name].map((choice) => ({
    value: choice,
    label: t(`shell.${name}.${choice}`),
  }));
  return (
    <div className="pref-row">
      <span>{label}</span>
      <Segment
        label={label}
        choices={choices}
        value={value}
        onChange={(next) => {
          setPref(name, next);
        }}
      />
    </div>
  );
}
