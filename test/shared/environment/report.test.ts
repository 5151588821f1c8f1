import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aviatorMachine,
  type DeploymentPolicy,
  type DeploymentStatus,
  deploymentStatuses,
  isActive,
  isFinished,
} from '#shared/features/deployment/machine.ts';
import {
  allowedMoves,
  type DeploymentState,
  machineOf,
  planMove,
} from '#shared/features/deployment/rules.ts';
import {
  planReport,
  type ReportPlan,
  type ReportStatus,
  reportedAs,
  reportStatuses,
} from '#shared/features/environment/report.ts';
import { eventBetween } from '#shared/machine.ts';

const record = (status: DeploymentStatus, more: Partial<DeploymentState> = {}): DeploymentState => ({
  id: 1,
  uid: 'u',
  number: 7,
  status,
  policy: 'aviator',
  attempt: 1,
  version: '1.0-rc1',
  triggeredAt: 100,
  startedAt: 110,
  finishedAt: isFinished(status) ? 150 : null,
  succeededAt: status === 'succeeded' || status === 'rolled_back' ? 150 : null,
  errorMessage: null,
  ...more,
});

const report = (status: ReportStatus, more: object = {}) => ({
  version: '1.0-rc1',
  status,
  errorMessage: null,
  frozen: false,
  ...more,
});

const plan = (history: readonly DeploymentState[], status: ReportStatus, more: object = {}) =>
  planReport(history, report(status, more));

type Cell = ReportPlan['kind'];
const [create, same, move, correct, next, ignored] = [
  'create',
  'same',
  'move',
  'correct',
  'next_attempt',
  'ignored',
] as const;

/** spec/releases 2.4 with the decisions' changes, in the order of its columns; the first row is no record at all. */
const columns = reportStatuses;
const table: readonly (readonly [DeploymentStatus | null, readonly Cell[]])[] = [
  [null, [create, create, create, create, create, create, create, create]],
  ['pending', [same, move, move, move, move, move, move, move]],
  ['in_progress', [move, same, move, move, move, move, move, move]],
  ['canceling', [ignored, ignored, same, move, move, move, move, move]],
  ['unknown', [move, move, move, move, move, move, move, same]],
  ['succeeded', [next, next, ignored, same, correct, correct, correct, ignored]],
  ['failed', [next, next, ignored, correct, same, correct, correct, ignored]],
  ['errored', [next, next, ignored, correct, correct, same, correct, ignored]],
  ['canceled', [next, next, ignored, correct, correct, correct, same, ignored]],
  // Beyond the table: to a client it succeeded, and that it was taken back is no mistake of how it ended.
  ['rolled_back', [next, next, ignored, same, ignored, ignored, ignored, ignored]],
];

describe('a report', () => {
  for (const [from, cells] of table) {
    for (const [column, status] of columns.entries()) {
      it(`of ${status} on ${from ?? 'nothing'}: ${cells[column]}`, () => {
        expect(plan(from === null ? [] : [record(from)], status).kind).toBe(cells[column]);
      });
    }
  }

  it('that changes a record leads there by edges of its machine', () => {
    for (const [from] of table) {
      for (const status of columns) {
        if (from === null) continue;
        const planned = plan([record(from)], status);
        if (!('through' in planned)) continue;
        let state = record(from);
        for (const to of planned.through) state = { ...state, ...planMove(state, to, 200, null).state };
        expect(state.status).toBe(status);
        expect(state.attempt).toBe(planned.kind === 'next_attempt' ? 2 : 1);
      }
    }
  });

  it('is the same again when it is repeated, whatever it did', () => {
    const statuses = fc.constantFrom(...reportStatuses);
    fc.assert(
      fc.property(fc.array(statuses, { maxLength: 12 }), statuses, (reports, last) => {
        let history: DeploymentState[] = [];
        const apply = (status: ReportStatus, at: number) => {
          const planned = plan(history, status);
          if (planned.kind === 'create') history = [record(status, { triggeredAt: at })];
          if ('through' in planned) {
            for (const to of planned.through) {
              history = history.map((one) => ({ ...one, ...planMove(one, to, at, null).state }));
            }
          }
          return planned;
        };
        for (const [at, status] of reports.entries()) apply(status, 1000 + at);
        const first = apply(last, 2000);
        const before = history;
        expect(apply(last, 2001).kind).toBe(first.kind === 'ignored' ? 'ignored' : 'same');
        expect(history).toEqual(before);
        expect(history.length).toBe(1);
      }),
    );
  });

  it('that is ignored says what was reported and why', () => {
    expect(plan([record('canceling')], 'pending')).toEqual({
      kind: 'ignored',
      recordId: 1,
      note: 'Reported pending, which changes nothing: #7 is canceling.',
    });
    expect(plan([record('rolled_back')], 'failed')).toMatchObject({
      note: 'Reported failed, which changes nothing: #7 was rolled back since.',
    });
  });

  it('keeps the error of a failure or an error only', () => {
    const told = { errorMessage: 'no space' };
    expect(plan([], 'failed', told)).toMatchObject(told);
    expect(plan([record('pending')], 'errored', told)).toMatchObject(told);
    expect(plan([], 'succeeded', told)).toMatchObject({ errorMessage: null });
    expect(plan([record('pending')], 'canceled', told)).toMatchObject({ errorMessage: null });
  });

  it('in a freeze is accepted, and marked where it begins something', () => {
    const frozen = { frozen: true };
    expect(plan([], 'in_progress', frozen)).toMatchObject({ kind: 'create', flags: ['during_freeze'] });
    expect(plan([record('failed')], 'pending', frozen)).toMatchObject({ flags: ['during_freeze'] });
    expect(plan([record('pending')], 'in_progress', frozen)).toMatchObject({ kind: 'move', flags: [] });
    expect(plan([], 'in_progress')).toMatchObject({ flags: [] });
  });
});

