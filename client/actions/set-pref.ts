// One user intent: change a preference.

import { prefsStore, type PrefsState } from '../state/prefs-store.ts';

export function setPref<K extends keyof PrefsState>(name: K, value: PrefsState[K]): void {
  prefsStore.setState({ [name]: value } as Pick<PrefsState, K>);
}
