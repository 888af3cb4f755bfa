// The desk on a narrow screen: one panel at a time, chosen in the bar at the bottom.

import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { askTerm } from '../state/glossary-store.ts';
import { endSession } from '../actions/own-session.ts';
import { DEFAULT_COLOUR } from '../state/link-store.ts';
import { startGuide } from './watch-guide.ts';
import { openOverlay } from './overlay-store.ts';
import { useOwnPages } from './own-pages.ts';
import { PanelHost } from './PanelHost.tsx';

interface PhoneView {
  readonly id: string;
  readonly icon: IconName;
  /** Panels from top to bottom. */
  readonly panels: readonly string[];
}

const VIEWS: readonly PhoneView[] = [
  { id: 'watch', icon: 'star', panels: ['watchlist'] },
  { id: 'market', icon: 'candle', panels: ['chart', 'depth'] },
  { id: 'order', icon: 'pencil', panels: ['ticket', 'orders'] },
  { id: 'positions', icon: 'grid', panels: ['positions', 'orders', 'fills'] },
  { id: 'account', icon: 'user', panels: ['balances', 'notices'] },
];

export default function PhoneDesk() {
  const t = useText();
  const ownPages = useOwnPages();
  const [shown, setShown] = useState('watch');
  const [params, setParams] = useState<Readonly<Record<string, Record<string, unknown>>>>({});
  const view = VIEWS.find(({ id }) => id === shown) ?? VIEWS[0]!;
  return (
    <div className="phone">
      <header className="phone-head">
        <h1>{t(`shell.phone.${view.id}`)}</h1>
        <span className="paper-tag">{t('shell.paper')}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('shell.search')}
          onClick={() => {
            openOverlay('palette');
          }}
        >
          <Icon name="search" />
        </button>
        <Menu
          label={t('ui.more')}
          trigger={<Icon name="more" />}
          items={[
            ...ownPages,
            {
              id: 'glossary',
              label: t('shell.glossary'),
              onSelect: () => {
                askTerm(undefined);
              },
            },
            { id: 'guide', label: t('shell.guide'), onSelect: startGuide },
            { id: 'out', label: t('shell.signOut'), onSelect: () => void endSession() },
          ]}
        />
      </header>
      <div className="phone-panels" data-view={view.id}>
        {view.panels.map((kind) => (
          <PanelHost
            key={kind}
            panelId={`phone-${kind}`}
            kind={kind}
            colour={DEFAULT_COLOUR}
            params={params[kind] ?? {}}
            setParams={(own) => {
              setParams((before) => ({ ...before, [kind]: own }));
            }}
          />
        ))}
      </div>
      <nav className="phone-bar" aria-label={t('shell.views')}>
        {VIEWS.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            aria-current={id === shown ? 'page' : undefined}
            onClick={() => {
              setShown(id);
            }}
          >
            <Icon name={icon} />
            {t(`shell.phone.${id}`)}
          </button>
        ))}
      </nav>
    </div>
  );
}
