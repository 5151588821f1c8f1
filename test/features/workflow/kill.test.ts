import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../../support/soundness.ts';
import { isRunning, textOf, until } from '../distribution/delivering.ts';
import * as killed from './killed.ts';
import { type Step, type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
let file: string;
beforeEach(async () => {
  world = await workflowWorld();
  file = join(world.desk.folder, 'pids');
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Says that it has begun, then waits; `then` is what becomes of it when its reader is gone, `first` what it does before. */
const waiting = (then: string, first = '') =>
  world.script(
    'Deploy',
    `
    import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    ${first}
    console.log('begun');
    const child = spawn('/bin/sh', ['-c', 'trap "" TERM; while true; do sleep 1; done'], { stdio: 'ignore' });
    writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
    setInterval(() => { ${then} }, 50);`,
  );
const migrate = () => world.script('Migrate', 'console.log("migrated");');
const verify = () => world.script('Verify', 'console.log("verified");');
const approval: Step = { kind: 'approval', name: 'Look at it' };
const pids = async () => (await textOf(file)).split(' ').map(Number);

const dieIn = (steps: readonly Step[], at: 'running' | 'paused') => killed.dieIn(world, steps, at, file);

async function openAgain(): Promise<{ readonly id: number }> {
  world = await killed.openAgain(world);
  await world.trust();
  return killed.deployed(world);
}

const read = async (row: { readonly id: number }) => {
  const run = await world.runOf(row);
  return world.desk.client.workflow.run({ id: run.id });
};

describe('an application that is killed in the middle of a command', () => {
  it('says at its next start that the step is errored, and runs nothing again by itself', async () => {
    await dieIn([migrate(), waiting(`console.log('still here');`), verify()], 'running');
    const row = await openAgain();
    const message =
      /^Slipway ended in the middle of the step "Deploy", and its process .*Look there what came of it, then take the run up\.$/;
    expect(await read(row)).toMatchObject({
      status: 'errored',
      errorMessage: expect.stringMatching(message),
      tries: [
        { position: 0, try: 1, status: 'succeeded' },
        { position: 1, try: 1, status: 'errored', errorMessage: expect.stringMatching(message) },
      ],
    });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'errored',
      attempt: 1,
      errorMessage: expect.stringMatching(message),
      steps: [
        { name: 'Migrate', status: 'succeeded' },
        { name: 'Deploy', status: 'failed' },
        { name: 'Verify', status: 'skipped' },
      ],
    });
    expect(await world.output(await world.runOf(row))).toMatch(/^migrated\nbegun\n/);
    expect(soundness(world.desk.file)).toEqual([]);
    for (const pid of await pids()) await until(() => !isRunning(pid), 'the end of what it had started');
  });

  it('keeps of a step that wrote more than is kept the end that was written last, marked and found', async () => {
    const loud = `
      for (let count = 0; count < 20_000; count += 1) process.stdout.write('x'.repeat(99) + '\\n');
      console.log('the last of it');`;
    await dieIn([waiting('', loud)], 'running');
    const row = await openAgain();
    const run = await world.runOf(row);
    const text = await world.output(run);
    expect(text).toMatch(/^x+\n.*\n\[[\d,]+ bytes are left out here\]\n.*\nthe last of it\nbegun\n$/s);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 + 100);
    expect(await world.tail(run)).toBe('');
    expect(await world.desk.client.workflow.search({ text: 'the last of it' })).toMatchObject([
      { runId: run.id, line: 'the last of it' },
    ]);
    expect(soundness(world.desk.file)).toEqual([]);
  });

  it('ends at its next start what outlived it, with all that this had started', async () => {
    await dieIn([waiting('')], 'running');
    const started = await pids();
    expect(started.map(isRunning)).toEqual([true, true]);
    const row = await openAgain();
    expect(started.map(isRunning)).toEqual([false, false]);
    expect((await read(row)).errorMessage).toMatch(
      /its process still ran when Slipway started again, and was ended then/,
    );
  });

  it('ends at its next start what a command left behind that died with it', async () => {
    await dieIn([waiting(`process.stdout.write('x') || process.exit(1);`)], 'running');
    const [leader = 0, left = 0] = await pids();
    process.kill(leader, 'SIGKILL');
    await until(() => !isRunning(leader), 'the end of the command');
    expect(isRunning(left)).toBe(true);
    await openAgain();
    expect(isRunning(left)).toBe(false);
  });

  it.each(['failed_step', 'start'] as const)('is taken up from the %s as the next attempt', async (from) => {
    await dieIn([migrate(), waiting(''), verify()], 'running');
    const row = await openAgain();
    const first = await world.runOf(row);
    await world.set([migrate(), { ...waiting(''), argv: [process.execPath, '-e', '0'] }, verify()]);
    const second = await world.desk.client.workflow.resume({ runId: first.id, from });
    expect(second).toMatchObject({ attempt: 2, deploymentId: row.id });
    await world.over(row);
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'succeeded',
      attempt: 2,
    });
    expect(await world.output(second)).toBe(from === 'start' ? 'migrated\nverified\n' : 'verified\n');
    expect(await world.output(first)).toBe('migrated\nbegun\n');
  });
});

