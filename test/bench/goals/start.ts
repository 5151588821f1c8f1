import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyOf, drop, type Files, scratch } from '../copies.ts';
import { generate } from '../generate.ts';
import { atMost, median, ms, type Verdict } from '../measure.ts';

const ROUNDS = 7;
const root = join(import.meta.dirname, '../../..');
const web = join(root, 'out/main/web.js');

interface Started {
  readonly call: string;
  readonly token: string;
}

/** Runs a Node process until its first line; answers the line, and how to end it. */
async function run(args: readonly string[]) {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code} before its first line`)));
  });
  return {
    line,
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** From the start of the process to the first page in hand, in ms. */
async function ours(file: string, data: string): Promise<number> {
  const started = performance.now();
  const host = await run([web, '--file', file, '--data', data, '--no-open']);
  const { call, token } = JSON.parse(host.line) as Started;
  const answer = await fetch(call, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ procedure: 'deployment.list', input: { limit: 100 } }),
  });
  await answer.text();
  const took = performance.now() - started;
  await host.end();
  if (!answer.ok) throw new Error(`the first page was refused: ${answer.status}`);
  return took;
}

const driver = pathToFileURL(createRequire(import.meta.url).resolve('better-sqlite3')).href;

/** An empty Node process that opens the file and reads a page with a bare statement, in ms. */
async function raw(file: string): Promise<number> {
  const started = performance.now();
  const process = await run([
    '--input-type=module',
    '--eval',
    `import Sqlite from ${JSON.stringify(driver)};
     const db = new Sqlite(${JSON.stringify(file)}, { readonly: true });
     const rows = db.prepare('SELECT * FROM deployment ORDER BY triggeredAt DESC LIMIT 100').all();
     console.log(rows.length);
     process.on('SIGTERM', () => process.exit(0)); setTimeout(() => {}, 60_000);`,
  ]);
  const took = performance.now() - started;
  await process.end();
  return took;
}

/** G16: from the start of the process to the first page, through the built browser host. */
export async function startGoals(files: Files): Promise<Verdict[]> {
  if (!existsSync(web)) throw new Error('out/main/web.js is not there: run "npm run build" first');
  const data = scratch();
  const [small, large] = [join(scratch(), 'bench-1k.slipway'), copyOf(files.large)];
  generate(small, 1000, () => {});
  // Once each, so that compiled code and the file's pages are where a second start finds them.
  for (const file of [small, large]) await ours(file, data);
  const times = { small: [] as number[], large: [] as number[], raw: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.raw.push(await raw(large));
    times.large.push(await ours(large, data));
    times.small.push(await ours(small, data));
  }
  for (const copy of [small, large]) drop(copy);
  const [first, bare] = [median(times.large), median(times.raw)];
  return [
    atMost('G16', 'start to first page, browser host', first / bare, 2, `${ms(first)} against ${ms(bare)}`),
    atMost('G16', 'start at 1M / at 1k rows', first / median(times.small), 1.3),
  ];
}
