import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, SETTINGS, helpText, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-config-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = (text: string) => {
  const path = join(folder, `${String(Math.abs(text.length))}.json`);
  writeFileSync(path, text);
  return path;
};

describe('configuration', () => {
  it('has defaults that start a simulated market on loopback with demo users', () => {
    expect(readConfig([], {})).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      market: 'simulated',
      data: join('data', 'simulated'),
      demo: true,
    });
  });

  it('lets flags win over environment, and environment over the file', () => {
    const config = file('{"port": 1000, "seed": 5, "rate": 7}');
    const env = { OPENBELL_PORT: '2000', OPENBELL_SEED: '6', OPENBELL_CONFIG: config };
    expect(readConfig(['--port', '3000'], env)).toMatchObject({ port: 3000, seed: 6, rate: 7 });
  });

  it('collects repeated recordings and takes --flag=value', () => {
    const argv = ['--market=replay', '--recording', 'a', '--recording=b', '--speed', 'max'];
    expect(readConfig(argv, {})).toMatchObject({ recording: ['a', 'b'], speed: 'max' });
  });

  it('turns the demo off on every other address unless told so', () => {
    expect(readConfig(['--host', '0.0.0.0'], {}).demo).toBe(false);
    expect(readConfig(['--host', '0.0.0.0', '--demo', 'on'], {}).demo).toBe(true);
    expect(readConfig(['--demo', 'off'], {}).demo).toBe(false);
  });

  it.each([
    [['--prot', '1'], /unknown argument --prot/],
    [['--port'], /--port needs a value/],
    [['--port', '70000'], /--port "70000"/],
    [['--tls-cert', 'a.pem'], /--tls-cert and --tls-key go together/],
    [['--public-origin', 'desk.example'], /--public-origin "desk.example"/],
    [['--public-origin', 'ftp://desk.example'], /--public-origin/],
    [['--kyc', 'never'], /--kyc "never"/],
    [['--speed', '0'], /--speed "0"/],
    [['--market', 'real'], /--market "real"/],
    [['--market', 'replay'], /needs at least one --recording/],
    [['--recording', 'x'], /only used with --market replay/],
    [['--config', '/nonexistent/x.json'], /cannot be read/],
    [['--config', file('{"a": 1}')], /unknown setting a/],
    [['--config', file('{nope')], /is not JSON/],
    [['--config', file('[]')], /must hold one object/],
  ])('refuses %j with one sentence', (argv, words) => {
    expect(() => readConfig(argv, {})).toThrow(ConfigError);
    expect(() => readConfig(argv, {})).toThrow(words);
  });

  it('explains every setting in the help', () => {
    const flag = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    for (const name of Object.keys(SETTINGS)) expect(helpText()).toContain(`--${flag(name)} `);
  });
});