describe('the record that a report is about', () => {
  const at = (id: number, status: DeploymentStatus, triggeredAt: number, more: object = {}) =>
    record(status, { id, triggeredAt, ...more });

  it('is the newest unfinished one of the candidate, else the newest', () => {
    const older = at(1, 'in_progress', 10);
    const newer = at(2, 'pending', 20);
    const finished = at(3, 'succeeded', 30);
    expect(plan([older, finished, newer], 'failed')).toMatchObject({ recordId: 2 });
    expect(plan([older, finished], 'failed')).toMatchObject({ recordId: 1 });
    expect(plan([at(4, 'failed', 5), finished], 'errored')).toMatchObject({ recordId: 3 });
    expect(plan([at(5, 'failed', 30), finished], 'errored')).toMatchObject({ recordId: 5 });
  });

  it('is of that candidate and no other', () => {
    expect(plan([at(1, 'in_progress', 10, { version: '1.0-rc2' })], 'succeeded').kind).toBe('create');
    expect(plan([at(1, 'in_progress', 10, { version: '1.0-RC1' })], 'succeeded').kind).toBe('create');
  });

  it('is none that is only scheduled', () => {
    expect(plan([at(1, 'scheduled', 10, { policy: 'canonical' })], 'in_progress').kind).toBe('create');
  });
});

