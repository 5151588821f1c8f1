import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, textOf, until } from '../distribution/delivering.ts';
import { deployed, dieIn, openAgain, stayIn } from './killed.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
let file: string;
let started: number[];
beforeEach(async () => {
  world = await workflowWorld();
  file = join(world.desk.folder, 'pids');
  started = [];
});
afterEach(async () => {
  for (const pid of started.filter(isRunning)) process.kill(pid, 'SIGKILL');
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Starts a child in a session of its own, writes both numbers, and goes on with `then`. */
const scattered = (into: string, then: string) => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
  child.unref();
  console.log('begun');
  writeFileSync(${JSON.stringify(into)}, process.pid + ' ' + child.pid);
  ${then}`;
const stays = 'setInterval(() => {}, 1000);';

/** The numbers of the command and of what left its group. */
async function numbersIn(path: string): Promise<number[]> {
  const found = (await textOf(path)).split(' ').map(Number);
  started.push(...found);
  return found;
}

// Only Linux tells what a process left behind in other groups.
describe.runIf(process.platform === 'linux')('what left the group of a command', () => {
  it.each(['running', 'quits'] as const)('is ended with it when Slipway dies there (%s)', async (at) => {
    await dieIn(world, [world.script('Deploy', scattered(file, stays))], at, file);
    const numbers = await numbersIn(file);
    expect(numbers.map(isRunning)).toEqual(at === 'quits' ? [false, false] : [true, true]);
    world = await openAgain(world);
    expect(numbers.map(isRunning)).toEqual([false, false]);
    const run = await world.runOf(await deployed(world));
    expect(run.errorMessage).toMatch(at === 'quits' ? /is not running any more/ : /and was ended then/);
  });

  it('is ended at the next start also when the command itself is over by then', async () => {
    await dieIn(world, [world.script('Deploy', scattered(file, stays))], 'running', file);
    const [leader = 0, left = 0] = await numbersIn(file);
    process.kill(leader, 'SIGKILL');
    await until(() => !isRunning(leader), 'the end of the command');
    expect(isRunning(left)).toBe(true);
    world = await openAgain(world);
    expect(isRunning(left)).toBe(false);
  });

  it.each(['running', 'quits'] as const)(
    'by an earlier step is left running when Slipway dies in a later one (%s)',
    async (at) => {
      const earlier = join(world.desk.folder, 'earlier');
      const steps = [
        world.script('Start', scattered(earlier, '')),
        world.script('Deploy', scattered(file, stays)),
      ];
      await dieIn(world, steps, at, file);
      const numbers = await numbersIn(file);
      const [, daemon = 0] = await numbersIn(earlier);
      world = await openAgain(world);
      expect(numbers.map(isRunning)).toEqual([false, false]);
      expect(isRunning(daemon)).toBe(true);
    },
  );
});

// Elsewhere than on Linux and a Mac nothing tells a process from a later one of its number, so none is ended.
describe.skipIf(process.platform === 'win32')('a copy of a file whose own Slipway still runs', () => {
  it('leaves to that one what it runs, and says so', async () => {
    const child = await stayIn(world, [world.script('Deploy', scattered(file, stays))], file);
    const numbers = await numbersIn(file);
    const original = world;
    const copy = mkdtempSync(join(tmpdir(), 'slipway-copy-'));
    try {
      mkdirSync(join(copy, 'data'));
      const db = new Sqlite(original.desk.file, { readonly: true });
      await db.backup(join(copy, 'test.slipway'));
      db.close();
      world = await openAgain(original, copy);
      expect(numbers.map(isRunning)).toEqual([true, true]);
      const run = await world.runOf(await deployed(world));
      expect(run).toMatchObject({
        status: 'errored',
        errorMessage: expect.stringMatching(
          /runs on for the Slipway that began it, of whose file this is a copy/,
        ),
      });
    } finally {
      const end = new Promise((done) => child.once('close', done));
      child.kill('SIGKILL');
      await end;
      await world.close();
    }
    world = await openAgain(original);
    expect(numbers.map(isRunning)).toEqual([false, false]);
  });
});
