import { describe, expect, it } from 'vitest';
import { runStates } from '#shared/features/workflow/machine.ts';
import type { OutputPiece, StepTry } from '#shared/features/workflow/model.ts';
import { workflowStepsSchema } from '#shared/features/workflow/model.ts';
import { planResume } from '../../../src-renderer/features/workflow/act/resumePlan.ts';
import { offeredActs } from '../../../src-renderer/features/workflow/act/runActs.ts';
import {
  pathOfRuns,
  pathToLine,
  runPlaceOf,
  runsPlaceOf,
  soughtIn,
} from '../../../src-renderer/features/workflow/places.ts';
import { runOutput } from '../../../src-renderer/features/workflow/run/runOutput.ts';
import { stepRows, tryFacts } from '../../../src-renderer/features/workflow/run/stepRows.ts';

const definition = workflowStepsSchema.parse([
  { kind: 'command', name: 'Fetch', argv: ['fetch'], folder: '/', retry: { times: 1, waitSeconds: 0 } },
  { kind: 'approval', name: 'Look' },
  { kind: 'wait', name: 'Rest', seconds: 60 },
]);

const tried = (position: number, facts: Partial<StepTry> = {}): StepTry => ({
  position,
  try: 1,
  status: 'succeeded',
  startedAt: 100,
  finishedAt: 200,
  exitCode: null,
  httpStatus: null,
  errorMessage: null,
  person: null,
  ...facts,
});

describe('the steps of a run', () => {
  it('stand with their last try, and take from the first one’s beginning to the last one’s end', () => {
    const tries = [
      tried(0, { status: 'failed', exitCode: 1 }),
      tried(0, { try: 2, startedAt: 300, finishedAt: 400, exitCode: 0 }),
      tried(1, { status: 'waiting', finishedAt: null }),
    ];
    const rows = stepRows({ definition, tries, position: 1, finishedAt: null });
    expect(rows.map(({ standing }) => standing)).toEqual(['succeeded', 'waiting', 'ahead']);
    expect(rows[0]).toMatchObject({ startedAt: 100, finishedAt: 400, most: 2 });
    expect(rows[1]?.finishedAt).toBeNull();
  });

  it('say of those without a try why none will come', () => {
    const rows = stepRows({
      definition,
      tries: [tried(1, { status: 'failed' })],
      position: 1,
      finishedAt: 500,
    });
    expect(rows.map(({ note }) => note)).toEqual([
      'came to its end in an earlier attempt',
      null,
      'the run ended before it',
    ]);
  });

  it.each([
    [{ exitCode: 137 }, ['exit 137']],
    [{ httpStatus: 502 }, ['HTTP 502']],
    [{ person: 'Mira' }, ['by Mira']],
    [{}, []],
  ])('tell of a try what is known: %j', (facts, told) => {
    expect(tryFacts(tried(0, facts))).toEqual(told);
  });
});

describe('what can be done with a run', () => {
  const approval = { position: 1, question: '' };

  it.each([
    ['waiting', false, ['cancel']],
    ['running', false, ['cancel']],
    ['paused', true, ['approve', 'refuse', 'cancel']],
    ['paused', false, ['cancel']],
    ['canceling', false, ['cancel: It is being canceled already.']],
    ['succeeded', false, []],
    ['failed', false, ['resume']],
    ['errored', false, ['resume']],
    ['canceled', false, ['resume']],
  ] as const)('while it is %s (asks somebody: %s) is %j', (status, asks, expected) => {
    const acts = offeredActs({ status, approval: asks ? approval : null }, false);
    expect(acts.map(({ act, refusal }) => (refusal === null ? act : `${act}: ${refusal}`))).toEqual(expected);
  });

  it('is known for every state', () => {
    for (const status of runStates)
      expect(() => offeredActs({ status, approval: null }, false)).not.toThrow();
  });

  it('is not to take up one that has a newer run', () => {
    expect(offeredActs({ status: 'failed', approval: null }, true)).toMatchObject([
      { act: 'resume', refusal: 'There is a newer run of this.' },
    ]);
  });
});

describe('taking a run up', () => {
  const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);
  const stopped = { definition, position: 1, tries: [tried(0), tried(1, { status: 'failed' })] };

  it('skips what came to its end, or nothing when it begins anew', () => {
    const plan = planResume(stopped, { steps: definition }, 'failed_step');
    expect([names(plan.skipped), names(plan.runs), plan.isChanged]).toEqual([
      ['Fetch'],
      ['Look', 'Rest'],
      false,
    ]);
    expect(names(planResume(stopped, { steps: definition }, 'start').skipped)).toEqual([]);
  });

  it('says when the steps before it are others by now, so that it begins anew either way', () => {
    const [fetch, ...others] = definition;
    const steps = [{ ...fetch, name: 'Get' } as (typeof definition)[number], ...others];
    const plan = planResume(stopped, { steps }, 'failed_step');
    expect(plan).toMatchObject({ skipped: [], isChanged: true, mustBeginAnew: true });
  });
});