describe('an application that is killed while a run is paused', () => {
  it('still waits for the person at its next start, who then approves it', async () => {
    await dieIn([migrate(), approval, verify()], 'paused');
    const row = await openAgain();
    const run = await read(row);
    expect(run).toMatchObject({ status: 'paused', approval: { position: 1 } });
    await world.desk.client.workflow.decide({ runId: run.id, position: 1, approved: true });
    expect(await world.over(row)).toMatchObject({ status: 'succeeded', attempt: 1 });
    expect(await world.output(run)).toBe('migrated\nverified\n');
  });

  it('goes on when the time of a wait has come, which may be long over by then', async () => {
    await dieIn([{ kind: 'wait', name: 'Bake', seconds: 3600 }, verify()], 'paused');
    const row = await openAgain();
    expect(await read(row)).toMatchObject({ status: 'paused' });
    world.desk.sources.advance(7 * 86_400_000);
    await world.desk.app.runDue();
    expect((await world.over(row)).status).toBe('succeeded');
    await world.desk.app.runDue();
    expect(await world.output(await world.runOf(row))).toBe('verified\n');
  });
});

/** Puts a file back to how it stood at an instant that no kill hits by itself: its job's row was not yet written. */
function writeBack(change: string): void {
  const db = new Sqlite(world.desk.file);
  db.exec(`UPDATE job SET status = 'running', finishedAt = NULL, result = NULL, error = NULL WHERE kind = 'workflow';
    ${change}`);
  db.close();
}

describe('an application that died between two writes', () => {
  it('leaves a run paused that was, though its job never said so', async () => {
    await world.set([approval, verify()]);
    const row = await world.begin();
    await world.stands(row, 'paused');
    await world.desk.app.close();
    writeBack('');
    await openAgain();
    expect(await read(row)).toMatchObject({ status: 'paused', tries: [{ status: 'waiting' }] });
    expect((await world.desk.client.job.list())[0]).toMatchObject({ status: 'succeeded' });
  });

  it('does not carry out again a step that had come to its end', async () => {
    await world.set([migrate(), verify()]);
    const row = await world.begin();
    const first = await world.over(row);
    await world.desk.app.close();
    writeBack(`UPDATE run SET status = 'running', finishedAt = NULL, position = 0;
      DELETE FROM run_step WHERE position = 1;
      UPDATE deployment SET status = 'in_progress', finishedAt = NULL, succeededAt = NULL;`);
    await openAgain();
    expect(await read(row)).toMatchObject({
      status: 'errored',
      errorMessage: 'Slipway ended before it came to the step "Verify". Take the run up to go on there.',
    });
    const second = await world.desk.client.workflow.resume({ runId: first.id, from: 'failed_step' });
    await world.over(row);
    expect(await world.output(second)).toBe('verified\n');
  });

  it('says that a run succeeded whose last step had', async () => {
    await world.set([migrate()]);
    const row = await world.begin();
    await world.over(row);
    await world.desk.app.close();
    writeBack(`UPDATE run SET status = 'running', finishedAt = NULL;
      UPDATE deployment SET status = 'in_progress', finishedAt = NULL, succeededAt = NULL;`);
    await openAgain();
    expect(await read(row)).toMatchObject({ status: 'succeeded', errorMessage: null });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({ status: 'succeeded' });
  });

  it('ends a run as canceled that somebody had asked to end', async () => {
    await world.set([migrate(), verify()]);
    const row = await world.begin();
    await world.over(row);
    await world.desk.app.close();
    writeBack(`UPDATE run SET status = 'canceling', finishedAt = NULL, position = 1;
      UPDATE run_step SET status = 'running', finishedAt = NULL WHERE position = 1;
      UPDATE deployment SET status = 'canceling', finishedAt = NULL, succeededAt = NULL;`);
    await openAgain();
    expect(await read(row)).toMatchObject({
      status: 'canceled',
      tries: [{ status: 'succeeded' }, { status: 'canceled' }],
    });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({ status: 'canceled' });
  });
});
