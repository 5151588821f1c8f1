import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planRollback,
  type RollbackDeployment,
  type RollbackRequest,
} from '#shared/features/environment/rollback.ts';
import { pasts } from './pasts.ts';

const roll = (history: readonly RollbackDeployment[], more: Partial<RollbackRequest> = {}) =>
  planRollback(history, {
    project: { name: 'payments' },
    environment: { uid: 'e', name: 'prod' },
    frozenBy: [],
    force: null,
    targetId: null,
    ...more,
  });

const freeze = { freezeId: 3, name: 'Quarter’s end', reason: 'Books are closed', endsAt: null };

describe('any history', () => {
  const one = fc.tuple(
    fc.constantFrom('v1', 'v2', 'v3', 'v4'),
    fc.constantFrom(...'ssssfecpqguhbl'),
    fc.constantFrom('', '', '', '!', '↶', '#', 'w'),
  );
  const histories = fc
    .array(one, { maxLength: 10 })
    .map((list) => pasts(list.map(([version, letter, marks]) => `${version} ${letter}${marks}`).join(', ')));

  it('gives a target that succeeded, is not marked bad, and is another candidate when the last one succeeded', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let plan: ReturnType<typeof roll>;
        try {
          plan = roll(history);
        } catch (error) {
          expect(error).toMatchObject({ code: 'conflict', details: { refusal: 'nothing_to_roll_back' } });
          return;
        }
        expect(['succeeded', 'rolled_back']).toContain(plan.target.status);
        expect(plan.target.flags).not.toContain('marked_bad');
        expect(plan.target.isBlocked).toBe(false);
        if (plan.branch === 'before_running') expect(plan.target.version).not.toBe(plan.fromVersion);
        expect(plan.goesAway).not.toContain(plan.target.version);
        expect(new Set(plan.goesAway).size).toBe(plan.goesAway.length);
        for (const other of [plan.walkBack, plan.undo]) {
          const chosen = history.find(({ id }) => id === other?.deploymentId);
          expect(chosen?.flags ?? []).not.toContain('marked_bad');
          if (other)
            expect(roll(history, { targetId: other.deploymentId }).target.id).toBe(other.deploymentId);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is dispatched when nothing is active, and cancels what is, each once', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let plan: ReturnType<typeof roll>;
        try {
          plan = roll(history);
        } catch {
          return;
        }
        const ids = (...statuses: string[]) =>
          history.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
        expect(plan.cancels.map(({ deploymentId }) => deploymentId)).toEqual(
          ids('pending', 'in_progress', 'unknown'),
        );
        const left = plan.cancels
          .filter(({ to }) => to === 'canceling')
          .map(({ deploymentId }) => deploymentId);
        expect([...plan.waitsFor].sort()).toEqual([...left, ...ids('canceling')].sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is left as it was, and does not depend on the order in which it is told', () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (history, frozen) => {
        const before = structuredClone(history);
        const more = { frozenBy: frozen ? [freeze] : [] };
        const outcome = (list: readonly RollbackDeployment[]) => {
          try {
            const { target, branch, walkBack, undo, replaced } = roll(list, more);
            return { target: target.id, branch, walkBack, undo, replaced };
          } catch (error) {
            return (error as Error).message;
          }
        };
        expect(outcome(history.toReversed())).toEqual(outcome(history));
        expect(history).toEqual(before);
      }),
    );
  });
});
