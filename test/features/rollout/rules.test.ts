import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRollout, type RolloutStep } from '#shared/features/codepush/plan.ts';
import {
  isOpenPlan,
  openPlanStatuses,
  type PlanStatus,
  planMachine,
  planStatuses,
} from '#shared/features/rollout/machine.ts';
import {
  factsOf,
  isNews,
  isOver,
  JUDGED_EVERY,
  nextJudgementAt,
  planTimes,
} from '#shared/features/rollout/rules.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import { movesFrom } from '#shared/machine.ts';
import { HOUR, MINUTE } from '../../support/testApp.ts';
import { step } from './rolloutDesk.ts';

const steps: readonly RolloutStep[] = [step(5), step(50, { minimumHours: 48 }), step(100)];
const plan = { steps: [...steps], enteredAt: 0, countedFrom: { installed: 0, failed: 0 } };
const release = { rollout: 5, isDisabled: false, superseded: false };

describe('the next judgement', () => {
  it.each([
    ['before the first step', 0, HOUR, HOUR + JUDGED_EVERY],
    ['in the middle of a step', 5, HOUR, HOUR + JUDGED_EVERY],
    ['shortly before a step ends', 5, 24 * HOUR - MINUTE, 24 * HOUR],
    ['between two steps, by the one below', 20, 24 * HOUR - MINUTE, 24 * HOUR],
    ['as a step has ended', 5, 24 * HOUR, 24 * HOUR + JUDGED_EVERY],
    ['long after', 5, 99 * HOUR, 99 * HOUR + JUDGED_EVERY],
    ['of a longer step', 50, 48 * HOUR - 1, 48 * HOUR],
  ])('%s', (_case, rollout, now, expected) => {
    expect(nextJudgementAt(plan, rollout, now)).toBe(expected);
  });

  it('lies in the future, never further than a few minutes, and passes over no end of a step', () => {
    const hours = fc.double({ min: 0, max: 100, noNaN: true });
    const around = fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE });
    fc.assert(
      fc.property(hours, around, (minimumHours, fromEnd) => {
        const end = Math.ceil(minimumHours * HOUR);
        const now = Math.max(0, end + fromEnd);
        const at = nextJudgementAt({ steps: [step(5, { minimumHours })], enteredAt: 0 }, 5, now);
        expect(at).toBe(now < end && end < now + JUDGED_EVERY ? end : now + JUDGED_EVERY);
      }),
    );
  });
});

describe('the times of a plan', () => {
  it.each([
    ['not begun', 0, 7 * HOUR, [7, 31, 79], 79],
    ['at its first step', 5, 7 * HOUR, [null, 24, 72], 72],
    ['overdue at its first step', 5, 30 * HOUR, [null, 30, 78], 78],
    ['at its second step', 50, 7 * HOUR, [null, null, 48], 48],
    ['complete', 100, 7 * HOUR, [null, null, null], 7],
  ])('%s', (_case, rollout, now, opens, ends) => {
    const { opensAt, endsAt } = planTimes(plan, rollout, now);
    expect(opensAt.map((at) => (at === null ? null : at / HOUR))).toEqual(opens);
    expect(endsAt / HOUR).toBe(ends);
  });

  it('ends with the last step’s hours when that is below everybody', () => {
    const short = { steps: [step(5), step(50, { minimumHours: 48 })], enteredAt: 0 };
    expect(planTimes(short, 0, 0)).toEqual({ opensAt: [0, 24 * HOUR], endsAt: 72 * HOUR });
  });

  it('are those that the judgements keep when nothing speaks against the plan', () => {
    const hours = fc.integer({ min: 0, max: 72 });
    fc.assert(
      fc.property(hours, hours, hours, (one, two, three) => {
        const timed = [one, two, three].map((minimumHours, at) =>
          step([5, 50, 100][at] ?? 100, { minimumHours, minimumReports: 0 }),
        );
        const { opensAt, endsAt } = planTimes({ steps: timed, enteredAt: 0 }, 0, 0);
        let [rollout, enteredAt] = [0, 0];
        for (const [at, opens] of opensAt.entries()) {
          const now = opens ?? 0;
          const facts = factsOf(
            { enteredAt, countedFrom: plan.countedFrom },
            { ...release, rollout },
            { installed: 0, failed: 0 },
            now,
          );
          expect(judgeRollout({ steps: timed }, facts).nextPercent).toBe(timed[at]?.percent);
          [rollout, enteredAt] = [timed[at]?.percent ?? 0, now];
        }
        expect(endsAt).toBe(enteredAt);
      }),
    );
  });
});

