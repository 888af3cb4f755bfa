import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { expectOneSentence } from './expect-one-sentence.ts';
import { ROOT, runToEnd, START, temporaryFolder } from './server-process.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');
const write = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};

describe('a start that cannot succeed says why in one sentence', () => {
  const recording = (...flags: string[]) => ['--market', 'replay', '--data', data, ...flags];
  const whole = gzipSync('{"not": "a recording"}\n'.repeat(100));
  it.each([
    ['a bad flag', ['--prt', '1'], /unknown argument --prt/],
    ['a bad value', ['--port', 'many'], /--port "many"/],
    ['a missing recording', recording('--recording', '/nonexistent.gz'), /nonexistent\.gz/],
    ['a recording of something else', recording('--recording', write('a.gz', whole)), /a\.gz/],
    [
      'a damaged recording',
      recording('--recording', write('b.gz', whole.subarray(0, whole.length >> 1))),
      /b\.gz/,
    ],
    ['no recording at all', recording('--recording', write('c.gz', 'plain text')), /c\.gz/],
  ])('%s', async (_name, flags, words) => {
    const result = await runToEnd(flags);
    expect(result.words).toMatch(words);
    expectOneSentence(result.words);
    expect(result.code).toBeGreaterThan(0);
    expect(existsSync(data)).toBe(false);
  });

  it('a taken port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const taken = await runToEnd(['--port', port, '--data', join(folder.path, 'taken')]);
    server.close();
    expect(taken.words).toContain(port);
    expectOneSentence(taken.words);
    expect(taken.code).toBeGreaterThan(0);
  });

  it('a wrong Node', () => {
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.19.0' });";
    const script = write('older.cjs', older);
    let words = '';
    try {
      execFileSync(process.execPath, ['--require', script, ...START], { cwd: ROOT, stdio: 'pipe' });
    } catch (error) {
      words = String((error as { stderr: Buffer }).stderr);
    }
    expect(words).toMatch(/needs Node 22/);
    expectOneSentence(words);
  });
});
