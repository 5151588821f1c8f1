import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { electronArguments } from '../../src-main/host/electron/arguments.ts';
import { defaultDataFolder } from '../../src-main/host/place.ts';
import { needsBuild } from '../../src-main/host/start/build.ts';
import { chooseHost, type Surroundings } from '../../src-main/host/start/runtime.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-start-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, at?: number): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), '');
  if (at !== undefined) utimesSync(join(root, path), at, at);
}

describe('which host', () => {
  const here = (over: Partial<Surroundings> = {}): Surroundings => ({
    root,
    args: [],
    platform: 'linux',
    env: { DISPLAY: ':0' },
    isRoot: false,
    ...over,
  });
  const choose = (over?: Partial<Surroundings>) => chooseHost(here(over), () => {});
  const install = () => {
    put('node_modules/electron/dist/electron');
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
    return { electron: join(root, 'node_modules/electron/dist/electron') };
  };

  test('Electron where its runtime and a display are', () => {
    expect(choose()).toEqual({ electron: null, why: expect.stringContaining('not installed') });
    const electron = install();
    expect(choose()).toEqual(electron);
    expect(choose({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(electron);
    expect(choose({ platform: 'darwin', env: {} })).toEqual(electron);
  });

  test('the browser host, with the reason, where there is no display, for root, and on wish', () => {
    install();
    expect(choose({ env: {} })).toMatchObject({ electron: null, why: 'there is no display here' });
    expect(choose({ isRoot: true })).toMatchObject({ why: expect.stringContaining('sandbox') });
    expect(choose({ isRoot: true, args: ['--no-sandbox'] })).toMatchObject({
      electron: expect.any(String),
    });
    expect(choose({ args: ['--browser'] })).toMatchObject({ why: 'you asked for it' });
  });

  test('a runtime that is named but not there is fetched, and the wait is announced', () => {
    put('node_modules/electron/install.js');
    writeFileSync(
      join(root, 'node_modules/electron/install.js'),
      `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist');
       fs.writeFileSync(__dirname + '/dist/electron', '');
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    );
    const said: string[] = [];
    expect(chooseHost(here(), (sentence) => said.push(sentence))).toMatchObject({
      electron: expect.stringContaining('dist'),
    });
    expect(said).toHaveLength(1);
  });
});

describe('whether to build', () => {
  const built = [
    'out/main/web.js',
    'out/main/index.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
  ];
  const age = (path: string, at: number) => utimesSync(join(root, path), at, at);

  function project(): void {
    put('src-main/app.ts', 1000);
    put('package.json', 1000);
    age('src-main', 1000);
    for (const file of built) put(file, 2000);
  }

  test('not while everything is younger than its sources', () => {
    project();
    expect(needsBuild(root)).toBe(false);
  });

  test('when a source or the package is younger, a result is missing, or a source was taken away', () => {
    project();
    age('package.json', 3000);
    expect(needsBuild(root)).toBe(true);
    age('package.json', 1000);
    rmSync(join(root, built[2] ?? ''));
    expect(needsBuild(root)).toBe(true);
    put(built[2] ?? '', 2000);
    expect(needsBuild(root)).toBe(false);
    rmSync(join(root, 'src-main/app.ts'));
    expect(needsBuild(root)).toBe(true);
  });
});

test('Electron’s command line gives the file, the data folder and the link among switches that are not ours', () => {
  const link = 'slipway://deployment/01939000-0000-7000-8000-000000000001';
  expect(
    electronArguments([
      'electron',
      '--inspect=0',
      '.',
      '--data',
      '/d',
      '--gateway-port',
      '7410',
      '/w/a.slipway',
      link,
    ]),
  ).toEqual({ file: '/w/a.slipway', data: '/d', gatewayPort: 7410, link });
  expect(electronArguments(['electron', '.', 'https://evil.example', '--gateway-port', 'x'])).toEqual({
    file: null,
    data: null,
    gatewayPort: null,
    link: null,
  });
});

test('the data folder follows the system’s conventions', () => {
  expect(defaultDataFolder({ XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/Slipway');
  expect(defaultDataFolder({ XDG_CONFIG_HOME: 'relative' }, 'linux')).toMatch(/\/\.config\/Slipway$/);
  expect(defaultDataFolder({ APPDATA: '/r' }, 'win32')).toBe('/r/Slipway');
});

test('an older Node hands the command on, or says in one sentence what is missing', () => {
  const node = join(import.meta.dirname, '../../src-main/host/web/node.ts');
  const run = (folder: string) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `Object.defineProperty(process.versions, 'napi', { value: '9' });
         const { canRunHere } = await import(${JSON.stringify(node)});
         console.log(canRunHere(${JSON.stringify(folder)}));`,
      ],
      { encoding: 'utf8' },
    );
  const without = run(root);
  expect([without.status, without.stdout.trim()]).toEqual([1, 'false']);
  expect(without.stderr).toMatch(/^Slipway needs Node 22 or newer .*\n$/);
  put('node_modules/.bin/node');
  writeFileSync(join(root, 'node_modules/.bin/node'), '#!/bin/sh\nexit 7\n');
  chmodSync(join(root, 'node_modules/.bin/node'), 0o755);
  expect(run(root).status).toBe(7);
  expect(resolve(root)).toBe(root);
});