describe('a report on a record of another policy', () => {
  const other = (policy: DeploymentPolicy, status: DeploymentStatus, to: ReportStatus) =>
    plan([record(status, { policy })], to);

  it.each([
    ['canonical', 'pending', 'succeeded', ['succeeded']],
    ['canonical', 'in_progress', 'pending', ['pending']],
    ['canonical', 'unknown', 'failed', ['failed']],
    ['tracker', 'in_progress', 'succeeded', ['succeeded']],
  ] as const)('moves a %s one from %s to %s', (policy, from, to, through) => {
    expect(other(policy, from, to)).toMatchObject({ kind: 'move', through });
  });

  it.each([
    ['canonical', 'failed', 'pending', ['pending']],
    ['canonical', 'failed', 'in_progress', ['pending', 'in_progress']],
    ['canonical', 'rolled_back', 'in_progress', ['pending', 'in_progress']],
    ['tracker', 'failed', 'in_progress', ['pending', 'in_progress']],
  ] as const)('begins a %s one that is %s again as %s', (policy, from, to, through) => {
    expect(other(policy, from, to)).toMatchObject({ kind: 'next_attempt', through });
  });

  it.each([
    ['canonical', 'succeeded', 'in_progress'],
    ['canonical', 'partial', 'pending'],
    ['tracker', 'succeeded', 'pending'],
    ['mobile', 'failed', 'in_progress'],
  ] as const)('opens a record beside a %s one that is %s and cannot begin again', (policy, from, to) => {
    expect(other(policy, from, to).kind).toBe('create');
  });

  it.each([
    ['canonical', 'succeeded', 'failed'],
    ['canonical', 'failed', 'succeeded'],
    ['canonical', 'pending', 'unknown'],
    ['tracker', 'pending', 'succeeded'],
    ['tracker', 'in_progress', 'canceled'],
  ] as const)('is refused on a %s one that is %s and cannot become %s', (policy, from, to) => {
    expect(() => other(policy, from, to)).toThrow(
      expect.objectContaining({
        code: 'illegal_transition',
        details: expect.objectContaining({ from, to, policy }),
      }),
    );
  });

  it.each([
    ['partial', 'failed'],
    ['rolled_back', 'succeeded'],
  ] as const)('is the same for %s, which is %s in its words', (status, to) => {
    expect(other('canonical', status, to).kind).toBe('same');
  });

  it('is ignored where the table has no edge, whatever the policy', () => {
    expect(other('canonical', 'canceling', 'in_progress').kind).toBe('ignored');
    expect(other('canonical', 'succeeded', 'unknown').kind).toBe('ignored');
  });

  it('never leads over an edge that the policy lacks', () => {
    const policies = ['canonical', 'tracker', 'mobile', 'aviator'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        fc.constantFrom(...deploymentStatuses),
        fc.constantFrom(...reportStatuses),
        (policy, from, to) => {
          let planned: ReportPlan;
          try {
            planned = other(policy, from, to);
          } catch {
            expect(policy).not.toBe('aviator');
            return;
          }
          if (!('through' in planned)) return;
          let at: DeploymentStatus = from;
          for (const step of planned.through) {
            expect(eventBetween(machineOf(policy), at, step)).not.toBeNull();
            at = step;
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the machine of reported deployments', () => {
  it('shows every status in one of the eight words', () => {
    for (const status of deploymentStatuses) expect(reportStatuses).toContain(reportedAs(status));
    for (const status of reportStatuses) expect(reportedAs(status)).toBe(status);
  });

  it('lets a record begin in each of the eight', () => {
    expect([...aviatorMachine.initial].toSorted()).toEqual([...reportStatuses].toSorted());
  });

  it('names each edge by one event', () => {
    for (const from of deploymentStatuses) {
      const targets = Object.values(aviatorMachine.states[from].on);
      expect(new Set(targets).size).toBe(targets.length);
    }
  });

  it('marks a success alone as rolled back', () => {
    const back = deploymentStatuses.filter(
      (from) => eventBetween(aviatorMachine, from, 'rolled_back') !== null,
    );
    expect(back).toEqual(['succeeded']);
  });

  it('asks a person for the reason of whatever leads out of an end', () => {
    for (const status of deploymentStatuses.filter(isFinished)) {
      expect(allowedMoves({ status, policy: 'aviator' }).filter(({ needsReason }) => !needsReason)).toEqual(
        [],
      );
    }
    expect(allowedMoves({ status: 'pending', policy: 'aviator' }).find(({ to }) => to === 'unknown')).toEqual(
      { event: 'lose', to: 'unknown', needsReason: false },
    );
  });
});

describe('the next attempt', () => {
  it.each(['pending', 'in_progress'] as const)('begins as %s with a trigger of its own', (to) => {
    const before = record('succeeded', { errorMessage: 'old' });
    expect(planMove(before, to, 300, null)).toMatchObject({
      state: {
        status: to,
        attempt: 2,
        triggeredAt: 300,
        startedAt: to === 'in_progress' ? 300 : null,
        finishedAt: null,
        succeededAt: null,
        errorMessage: null,
      },
      attempt: { attempt: 2, succeededAt: null, rolledBackAt: null },
    });
  });

  it('is opened by what leads from an end to something active, and by nothing else', () => {
    for (const from of deploymentStatuses) {
      for (const to of Object.values(aviatorMachine.states[from].on)) {
        const { attempt } = planMove(record(from), to, 300, null).state;
        expect(attempt).toBe(isFinished(from) && isActive(to) ? 2 : 1);
      }
    }
  });
});

describe('a correction', () => {
  it('keeps the end that was reported first', () => {
    expect(planMove(record('failed', { errorMessage: 'no' }), 'succeeded', 300, null).state).toMatchObject({
      attempt: 1,
      finishedAt: 150,
      succeededAt: 300,
      errorMessage: null,
    });
    expect(planMove(record('succeeded'), 'errored', 300, 'no').state).toMatchObject({
      finishedAt: 150,
      succeededAt: null,
      errorMessage: 'no',
    });
  });

  it('away from a success says that it never stood, and leaves to the second clock that it was believed', () => {
    expect(planMove(record('succeeded'), 'failed', 300, null).attempt).toMatchObject({
      status: 'failed',
      succeededAt: 150,
      rolledBackAt: 150,
    });
    expect(planMove(record('failed'), 'errored', 300, null).attempt).toMatchObject({
      succeededAt: null,
      rolledBackAt: null,
    });
  });
});