describe('what a plan is judged by', () => {
  it('leaves out what a person has answered for', () => {
    const answered = { enteredAt: HOUR, countedFrom: { installed: 180, failed: 20 } };
    expect(factsOf(answered, release, { installed: 200, failed: 21 }, 2 * HOUR)).toEqual({
      ...release,
      enteredAt: HOUR,
      now: 2 * HOUR,
      installed: 20,
      failed: 1,
    });
  });

  it.each([
    ['complete', { rollout: 100 }, true],
    ['superseded', { superseded: true }, true],
    ['halted', { isDisabled: true }, false],
    ['under way', {}, false],
  ])('a release that is %s', (_case, more, over) => {
    const facts = factsOf(plan, { ...release, ...more }, { installed: 0, failed: 0 }, 0);
    expect(isOver(judgeRollout(plan, facts))).toBe(over);
  });
});

describe('a hold is news', () => {
  const held = (
    more: { hours?: number; installed?: number; failed?: number; rollout?: number } = {},
    by = plan,
  ) => {
    const { hours = 1, installed = 8, failed = 0, rollout = 5 } = more;
    const facts = factsOf(plan, { ...release, rollout }, { installed, failed }, hours * HOUR);
    return { judgement: judgeRollout(by, facts), refusal: null };
  };
  const before = { verdict: 'hold' as const, ...held() };

  it.each([
    ['as the first decision', null, held(), true],
    ['after an advance', { ...before, verdict: 'advance' as const }, held(), true],
    ['not when only time has passed', before, held({ hours: 2 }), false],
    ['not with a few more reports', before, held({ installed: 10 }), false],
    ['with a quarter more reports', before, held({ installed: 11 }), true],
    ['with the first failure', before, held({ installed: 7, failed: 1 }), true],
    ['for other reasons', before, held({ hours: 30 }), true],
    ['at another percentage', before, held({ rollout: 20 }), true],
    [
      'by another step of the plan',
      before,
      held({}, { ...plan, steps: [step(5, { minimumHours: 30 })] }),
      true,
    ],
    ['when the channel refused', before, { ...held(), refusal: 'no' }, true],
  ])('%s', (_case, last, next, news) => expect(isNews(last, next)).toBe(news));

  it('seldom enough that a million reports make few lines', () => {
    let last: Parameters<typeof isNews>[0] = null;
    let lines = 0;
    for (let installed = 0; installed < 1_000_000; installed = Math.ceil(installed * 1.01) + 1) {
      const next = held({ installed, failed: Math.floor(installed / 100) });
      if (!isNews(last, next)) continue;
      last = { verdict: 'hold', ...next };
      lines += 1;
    }
    expect(lines).toBeGreaterThan(10);
    expect(lines).toBeLessThan(120);
  });
});

describe('the machine of a plan', () => {
  const edges = new Set([
    'running>pause>paused',
    'running>halt>halted',
    'running>finish>done',
    'running>stop>stopped',
    'paused>resume>running',
    'paused>finish>done',
    'paused>stop>stopped',
    'halted>resume>running',
    'halted>finish>done',
    'halted>stop>stopped',
    'done>begin>running',
    'stopped>begin>running',
  ]);
  const found = (from: PlanStatus) =>
    movesFrom(planMachine, from).map(({ event, to }) => `${from}>${event}>${to}`);

  it('has these edges and no other', () => {
    expect(new Set(planStatuses.flatMap(found))).toEqual(edges);
  });

  it('is open where a plan runs or may run on', () => {
    expect(planStatuses.filter(isOpenPlan)).toEqual(openPlanStatuses);
  });
});

describe('the words of a judgement', () => {
  const words = (more: object, numbers = { installed: 200, failed: 0 }, hours = 24) =>
    judgementWords(judgeRollout(plan, factsOf(plan, { ...release, ...more }, numbers, hours * HOUR)));

  it.each([
    [{ rollout: 0 }, undefined, 24, 'From 0 on to 5 %: 0 % is below the first step.'],
    [{}, undefined, 24, 'From 5 on to 50 %: after 24 hours 0 of 200 reports failed (0 %).'],
    [{}, { installed: 19, failed: 0 }, 3.25, 'Held at 5 %: 19 of 20 reports; 3.3 of 24 hours.'],
    [
      {},
      { installed: 28, failed: 2 },
      24,
      'Held at 5 %: 2 of 30 reports failed (6.7 %), more than 5 % but not yet surely so.',
    ],
    [{ isDisabled: true }, undefined, 24, 'Held at 5 %: the release is disabled.'],
    [{ superseded: true }, undefined, 24, 'Done at 5 %: a newer release or a person has ended its rollout.'],
    [{ rollout: 100 }, undefined, 24, 'Done at 100 %: the release is complete.'],
  ])('%#: %j', (more, numbers, hours, sentence) => expect(words(more, numbers, hours)).toBe(sentence));
});
