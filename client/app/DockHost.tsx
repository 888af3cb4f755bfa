// The dock in React: panels are drawn into the dock's elements; hidden tabs keep their state but sleep.

import { Activity, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import 'dockview-react/dist/styles/dockview.css';
import { createDock, titleOf, type Dock, type DockCell, type DockView } from './dock.ts';
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
    setDock(made);
    setShownDock(made);
    return () => {
      stop();
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

function DockPanel({ dock, cell }: { readonly dock: Dock; readonly cell: DockCell }) {
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
