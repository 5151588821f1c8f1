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
