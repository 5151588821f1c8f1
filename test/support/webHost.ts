import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { resolve } from 'node:path';
import type { Reply } from '#shared/contract/wire.ts';

const root = resolve(import.meta.dirname, '../..');

/** The one line that a start prints. */
export interface StartLine {
  readonly url: string;
  readonly call: string;
  readonly token: string;
  readonly gateway: string | null;
}

export interface RunningWebHost {
  readonly line: StartLine;
  readonly origin: string;
  readonly child: ChildProcess;
  /** What it told people, as opposed to programs. */
  told(): string;
  call(procedure: string, input?: unknown): Promise<Reply>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Ends it and waits; answers the exit code, null after a signal. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

interface WebProcess {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  out(): string;
  told(): string;
}

/** Starts the browser host's entry, from source or as it was built. */
export function spawnWebHost(args: readonly string[], entry = 'src-main/web.ts'): WebProcess {
  const child = spawn(process.execPath, [resolve(root, entry), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let told = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    told += piece;
  });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { child, exit, out: () => out, told: () => told };
}

/** Starts the browser host and waits for its line. */
export async function startWebHost(args: readonly string[], entry?: string): Promise<RunningWebHost> {
  const process = spawnWebHost(['--no-open', ...args], entry);
  await new Promise<void>((ready, fail) => {
    process.child.stdout?.on('data', () => process.out().includes('\n') && ready());
    void process.exit.then((code) => fail(new Error(`it ended with ${code}: ${process.told()}`)));
  });
  const line = JSON.parse(process.out()) as StartLine;
  const { origin } = new URL(line.url);
  const authorization = `Bearer ${line.token}`;
  return {
    line,
    origin,
    child: process.child,
    told: process.told,
    async call(procedure, input) {
      const response = await fetch(line.call, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify({ procedure, input }),
      });
      return (await response.json()) as Reply;
    },
    fetch: (path, init) =>
      fetch(`${origin}${path}`, { ...init, headers: { authorization, ...init?.headers } }),
    end(signal = 'SIGTERM') {
      process.child.kill(signal);
      return process.exit;
    },
  };
}

/** A request as it is given, without the tidying that `fetch` and URL parsers do to paths and headers. */
export function rawRequest(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  const { hostname, port } = new URL(origin);
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', fail);
    sent.end();
  });
}
