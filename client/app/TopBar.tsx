// The top bar: layouts, search, looks, notices, account.

import { endSession } from '../actions/own-session.ts';
import { useText } from '../i18n/use-text.ts';
import { useSession } from '../state/session-store.ts';
import { ArmLatch } from '../ui/ArmLatch.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { moveInRow } from '../ui/move-in-row.ts';
import { AccountFigures } from './AccountFigures.tsx';
import { toggleArmed } from './hotkeys.ts';
import { layoutNames, layoutStore, resetLayout, showLayout } from './layout-store.ts';
import { LooksMenu } from './LooksMenu.tsx';
import { Mark } from './Mark.tsx';
import { openOverlay } from './overlay-store.ts';
import { useOwnPages } from './own-pages.ts';
import { isPreset } from './saved-layouts.ts';
import { showPanel } from './shown-dock.ts';

export function TopBar() {
  const t = useText();
  const account = useSession((state) => state.account);
  return (
    <header className="top-bar">
      <h1 className="brand">
        <Mark /> Openbell
      </h1>
      <LayoutTabs />
      <button
        type="button"
        className="search-button"
        onClick={() => {
          openOverlay('palette');
        }}
      >
        <Icon name="search" />
        <span>{t('shell.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="top-bar-end">
        <ArmLatch onToggle={toggleArmed} />
        <LooksMenu />
        <NoticesButton />
        <span className="top-bar-line" />
        <span className="paper-tag">{t('shell.paper')}</span>
        {account >= 0 && <AccountFigures />}
        <UserMenu />
      </div>
    </header>
  );
}

function LayoutTabs() {
  const t = useText();
  const docks = layoutStore((state) => state.docks);
  const current = layoutStore((state) => state.current);
  return (
    <nav className="layout-nav" aria-label={t('shell.layouts')}>
      <div className="tabs" role="tablist" aria-label={t('shell.layouts')} onKeyDown={moveInRow}>
        {layoutNames({ docks }).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === current}
            tabIndex={name === current ? 0 : -1}
            onClick={() => {
              showLayout(name);
            }}
          >
            {isPreset(name) ? t(`shell.layout.${name}`) : name}
          </button>
        ))}
      </div>
      <Menu
        label={t('shell.layoutMenu')}
        trigger={<Icon name="plus" />}
        items={[
          {
            id: 'panel',
            label: t('shell.addPanel'),
            onSelect: () => {
              openOverlay('gallery');
            },
          },
          {
            id: 'save',
            label: t('shell.saveLayout'),
            onSelect: () => {
              openOverlay('saveLayout');
            },
          },
          {
            id: 'reset',
            label: t(isPreset(current) ? 'shell.resetLayout' : 'shell.removeLayout'),
            danger: !isPreset(current),
            onSelect: resetLayout,
          },
        ]}
      />
    </nav>
  );
}

function NoticesButton() {
  const t = useText();
  const count = useSession((state) => state.notices.length);
  const label = t('shell.notices', { count });
  return (
    <button
      type="button"
      className="icon-button"
      title={label}
      aria-label={label}
      onClick={() => {
        showPanel('notices');
      }}
    >
      <Icon name="bell" />
      {count > 0 && <i className="dot-mark" />}
    </button>
  );
}

function UserMenu() {
  const t = useText();
  const user = useSession((state) => state.user);
  const ownPages = useOwnPages();
  return (
    <Menu
      label={t('shell.userMenu', { user })}
      trigger={<Icon name="down" />}
      items={[
        { id: 'user', label: user, disabled: true, onSelect: () => undefined },
        ...ownPages,
        {
          id: 'connection',
          label: t('shell.panel.connection'),
          onSelect: () => {
            showPanel('connection');
          },
        },
        { id: 'out', label: t('shell.signOut'), onSelect: () => void endSession() },
      ]}
    />
  );
}
