// One panel in a browser window of its own: the panel, and what is wrong with the connection.

import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { LINK_COLOURS } from '../state/link-store.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { joinWindows, tellColour, tellOwn, type OwnWindow } from './desk-windows.ts';
import { titleOf } from './dock-title.ts';
import { PanelHost } from './PanelHost.tsx';
import { ToastStack } from './ToastStack.tsx';

export function OwnWindowPage({ shown }: { readonly shown: OwnWindow }) {
  const t = useText();
  const { panelId, kind } = shown;
  const [colour, setColour] = useState(shown.colour);
  const [own, setOwn] = useState(shown.own);
  useEffect(() => joinWindows(shown), [shown]);
  useEffect(() => {
    document.title = `${titleOf(kind, panelId)} · Openbell`;
  }, [t, kind, panelId]);
  const items = [
    ...LINK_COLOURS.map((one) => ({
      id: one,
      label: t(`ui.${one}`),
      checked: one === colour,
      mark: <i className="link-chip" data-colour={one} />,
      onSelect: () => {
        setColour(one);
        tellColour(panelId, one);
      },
    })),
    null,
    { id: 'return', label: t('shell.returnPanel'), onSelect: () => window.close() },
  ];
  return (
    <div className="own-window">
      <main aria-label={titleOf(kind, panelId)}>
        <PanelHost
          kind={kind}
          panelId={panelId}
          colour={colour}
          params={own}
          setParams={(params) => {
            setOwn(params);
            tellOwn(panelId, params);
          }}
        />
      </main>
      <Menu
        label={t('shell.panelMenu')}
        className="icon-button own-window-menu"
        trigger={
          <>
            <i className="link-chip" data-colour={colour} />
            <Icon name="more" />
          </>
        }
        items={items}
      />
      <ConnectionBanner />
      <ToastStack />
    </div>
  );
}
