// Entry of the terminal.

import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { TerminalContext } from './app/terminal-context.ts';
import { createTerminal } from './app/terminal.ts';
import './app/tokens.css';
import './app/desk.css';

const terminal = createTerminal();
createRoot(document.getElementById('root')!).render(
  <TerminalContext value={terminal}>
    <App />
  </TerminalContext>,
);
