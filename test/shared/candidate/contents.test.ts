import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeHotfixes,
  type Knowledge,
  type PickRelease,
  pickPlan,
} from '#shared/features/candidate/contents.ts';

const live = (inCandidate: Knowledge) => ({
  commitSha: 'abcdef1',
  subject: `fix (${inCandidate})`,
  inCandidate,
});

describe('the guard of hotfixes', () => {
  it('blocks what is known to be missing, warns of what is not known and passes what is there', () => {
    expect(judgeHotfixes([live('holds'), live('lacks'), live('unknown')])).toEqual({
      drops: [live('lacks')],
      unsure: [live('unknown')],
    });
    expect(judgeHotfixes([])).toEqual({ drops: [], unsure: [] });
  });
});

const release = (
  releaseId: number,
  numbers: readonly number[],
  knows: Knowledge = 'lacks',
  more: Partial<PickRelease> = {},
): PickRelease => ({
  releaseId,
  version: `${releaseId}.0`,
  versionKey: `2${releaseId}`,
  numbers,
  from: { id: releaseId * 10, version: `${releaseId}.0-rc${Math.max(...numbers)}`, knows },
  ...more,
});

const plan = (releases: readonly PickRelease[], baseId: number, leftOut: readonly number[] = []) =>
  pickPlan(releases, { baseId, leftOut: new Set(leftOut) });

describe('the plan of a pick', () => {
  const three = [release(3, [1]), release(1, [1, 2]), release(2, [1])];

  it('holds the base and every newer release, from one candidate to the next', () => {
    expect(plan(three, 2).map(({ from, to, state, isBase }) => [from, to, state, isBase])).toEqual([
      ['2.0-rc1', '2.0-rc2', 'in_progress', true],
      ['3.0-rc1', '3.0-rc2', 'in_progress', false],
    ]);
  });

  it('counts on from the greatest number, also when it is picked onto an older candidate', () => {
    const [base] = plan(
      [release(1, [1, 4], 'lacks', { from: { id: 10, version: '1.0-rc1', knows: 'lacks' } })],
      1,
    );
    expect(base).toMatchObject({ from: '1.0-rc1', to: '1.0-rc5' });
  });

  it('leaves alone what contains the change, and says why', () => {
    expect(plan([release(1, [1]), release(2, [3], 'holds')], 1)[1]).toEqual({
      releaseId: 2,
      fromId: 20,
      from: '2.0-rc3',
      to: null,
      state: 'contained',
      isBase: false,
      because: '2.0-rc3 contains the change already.',
    });
  });

  it('leaves out what is unticked, and picks where nothing is known', () => {
    expect(
      plan([release(1, [1]), release(2, [1], 'unknown'), release(3, [1])], 1, [3]).map(({ state }) => state),
    ).toEqual(['in_progress', 'in_progress', 'left_out']);
  });

  it('goes by the order of versions, never by their text', () => {
    const ten = release(1, [1], 'lacks', { version: '10.0', versionKey: '210' });
    const nine = release(2, [1], 'lacks', { version: '9.0', versionKey: '209' });
    expect(plan([ten, nine], 2).map(({ releaseId }) => releaseId)).toEqual([2, 1]);
    expect(plan([ten, nine], 1).map(({ releaseId }) => releaseId)).toEqual([1]);
  });

  it('is refused without a base, and when no candidate would be made', () => {
    const refused = (refusal: string) =>
      expect.objectContaining({ details: expect.objectContaining({ refusal }) });
    expect(() => plan(three, 9)).toThrow(refused('release'));
    expect(() => plan([release(1, [1], 'holds')], 1)).toThrow(refused('nothing_to_pick'));
    expect(() => plan([release(1, [1])], 1, [1])).toThrow(refused('nothing_to_pick'));
    expect(() => plan([release(1, [999_999_999])], 1)).toThrow(refused('nothing_to_pick'));
  });

  it('names each release from the base on once, and a new candidate for the planned ones alone', () => {
    const releases = fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
      .chain((ids) =>
        fc.tuple(
          ...ids.map((id) =>
            fc
              .tuple(
                fc.array(fc.nat(9), { minLength: 1 }),
                fc.constantFrom<Knowledge>('holds', 'lacks', 'unknown'),
              )
              .map(([numbers, knows]) => release(id, numbers, knows)),
          ),
        ),
      );
    fc.assert(
      fc.property(releases, fc.nat(8), fc.array(fc.integer({ min: 1, max: 9 })), (list, at, leftOut) => {
        const base = list[at % list.length]!;
        let targets: ReturnType<typeof plan>;
        try {
          targets = plan(list, base.releaseId, leftOut);
        } catch {
          return;
        }
        expect(targets.map(({ releaseId }) => releaseId)).toEqual(
          list
            .map(({ releaseId }) => releaseId)
            .filter((id) => id >= base.releaseId)
            .toSorted(),
        );
        for (const { releaseId, state, to, because } of targets) {
          const { numbers, from } = list.find((one) => one.releaseId === releaseId)!;
          expect(to !== null).toBe(state === 'in_progress');
          expect(because === null).toBe(state === 'in_progress');
          if (to !== null) {
            expect(from.knows).not.toBe('holds');
            expect(leftOut).not.toContain(releaseId);
            expect(numbers.map((number) => `${releaseId}.0-rc${number}`)).not.toContain(to);
          }
        }
      }),
    );
  });
});
