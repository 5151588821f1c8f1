import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { describe, inject } from 'vitest';
import type { Bridge, Reply } from '#shared/contract/wire.ts';
import { electronProgram } from '../../src-main/host/start/runtime.ts';
import { BROWSER_ARGS, browserPath } from '../support/browser.ts';
import { startWebHost } from '../support/webHost.ts';
import type {} from './setup.ts';

const root = resolve(import.meta.dirname, '../..');
const LONGEST_START = 30_000;
const SIZE = { width: 1360, height: 860 };

export interface LaunchOptions {
  /** The workspace; without one the application shows its welcome. */
  readonly file?: string;
  /** A folder of the test's own for settings, uploads and logs. */
  readonly data: string;
  /** More of the command line. */
  readonly args?: readonly string[];
}

/** The running application with its page. */
export interface LaunchedDesk {
  readonly page: Page;
  /** Electron's main process; null on the browser host. */
  readonly electron: ElectronApplication | null;
  /** The token of the browser host; null in Electron. */
  readonly token: string | null;
  /** Asks the application without the page's help, to set a scene or to look behind it. */
  call(procedure: string, input?: unknown): Promise<Reply>;
  /** What the page complained about: console errors, uncaught exceptions, violations of its policy. */
  readonly complaints: readonly string[];
  /** Ends it as its user would. */
  close(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface E2eHost {
  readonly name: 'browser host' | 'stand-in' | 'real Electron';
  readonly isElectron: boolean;
  /** Why it cannot be tested on this machine, or null. */
  readonly missing: string | null;
  launch(options: LaunchOptions): Promise<LaunchedDesk>;
}

function requireBuild(): void {
  const fault = inject('buildFault');
  if (fault !== null) throw new Error(fault);
}

function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}

/** Waits until a screen stands and takes keys: what it shows is painted before it listens. */
async function shown(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main, [role="alert"]') !== null, null, {
    timeout: LONGEST_START,
  });
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 5000 })));
}

const argsOf = ({ file, data, args = [] }: LaunchOptions) => [
  ...(file === undefined ? [] : ['--file', file]),
  ...['--data', data],
  ...args,
];

function browserHost(): E2eHost {
  const executablePath = browserPath();
  return {
    name: 'browser host',
    isElectron: false,
    missing: executablePath ? null : 'no browser on PATH and $CHROMIUM is not set',
    async launch(options) {
      requireBuild();
      const host = await startWebHost(argsOf(options), 'out/main/web.js');
      const browser = await chromium.launch({ executablePath: executablePath ?? '', args: BROWSER_ARGS });
      const page = await browser.newPage({ viewport: SIZE });
      const complaints = listenTo(page);
      const end = async (signal: NodeJS.Signals) => {
        await browser.close();
        await host.end(signal);
      };
      try {
        await page.goto(host.line.url);
        await shown(page);
      } catch (error) {
        await end('SIGKILL');
        throw error;
      }
      return {
        page,
        electron: null,
        token: host.line.token,
        call: host.call,
        complaints,
        close: () => end('SIGTERM'),
        kill: () => end('SIGKILL'),
      };
    },
  };
}

function electronHost(
  name: 'stand-in' | 'real Electron',
  program: string | null,
  missing: string | null,
): E2eHost {
  return {
    name,
    isElectron: true,
    missing: program ? missing : (missing ?? 'it is not installed'),
    async launch(options) {
      requireBuild();
      const app = await electron.launch({
        executablePath: program ?? '',
        args: [root, `--user-data-dir=${options.data}`, ...argsOf(options)],
        cwd: root,
        // Root can run Electron only without its sandbox; everybody else tests with it.
        chromiumSandbox: name === 'stand-in' || process.getuid?.() !== 0,
        timeout: LONGEST_START,
      });
      const child = app.process();
      const gone = new Promise((done) => child.once('exit', done));
      try {
        const page = await app.firstWindow({ timeout: LONGEST_START });
        const complaints = listenTo(page);
        await shown(page);
        return {
          page,
          electron: app,
          token: null,
          call: (procedure, input) =>
            page.evaluate(
              ([name, value]) => (window as unknown as { bridge: Bridge }).bridge.call(String(name), value),
              [procedure, input],
            ),
          complaints,
          close: () => app.close(),
          async kill() {
            child.kill('SIGKILL');
            await gone;
          },
        };
      } catch (error) {
        child.kill('SIGKILL');
        throw error;
      }
    },
  };
}

function standIn(): E2eHost {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const program = folder ? join(resolve(root, folder), 'electron') : null;
  if (!program || !existsSync(program)) {
    return electronHost(
      'stand-in',
      null,
      'ELECTRON_OVERRIDE_DIST_PATH names no folder with an electron in it',
    );
  }
  return electronHost('stand-in', program, browserPath() ? null : 'it needs a browser');
}

function realElectron(): E2eHost {
  const { ELECTRON_OVERRIDE_DIST_PATH: _standIn, ...env } = process.env;
  const windowless = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  return electronHost('real Electron', electronProgram(root, env), windowless ? 'there is no display' : null);
}

export const hosts: readonly E2eHost[] = [browserHost(), standIn(), realElectron()];

/** The same specs on every host that is here; one that is not is reported as skipped, by its name and the reason. */
export function onEachHost(what: string, among: readonly E2eHost[], specs: (host: E2eHost) => void): void {
  for (const host of among) {
    const title = host.missing
      ? `${what} on ${host.name} (skipped: ${host.missing})`
      : `${what} on ${host.name}`;
    describe.skipIf(host.missing !== null)(title, () => specs(host));
  }
}

/** The hosts with a main process of Electron's. */
export const electronHosts = hosts.filter(({ isElectron }) => isElectron);
