// One panel alone on a page, over the still market: `?panel=depth&state=live`. Looks come from the stored
// preferences, as in the terminal.

import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import '../../../client/app/tokens.css';
import '../../../client/ui/base.css';
import '../../../client/ui/controls.css';
import '../../../client/ui/panel.css';
import '../../../client/ui/table.css';
import '../../../client/ui/overlay.css';
import '../../../client/app/shell.css';
import '../../../client/app/phone.css';
import './one-panel.css';
import { openDesk } from '../../../client/actions/sign-in.ts';
import { applyPrefs } from '../../../client/app/apply-prefs.ts';
import { PanelHost } from '../../../client/app/PanelHost.tsx';
import { panelEntry } from '../../../client/app/panel-registry.ts';
import { loadTexts } from '../../../client/i18n/texts.ts';
import { useInstruments } from '../../../client/state/instruments-store.ts';
import { watchLink } from '../../../client/state/link-history.ts';
import { showLife } from '../../../client/state/life-store.ts';
import { DEFAULT_COLOUR, linkStore } from '../../../client/state/link-store.ts';
import { createStillLink, type StillState } from './still-link.ts';
import { stillInstrument } from './still-listings.ts';

const query = new URLSearchParams(location.search);
const kind = query.get('panel') ?? 'depth';
const isPhone = query.get('phone') === 'yes';
/** px of a phone without its bars. */
const PHONE = { width: 390, height: 480 };
const usual = panelEntry(kind)?.defaultSize ?? { width: 480, height: 360 };
const { width, height } = isPhone ? PHONE : usual;

function OnePanel() {
  const listed = useInstruments((state) => state.instruments.size > 0);
  if (!listed) return null;
  return (
    <main className={isPhone ? 'one-panel phone' : 'one-panel'}>
      <PanelHost
        kind={kind}
        panelId={`${kind}-1`}
        colour={DEFAULT_COLOUR}
        params={{}}
        setParams={() => undefined}
      />
    </main>
  );
}

const root = document.getElementById('root')!;
root.style.setProperty('--panel-width', `${String(width)}px`);
root.style.setProperty('--panel-height', `${String(height)}px`);
applyPrefs();
// A canvas that measured its words in another face keeps those widths.
await Promise.all([
  document.fonts.load('12px "Inter Variable"', '0123456789'),
  ...['reject', 'cause', 'orders'].map(loadTexts),
]);
linkStore.getState().select(DEFAULT_COLOUR, stillInstrument('BTCUSDT').id);
watchLink();
const STATES: readonly StillState[] = ['live', 'lost', 'auction'];
openDesk(createStillLink(STATES.find((state) => state === query.get('state')) ?? 'live'));
// The filled order: its life has every station.
showLife(95);
createRoot(root).render(<OnePanel />);
