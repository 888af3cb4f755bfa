// Entry of the terminal.

import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import './app/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/panel.css';
import './ui/table.css';
import './ui/overlay.css';
import './ui/section-page.css';
import './app/shell.css';
import './app/dock.css';
import './app/phone.css';
import { App } from './app/App.tsx';
import { loadTexts } from './i18n/texts.ts';

// A refused sign-in is said in words before any panel has brought them.
void loadTexts('reject');

createRoot(document.getElementById('root')!).render(<App />);
