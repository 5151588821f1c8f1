import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

const MIB = 1024 * 1024;

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Runs one step to its end. */
async function runOf(source: string) {
  await world.set([world.script('Deploy', source)]);
  const row = await world.begin();
  return world.over(row);
}
const search = (text: string) => world.desk.client.workflow.search({ text });

describe('the output of a run', () => {
  it('is read while the step still runs, both streams in their order', async () => {
    await world.set([
      world.script(
        'Deploy',
        `
        const said = ['out 1', 'err 1', 'out 2', 'err 2'];
        for (const [index, text] of said.entries()) {
          setTimeout(() => (index % 2 ? console.error : console.log)(text), index * 80);
        }
        setInterval(() => {}, 1000);`,
      ),
    ]);
    const row = await world.begin();
    const run = await world.runOf(row);
    await until(async () => (await world.output(run)).includes('err 2'), 'the last line');
    expect((await world.runOf(row)).status).toBe('running');
    expect(await world.output(run)).toBe('out 1\nerr 1\nout 2\nerr 2\n');
    expect(await world.output(run, 'stderr')).toBe('err 1\nerr 2\n');
    await world.desk.client.workflow.cancel({ runId: run.id });
    await world.over(row);
  });

  it('that is no UTF-8 and holds zeros and colours is kept readable', async () => {
    const run = await runOf(`
      process.stdout.write(Buffer.from([0x66, 0xff, 0xfe, 0x67, 0x0a]));
      process.stdout.write('\\u001b[31mred\\u001b[0m a\\0b\\n');`);
    expect(await world.output(run)).toBe('f\uFFFD\uFFFDg\nred a\uFFFDb\n');
  });

  it('of three megabytes is kept to one a step, its beginning and its end, with a mark', async () => {
    const noisy = `
      process.stdout.write('the first line\\n');
      for (let count = 0; count < 30_000; count += 1) process.stdout.write('x'.repeat(99) + '\\n');
      process.stdout.write('the last line\\n');`;
    await world.set([world.script('One', noisy), world.script('Two', noisy)]);
    const run = await world.over(await world.begin());
    const { client } = world.desk;
    for (const position of [0, 1]) {
      let text = '';
      for (let after = 0, more = true; more; ) {
        const page = await client.workflow.output({ runId: run.id, position, after, limit: 400 });
        text += page.pieces.map((piece) => piece.text).join('');
        after = page.pieces.at(-1)?.id ?? after;
        more = page.more;
      }
      expect(Buffer.byteLength(text)).toBeGreaterThan(0.95 * MIB);
      expect(Buffer.byteLength(text)).toBeLessThan(MIB + 100);
      expect(text.startsWith('the first line\n')).toBe(true);
      expect(text.endsWith('the last line\n')).toBe(true);
      expect(text).toMatch(/\[[\d,]+ bytes are left out here\]/);
    }
  });
});

describe('a step that writes more than is kept', () => {
  /** Writes two megabytes and then the numbers from 1 on, up to the one that the file `upTo` says. */
  const counting = () =>
    world.script(
      'Deploy',
      `
      import { existsSync, readFileSync } from 'node:fs';
      const line = 'x'.repeat(99) + '\\n';
      for (let count = 0; count < 20_000; count += 1) process.stdout.write(line);
      let number = 0;
      setInterval(() => {
        const upTo = existsSync('upTo') ? Number(readFileSync('upTo', 'utf8')) : 1;
        if (upTo < 0) process.exit();
        while (number < upTo) console.log('number ' + (number += 1));
      }, 20);`,
    );
  const letCountTo = (count: number) => writeFileSync(join(world.desk.folder, 'upTo'), String(count));
  const isAtTheEnd = (run: { readonly id: number }, line: string) =>
    until(async () => (await world.tail(run)).endsWith(`${line}\n`), `“${line}” at the end`);

  it('shows its end while it runs, behind a mark of what is left out, and is found by it once it is over', async () => {
    await world.set([counting(), world.script('Verify', 'console.log("verified");')]);
    const row = await world.begin();
    const run = await world.runOf(row);
    await isAtTheEnd(run, 'number 1');
    const standing = await world.output(run);
    letCountTo(3);
    await isAtTheEnd(run, 'number 3');
    const tail = await world.tail(run);
    expect(tail).toMatch(/^\[[\d,]+ bytes are left out here\]\nx+\n.*\nnumber 1\nnumber 2\nnumber 3\n$/s);
    expect(Buffer.byteLength(tail)).toBeLessThan(256 * 1024 + 100);
    // What stood for good stands as it was: only the end was replaced.
    expect(await world.output(run)).toBe(standing);
    expect((await world.runOf(row)).status).toBe('running');
    letCountTo(-1);
    await world.over(row);
    expect(await world.tail(run)).toBe('');
    expect(await world.output(run)).toBe(`${standing}${tail}verified\n`);
    expect(await search('number 3')).toMatchObject([{ runId: run.id, step: 'Deploy', line: 'number 3' }]);
  });

  it('takes no more room while it writes on', async () => {
    await world.set([counting()]);
    const row = await world.begin();
    const run = await world.runOf(row);
    await isAtTheEnd(run, 'number 1');
    const tails = async () => (await world.tail(run)).length;
    const before = await tails();
    letCountTo(30_000);
    await isAtTheEnd(run, 'number 30000');
    expect(await tails()).toBeLessThan(before + 200);
    await world.desk.client.workflow.cancel({ runId: run.id });
    await world.over(row);
  });
});

describe('a search in what runs wrote', () => {
  it('finds the line that holds the words, the newest run first', async () => {
    const first = await runOf(`
      console.log('nothing of note');
      console.error('connection to db-7.internal refused');`);
    await world.set([world.script('Deploy', `console.log('connection refused again');`)]);
    const second = await world.over(await world.begin('v2-rc1'));
    expect(await search('connec refused')).toMatchObject([
      { runId: second.id, version: 'v2-rc1', step: 'Deploy', line: 'connection refused again' },
      {
        runId: first.id,
        version: 'v1-rc1',
        environment: 'prod-eu',
        line: 'connection to db-7.internal refused',
      },
    ]);
    expect(await search('db-7.internal')).toMatchObject([{ runId: first.id }]);
    expect(await search('nonesuch')).toEqual([]);
  });

  it('finds a word that lies where a line without an end is parted', async () => {
    await runOf(`process.stdout.write('x '.repeat(4090) + 'needleinthehay ' + 'y '.repeat(20_000));`);
    const [found] = await search('needleinthehay');
    expect(found?.line).toContain('needleinthehay');
  });

  it.each(['"', '*', 'a" OR "b', '(', 'NEAR('])('takes %j for words and nothing else', async (text) => {
    await runOf(`console.log('a quiet line');`);
    expect(await search(`${text} unheard`)).toEqual([]);
  });
});
