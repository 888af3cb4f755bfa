// Draws one panel: its code when it has come, a placeholder for panels that this version does not know,
// words instead of a broken panel.

import { Component, useEffect, useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Loading } from '../ui/Empty.tsx';
import { PanelFrameContext } from '../ui/panel-frame.ts';
import {
  loadedPanel,
  loadPanel,
  panelEntry,
  panelExists,
  type PanelProps,
} from './panel-registry.ts';

export interface PanelHostProps extends PanelProps {
  readonly kind: string;
  readonly aside?: HTMLElement;
  readonly tools?: HTMLElement;
}

export function PanelHost({ kind, aside, tools, ...props }: PanelHostProps) {
  const t = useText();
  const entry = panelEntry(kind);
  const title = entry === undefined ? t('shell.unknownPanel') : t(entry.title);
  return (
    <PanelFrameContext value={{ title, aside, tools }}>
      <PanelGuard
        title={t('shell.panelBroken')}
        words={t('shell.panelBrokenWords')}
        again={t('shell.again')}
      >
        <LoadedPanel kind={kind} {...props} />
      </PanelGuard>
    </PanelFrameContext>
  );
}

function LoadedPanel({ kind, ...props }: PanelProps & { readonly kind: string }) {
  const t = useText();
  const [Loaded, setLoaded] = useState(() => loadedPanel(kind));
  const [failed, setFailed] = useState(false);
  const known = panelExists(kind);
  useEffect(() => {
    let wanted = known && Loaded === undefined;
    if (!wanted) return undefined;
    loadPanel(kind).then(
      (component) => {
        if (!wanted) return;
        if (component === undefined) setFailed(true);
        else setLoaded(() => component);
      },
      () => {
        if (wanted) setFailed(true);
      },
    );
    return () => {
      wanted = false;
    };
  }, [kind, known, Loaded]);
  if (!known)
    return (
      <Empty
        icon="help"
        title={t('shell.unknownPanel')}
        words={t('shell.unknownPanelWords', { kind })}
      />
    );
  if (failed)
    return (
      <Empty
        icon="warn"
        urgent
        title={t('shell.panelNotLoaded')}
        words={t('shell.panelNotLoadedWords')}
      />
    );
  if (Loaded === undefined) return <Loading label={t('ui.loading')} />;
  return <Loaded {...props} />;
}

interface GuardProps {
  readonly title: string;
  readonly words: string;
  readonly again: string;
  readonly children: ReactNode;
}

/** A fault in one panel must not take the desk down; React asks for a class here. */
class PanelGuard extends Component<GuardProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    const { title, words, again, children } = this.props;
    if (!this.state.broken) return children;
    const retry = () => {
      this.setState({ broken: false });
    };
    const action = (
      <Button small onClick={retry}>
        {again}
      </Button>
    );
    return <Empty icon="warn" urgent title={title} words={words} action={action} />;
  }
}
