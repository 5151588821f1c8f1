import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { soundness } from '../support/soundness.ts';
import { testApp } from '../support/testApp.ts';

/** Files that are killed side by side, and how often each. */
const FILES = 4;
const MOMENTS = 50;
const CHILD = resolve(import.meta.dirname, 'kill-child.ts');

interface Acknowledged {
  readonly recorded: Set<number>;
  readonly moved: Set<number>;
}

/** Runs the load until a random moment after it said a word, kills it, and reads what it had acknowledged. */
async function killOnce(
  file: string,
  data: string,
  afterWord: 'ready' | 'recorded',
  afterMs: number,
  { recorded, moved }: Acknowledged,
): Promise<void> {
  const child = spawn(process.execPath, [CHILD, file, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  let armed = false;
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
    if (armed || !text.includes(afterWord)) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  await new Promise((done) => child.on('close', done));
  // The last line may be cut in the middle of its number, so it only counts when its newline has arrived.
  for (const line of text.split('\n').slice(0, -1)) {
    const [word, number] = line.split(' ');
    if (word === 'recorded') recorded.add(Number(number));
    if (word === 'moved') moved.add(Number(number));
  }
}

/** What a file must hold after any kill: everything acknowledged, numbers without a gap, sums and chain that fit. */
function expectWhole(file: string, acknowledged: Acknowledged): void {
  const db = new Sqlite(file, { readonly: true });
  const numbers = new Set(db.prepare('SELECT number FROM deployment').pluck().all() as number[]);
  const pending = db
    .prepare("SELECT number FROM deployment WHERE status = 'pending'")
    .pluck()
    .all() as number[];
  db.close();
  expect([...acknowledged.recorded].filter((number) => !numbers.has(number))).toEqual([]);
  expect(pending.filter((number) => acknowledged.moved.has(number))).toEqual([]);
  expect(numbers.size).toBe(Math.max(0, ...numbers));
  expect(soundness(file)).toEqual([]);
}

/** One file that is killed over and over, each time opened by the next process. */
async function killAgainAndAgain(moments: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-kill-'));
  const file = join(folder, 'test.slipway');
  const acknowledged: Acknowledged = { recorded: new Set(), moved: new Set() };
  for (let moment = 1; moment <= moments; moment += 1) {
    // One in five dies while its writer still opens the file, the others under load.
    const word = moment % 5 === 0 ? 'ready' : 'recorded';
    await killOnce(file, join(folder, 'data'), word, Math.floor(Math.random() * 60), acknowledged);
    if (moment % 10 === 0) expectWhole(file, acknowledged);
  }
  expect(acknowledged.recorded.size).toBeGreaterThan(moments);
  const desk = await testApp({ folder });
  const job = await desk.client.workspace.check();
  await desk.app.jobEnded(job.id);
  expect((await desk.client.job.get({ id: job.id })).result).toMatchObject({ sound: true });
  await desk.app.close();
  rmSync(folder, { recursive: true, force: true });
}

describe('kill -9 under load', () => {
  it(`loses nothing acknowledged at ${FILES * MOMENTS} random moments and leaves a consistent file`, {
    timeout: 900_000,
  }, async () => {
    await Promise.all(Array.from({ length: FILES }, () => killAgainAndAgain(MOMENTS)));
  });
});
