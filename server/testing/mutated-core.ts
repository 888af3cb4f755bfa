// A copy of the core with one line changed, as a module of its own: what a test must find to be worth its
// name.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineCapacity } from '../core/engine-port.ts';
import type { Mutant } from './mutants.ts';

export type CreateEngine = (capacity?: Partial<EngineCapacity>) => Engine;

const CORE = join(import.meta.dirname, '../core');

export interface MutatedCores {
  create(mutant: Mutant): Promise<CreateEngine>;
  /** Takes the copies away. */
  remove(): void;
}

export function mutatedCores(): MutatedCores {
  const made: string[] = [];
  return {
    async create({ file, find, replace }) {
      // Beside the core, so that what it imports lies where it did.
      const own = mkdtempSync(join(CORE, '../.mutant-'));
      made.push(own);
      cpSync(CORE, own, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
      const text = readFileSync(join(own, file), 'utf8');
      if (text.split(find).length !== 2) throw new Error(`${file} has not once: ${find}`);
      writeFileSync(
        join(own, file),
        text.replace(find, () => replace),
      );
      const module = (await import(join(own, 'engine.ts'))) as { createEngine: CreateEngine };
      return module.createEngine;
    },
    remove() {
      for (const path of made) rmSync(path, { recursive: true });
    },
  };
}