describe('the output of a run', () => {
  const piece = (id: number, text: string, facts: Partial<OutputPiece> = {}): OutputPiece => ({
    id,
    position: 0,
    try: 1,
    stream: 'stdout',
    at: 1000 + id,
    text,
    ...facts,
  });

  it('is read page by page after the last piece, and never twice', async () => {
    const kept = [
      piece(1, 'one\ntwo\n'),
      piece(2, 'oh\n', { stream: 'stderr', position: 1 }),
      piece(5, 'five\n'),
    ];
    const asked: number[] = [];
    const output = runOutput(async (after) => {
      asked.push(after);
      const rest = kept.filter(({ id }) => id > after);
      return { pieces: rest.slice(0, 2), more: rest.length > 2, tail: [] };
    });
    await output.read();
    kept.push(piece(7, 'seven\n'));
    await Promise.all([output.read(), output.read()]);
    expect(asked.slice(0, 3)).toEqual([0, 2, 5]);
    expect(output.lines.map(({ text, kind, part, at }) => [text, kind, part, at])).toEqual([
      ['one', 'plain', 0, 1001],
      ['two', 'plain', 0, 1001],
      ['oh', 'error', 1, 1002],
      ['five', 'plain', 0, 1005],
      ['seven', 'plain', 0, 1007],
    ]);
  });

  it('looks once more when it is asked while it reads', async () => {
    const kept = [piece(1, 'one\n')];
    let release = () => {};
    const first = new Promise<void>((done) => {
      release = done;
    });
    const output = runOutput(async (after) => {
      const pieces = kept.filter(({ id }) => id > after);
      await first;
      return { pieces, more: false, tail: [] };
    });
    const reading = output.read();
    kept.push(piece(2, 'two\n'));
    const again = output.read();
    release();
    await Promise.all([reading, again]);
    expect(output.state().count).toBe(2);
  });

  it('can be read on after a page that was refused', async () => {
    let refuses = true;
    const output = runOutput(async () => {
      if (refuses) throw new Error('gone');
      return { pieces: [piece(1, 'one\n')], more: false, tail: [] };
    });
    await expect(output.read()).rejects.toThrow('gone');
    refuses = false;
    await output.read();
    expect(output.state().count).toBe(1);
  });

  describe('whose step still writes beyond what is kept', () => {
    const desk = () => {
      const wrote = { pieces: [piece(1, 'one\n')], tail: [] as OutputPiece[] };
      const output = runOutput(async (after) => ({
        pieces: wrote.pieces.filter(({ id }) => id > after),
        more: false,
        tail: wrote.tail,
      }));
      const texts = () => output.lines.map(({ text }) => text);
      return { wrote, output, texts };
    };

    it('has its end replaced with each reading, and then for good', async () => {
      const { wrote, output, texts } = desk();
      wrote.tail = [piece(0, '[5 bytes are left out here]\nten\n')];
      await output.read();
      expect(texts()).toEqual(['one', '… 5 B not kept …', 'ten']);
      expect(output.state()).toEqual({ count: 3, settled: 1, turn: 0, waits: false });
      wrote.tail = [piece(0, '[9 bytes are left out here]\n'), piece(0, 'eleven\n', { stream: 'stderr' })];
      await output.read();
      expect(output.lines.map(({ text, kind }) => [text, kind])).toEqual([
        ['one', 'plain'],
        ['… 9 B not kept …', 'gap'],
        ['eleven', 'error'],
      ]);
      expect(output.state()).toEqual({ count: 3, settled: 1, turn: 1, waits: false });
      wrote.pieces.push(piece(2, '[9 bytes are left out here]\neleven\ntwelve\n'));
      wrote.tail = [];
      await output.read();
      expect(texts()).toEqual(['one', '… 9 B not kept …', 'eleven', 'twelve']);
      expect(output.state()).toEqual({ count: 4, settled: 4, turn: 2, waits: false });
    });

    it('stands still while it is held, and is read on afterwards', async () => {
      const { wrote, output, texts } = desk();
      wrote.tail = [piece(0, 'ten\n')];
      await output.read();
      output.hold(true);
      wrote.tail = [piece(0, 'eleven\n')];
      await output.read();
      expect(texts()).toEqual(['one', 'ten']);
      expect(output.state().waits).toBe(true);
      output.hold(false);
      await output.read();
      expect(texts()).toEqual(['one', 'eleven']);
      expect(output.state().waits).toBe(false);
    });

    it('leaves alone what was asked for before it was held', async () => {
      const { wrote, output, texts } = desk();
      wrote.tail = [piece(0, 'ten\n')];
      await output.read();
      wrote.tail = [piece(0, 'eleven\n')];
      const reading = output.read();
      output.hold(true);
      await reading;
      expect(texts()).toEqual(['one', 'ten']);
    });
  });
});

describe('the places of runs', () => {
  it.each([
    { isOpen: false, text: '' },
    { isOpen: true, text: 'timed out & more' },
  ])('read what they wrote: %j', (place) => {
    expect(runsPlaceOf(new URLSearchParams(pathOfRuns(place).split('?')[1]))).toEqual(place);
  });

  it('lead to a line by its run, its step and a text that stands there letter by letter', () => {
    const path = pathToLine(
      { runId: 12, position: 3, line: 'pod 7: Connection refused' },
      'refused connection',
    );
    expect(path).toBe('/runs/12?find=connection&step=3');
    expect(runPlaceOf(new URLSearchParams(path.split('?')[1]))).toEqual({ sought: 'connection', step: 3 });
  });

  it.each([
    ['Connection refused', 'connection ref', 'connection ref'],
    ['Connection refused', 'refused by', 'refused'],
    ['nothing of it', 'timeout', 'timeout'],
  ])('in “%s” look for %j as %j', (line, text, sought) => {
    expect(soughtIn(line, text)).toBe(sought);
  });
});
