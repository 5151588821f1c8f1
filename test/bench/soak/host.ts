import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Client, createClient } from '#shared/contract/index.ts';
import { type Reply, unwrap } from '#shared/contract/wire.ts';
import type { StartLine } from '../../support/webHost.ts';
import { scratch } from '../copies.ts';
import type { ThreadHeap } from './probe.ts';

const root = join(import.meta.dirname, '../../..');
const web = join(root, 'out/main/web.js');

/** What the host takes at one moment, in bytes. */
export interface Sample {
  /** All of it, the pages of the workspace file that are mapped into its memory included. */
  readonly resident: number;
  /** What is its own, and no part of a file. */
  readonly own: number;
  readonly file: number;
  /** What each thread holds after a collection. */
  readonly heaps: readonly ThreadHeap[];
}

export interface SoakedHost {
  readonly client: Client;
  readonly gateway: string;
  upload(fileId: string, content: Buffer): Promise<void>;
  sample(): Promise<Sample>;
  /** How often a window was told that something changed. */
  events(): number;
  end(): Promise<void>;
}

/** Linux says what of a process is mapped from files; elsewhere all is taken for its own. */
function memoryOf(pid: number): Pick<Sample, 'resident' | 'own'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
  return { resident: bytes('VmRSS'), own: bytes('RssAnon') };
}

/** Starts the browser host as it was built, with a gateway and one open window, over an empty workspace. */
export async function startSoakedHost(): Promise<SoakedHost> {
  if (!existsSync(web)) throw new Error('out/main/web.js is not there: run "npm run build" first');
  const file = join(scratch(), 'soak.slipway');
  const probe = new URL('./probe.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      ...['--expose-gc', '--import', probe, web],
      ...['--file', file, '--data', join(dirname(file), 'data'), '--gateway-port', '0', '--no-open'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  if (!child.stdout) throw new Error('the host has no output');
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const line = JSON.parse(printed.toString()) as StartLine;
  if (line.gateway === null) throw new Error('the host has no gateway');
  const headers = { authorization: `Bearer ${line.token}` };
  const { origin } = new URL(line.url);
  let events = 0;
  const page = new WebSocket(`${origin.replace('http', 'ws')}/ws`);
  page.addEventListener('open', () => page.send(JSON.stringify({ token: line.token })));
  page.addEventListener('message', () => {
    events += 1;
  });
  return {
    client: createClient(async (procedure, input) => {
      const body = JSON.stringify({ procedure, input });
      const response = await fetch(line.call, { method: 'POST', headers, body });
      return unwrap((await response.json()) as Reply);
    }),
    gateway: line.gateway,
    async upload(fileId, content) {
      await fetch(`${origin}/files/${fileId}`, { method: 'PUT', headers, body: new Uint8Array(content) });
    },
    async sample() {
      // Before the collection that the probe asks for: what is resident is what the host takes by itself.
      const memory = memoryOf(child.pid ?? 0);
      child.send('sample');
      const [heaps] = (await once(child, 'message')) as [ThreadHeap[]];
      const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return { ...memory, file: size(file) + size(`${file}-wal`), heaps };
    },
    events: () => events,
    async end() {
      page.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
