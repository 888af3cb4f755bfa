// The terminal, handed down to the panels.

import { createContext, useContext } from 'react';
import { assert } from '../../shared/domain/assert.ts';
import type { Terminal } from './terminal.ts';

export const TerminalContext = createContext<Terminal | undefined>(undefined);

export function useTerminalHandle(): Terminal {
  const terminal = useContext(TerminalContext);
  assert(terminal !== undefined, 'a panel outside of the terminal');
  return terminal;
}
