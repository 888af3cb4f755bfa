// The shell: sign-in, then watchlist, depth, ticket, account, orders, and a footer that tells the truth.

import { useEffect } from 'react';
import type { FeedState } from '../../shared/feed/feed-state.ts';
import { rejectByCode } from '../../shared/domain/reject.ts';
import { AccountPanel } from '../panels/account/AccountPanel.tsx';
import { DepthPanel } from '../panels/depth/DepthPanel.tsx';
import { OrdersPanel } from '../panels/orders/OrdersPanel.tsx';
import { Ticket } from '../panels/ticket/Ticket.tsx';
import { Watchlist } from '../panels/watchlist/Watchlist.tsx';
import { useTerminal } from '../state/terminal-store.ts';
import { useTerminalHandle } from './terminal-context.ts';

const USERS = [
  ['trader-1', 'Trader 1', 'trades account 2'],
  ['trader-2', 'Trader 2', 'trades account 3'],
  ['consumer', 'Consumer', 'market data only'],
] as const;

export function App() {
  const user = useTerminal((state) => state.user);
  return user === '' ? <SignIn /> : <Desk user={user} />;
}

function SignIn() {
  const terminal = useTerminalHandle();
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      const user = USERS[Number(key) - 1];
      if (user !== undefined) terminal.signIn(user[0]);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [terminal]);
  return (
    <main className="sign-in">
      <h1>Openbell</h1>
      <p>Demo market. Press a number, or choose who you are.</p>
      {USERS.map(([user, title, words], k) => (
        <button
          key={user}
          type="button"
          onClick={() => {
            terminal.signIn(user);
          }}
        >
          <kbd>{k + 1}</kbd>
          <b>{title}</b>
          <span className="faint">{words}</span>
        </button>
      ))}
    </main>
  );
}

function Desk({ user }: { readonly user: string }) {
  const terminal = useTerminalHandle();
  return (
    <div className="desk">
      <header className="bar">
        <b>Openbell</b>
        <span className="tag">PAPER</span>
        <span className="end faint">{user}</span>
        <button
          type="button"
          className="small"
          onClick={() => {
            terminal.signOut();
          }}
        >
          Sign out
        </button>
      </header>
      <Watchlist />
      <DepthPanel />
      <Ticket />
      <AccountPanel />
      <OrdersPanel />
      <Footer />
    </div>
  );
}

function Footer() {
  const feed = useTerminal((state) => state.feed);
  const words = useTerminal((state) => state.words);
  const roundTrip = useTerminal((state) => state.roundTripMicros);
  return (
    <footer className="foot" aria-live="polite">
      <span className="badge" data-state={feed.is}>
        <i />
        {feedWords(feed)}
      </span>
      {roundTrip > 0 && <span>Round trip {(roundTrip / 1000).toFixed(1)} ms</span>}
      <span className="end ellipsis">{words}</span>
    </footer>
  );
}

function feedWords(feed: FeedState): string {
  switch (feed.is) {
    case 'idle':
    case 'connecting':
      return 'Connecting…';
    case 'live':
      return 'Connected';
    case 'stale':
      return 'Stale: nothing heard, do not trust prices';
    case 'reconnecting':
      return `Connection lost, trying again (${String(feed.attempt)})`;
    case 'closed':
      return feed.reason.is === 'refused'
        ? (rejectByCode(feed.reason.code)?.words ?? 'Refused')
        : 'Signed out';
    default:
      return feed satisfies never;
  }
}
