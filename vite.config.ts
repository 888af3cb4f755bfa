// Build of the terminal and run of the tests.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: 'client',
  plugins: [react()],
  build: { outDir: '../dist/client', emptyOutDir: true },
  test: {
    root: '.',
    include: ['{shared,server,client,scripts}/**/*.{test,sim}.{ts,tsx}'],
    pool: 'forks',
    testTimeout: 30_000,
  },
});
