// The frame of every panel: header (title, instrument, truth badge, tools), body, foot with totals.

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { usePanelFrame } from './panel-frame.ts';

export interface PanelBoxProps {
  /** What it is about, beside the title: usually the instrument's symbol. */
  readonly subtitle?: ReactNode;
  readonly badge?: ReactNode;
  /** Small buttons and menus at the right end of the header. */
  readonly tools?: ReactNode;
  readonly footer?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Panel({ subtitle, badge, tools, footer, className, children }: PanelBoxProps) {
  const frame = usePanelFrame();
  const docked = frame.aside !== undefined && frame.tools !== undefined;
  // The dock's group is the landmark; a panel that stands alone is one itself.
  const Box = docked ? 'div' : 'section';
  const about = (
    <>
      {subtitle !== undefined && <span className="panel-subtitle">{subtitle}</span>}
      {badge}
    </>
  );
  return (
    <Box
      className={`panel ${className ?? ''}`.trim()}
      aria-label={docked ? undefined : frame.title}
    >
      {frame.aside === undefined || frame.tools === undefined ? (
        <header className="panel-head">
          <h2>{frame.title}</h2>
          {about}
          <div className="panel-tools">{tools}</div>
        </header>
      ) : (
        <>
          <h2 className="visually-hidden">{frame.title}</h2>
          {createPortal(about, frame.aside)}
          {createPortal(tools, frame.tools)}
        </>
      )}
      <div className="panel-body">{children}</div>
      {footer !== undefined && <footer className="panel-foot">{footer}</footer>}
    </Box>
  );
}
