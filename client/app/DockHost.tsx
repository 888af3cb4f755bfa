// The dock in React: panels are drawn into the dock's elements; hidden tabs keep their state but sleep.

import { Activity, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import 'dockview-react/dist/styles/dockview.css';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { joinWindows, outsideStore, returnPanel } from './desk-windows.ts';
import { titleOf } from './dock-title.ts';
import { createDock, type Dock, type DockCell, type DockView } from './dock.ts';
import { PanelMenu } from './PanelMenu.tsx';
import { PanelHost } from './PanelHost.tsx';
import { currentDock, keepDock, layoutStore } from './layout-store.ts';
import { setShownDock } from './shown-dock.ts';

const KEEP_AFTER_MS = 300;
const EMPTY: DockView = { cells: new Map(), groups: new Map() };

export default function DockHost() {
  const host = useRef<HTMLDivElement>(null);
  const build = layoutStore((state) => state.build);
  const [view, setView] = useState(EMPTY);
  const [dock, setDock] = useState<Dock>();
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createDock(host.current, setView);
    made.api.fromJSON(currentDock());
    for (const panel of made.api.panels)
      panel.api.setTitle(titleOf(panel.view.contentComponent, panel.id));
    const stop = keepChanges(made);
    const leave = joinWindows({ own: made.setOwn, colour: made.setColour });
    setDock(made);
    setShownDock(made);
    return () => {
      stop();
      leave();
      setShownDock(undefined);
      made.dispose();
      setView(EMPTY);
    };
  }, [build]);
  return (
    <div className="dock-host" ref={host}>
      {dock !== undefined &&
        [...view.cells.values()].map((cell) => <DockPanel key={cell.id} dock={dock} cell={cell} />)}
      {dock !== undefined &&
        [...view.groups.values()].map(({ id, menu, front }) => {
          const cell = front === undefined ? undefined : view.cells.get(front);
          return cell && createPortal(<PanelMenu dock={dock} cell={cell} />, menu, id);
        })}
    </div>
  );
}

/** Saves a little after the last change: a drag makes many. */
function keepChanges(dock: Dock): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listening = dock.api.onDidLayoutChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      keepDock(dock.api.toJSON());
    }, KEEP_AFTER_MS);
  });
  return () => {
    clearTimeout(timer);
    listening.dispose();
  };
}

/** Where a panel stood that is in a window of its own. */
function Away({ cell }: { readonly cell: DockCell }) {
  const t = useText();
  return (
    <Empty
      icon="out"
      title={t('shell.outside')}
      words={t('shell.outsideWords')}
      action={
        <Button
          small
          onClick={() => {
            returnPanel(cell.id);
          }}
        >
          {t('shell.returnPanel')}
        </Button>
      }
    />
  );
}

function DockPanel({ dock, cell }: { readonly dock: Dock; readonly cell: DockCell }) {
  const isOutside = outsideStore((state) => state.outside.has(cell.id));
  if (isOutside) return createPortal(<Away cell={cell} />, cell.body, cell.id);
  return createPortal(
    <Activity mode={cell.visible ? 'visible' : 'hidden'}>
      <PanelHost
        panelId={cell.id}
        kind={cell.kind}
        colour={cell.colour}
        params={cell.own}
        setParams={(own) => {
          dock.setOwn(cell.id, own);
        }}
        aside={cell.aside}
        tools={cell.tools}
      />
    </Activity>,
    cell.body,
    cell.id,
  );
}
