// Entry of the terminal.

import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import './app/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/panel.css';
import './ui/table.css';
import './ui/overlay.css';
import './app/shell.css';
import './app/dock.css';
import './app/phone.css';
import { App } from './app/App.tsx';

createRoot(document.getElementById('root')!).render(<App />);
