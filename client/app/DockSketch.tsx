// The frame of the last layout, painted before the dock's code has come: gutters and headers stand where
// they will stand, so nothing jumps.

import type { SerializedDockview } from 'dockview-react';
import { useText } from '../i18n/use-text.ts';
import { currentDock } from './layout-store.ts';
import { panelEntry } from './panel-registry.ts';

type GridNode = SerializedDockview['grid']['root'];
type Panels = SerializedDockview['panels'];

export function DockSketch() {
  const { grid, panels } = currentDock();
  return (
    <div className="dock-host" aria-busy="true">
      <SketchNode
        node={grid.root}
        panels={panels}
        isRow={String(grid.orientation) === 'HORIZONTAL'}
      />
    </div>
  );
}

interface SketchNodeProps {
  readonly node: GridNode;
  readonly panels: Panels;
  /** Whether children stand side by side; turns with every level. */
  readonly isRow: boolean;
}

function SketchNode({ node, panels, isRow }: SketchNodeProps) {
  const t = useText();
  const style = { flexGrow: node.size ?? 1 };
  if (Array.isArray(node.data))
    return (
      <div className="sketch" data-row={isRow} style={style}>
        {node.data.map((child, k) => (
          <SketchNode key={k} node={child} panels={panels} isRow={!isRow} />
        ))}
      </div>
    );
  return (
    <section className="panel sketch-leaf" style={style}>
      <div className="panel-head">
        {node.data.views.map((id) => {
          const entry = panelEntry(panels[id]?.contentComponent ?? '');
          return <b key={id}>{entry === undefined ? '' : t(entry.title)}</b>;
        })}
      </div>
    </section>
  );
}
