import { describe, expect, it } from 'vitest';
import {
  canonicalMachine,
  type DeploymentStatus,
  deploymentStatuses,
  trackerMachine,
} from '#shared/features/deployment/machine.ts';
import { planFirstAttempt, planMove } from '#shared/features/deployment/rules.ts';
import { eventBetween, movesFrom, toDiagram } from '#shared/machine.ts';

const five = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;

/** spec/releases 2.5: the seven edges of the component tracker; the other eighteen cells are refused. */
const trackerEdges = new Set([
  'pending>in_progress',
  'pending>failed',
  'in_progress>succeeded',
  'in_progress>failed',
  'succeeded>rolled_back',
  'failed>pending',
  'rolled_back>pending',
]);

/** spec/decisions, Core: the canonical transitions, word for word. */
const canonicalEdges: Readonly<Record<DeploymentStatus, readonly DeploymentStatus[]>> = {
  scheduled: ['pending', 'canceled'],
  pending: ['in_progress', 'succeeded', 'failed', 'errored', 'canceling', 'canceled'],
  in_progress: ['succeeded', 'partial', 'failed', 'errored', 'canceling', 'canceled', 'pending'],
  canceling: ['canceled', 'succeeded', 'failed', 'errored'],
  succeeded: ['rolled_back'],
  partial: ['rolled_back'],
  failed: ['pending'],
  errored: ['pending'],
  canceled: ['pending'],
  rolled_back: ['pending'],
  unknown: deploymentStatuses.filter((status) => status !== 'unknown'),
};

const state = (status: DeploymentStatus, policy: 'canonical' | 'tracker') => ({
  id: 1,
  uid: 'u',
  number: 7,
  status,
  policy,
  attempt: 1,
  version: 'v1',
  triggeredAt: 100,
  startedAt: 110,
  finishedAt: null,
  succeededAt: null,
  errorMessage: null,
});

describe('the component tracker’s machine', () => {
  for (const from of five) {
    for (const to of five) {
      const allowed = trackerEdges.has(`${from}>${to}`);
      it(`${allowed ? 'allows' : 'refuses'} ${from} -> ${to}`, () => {
        const move = () => planMove(state(from, 'tracker'), to, 200, null);
        if (allowed) expect(move().state.status).toBe(to);
        else expect(move).toThrow(expect.objectContaining({ code: 'illegal_transition' }));
      });
    }
  }

  it('lets a record begin as pending or in progress only', () => {
    const begin = (status: DeploymentStatus) =>
      planFirstAttempt({
        status,
        policy: 'tracker',
        occurredAt: 1,
        startedAt: null,
        finishedAt: null,
        errorMessage: null,
      });
    expect(begin('pending').status).toBe('pending');
    expect(begin('in_progress').startedAt).toBe(1);
    for (const status of ['succeeded', 'failed', 'rolled_back'] as const) {
      expect(() => begin(status)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    }
  });
});

describe('the canonical machine', () => {
  it.each(deploymentStatuses)('leads from %s to what the decisions say and nothing else', (from) => {
    const to = movesFrom(canonicalMachine, from).map((move) => move.to);
    expect(to.sort()).toEqual([...canonicalEdges[from]].sort());
  });

  it('names each edge by one event', () => {
    for (const from of deploymentStatuses) {
      for (const { event, to } of movesFrom(canonicalMachine, from)) {
        expect(eventBetween(canonicalMachine, from, to)).toBe(event);
      }
    }
  });

  it('prints itself as a diagram with every edge', () => {
    expect(toDiagram(trackerMachine).match(/-->/g)).toHaveLength(2 + trackerEdges.size);
  });
});

describe('a retry', () => {
  it('opens the next attempt with a trigger of its own and forgets the times of the last one', () => {
    const failed = { ...state('failed', 'canonical'), finishedAt: 150, errorMessage: 'no space' };
    expect(planMove(failed, 'pending', 300, null).state).toEqual({
      status: 'pending',
      attempt: 2,
      triggeredAt: 300,
      startedAt: null,
      finishedAt: null,
      succeededAt: null,
      errorMessage: null,
    });
  });

  it('is not what happens when running work is put back into the queue', () => {
    expect(planMove(state('in_progress', 'canonical'), 'pending', 300, null).state.attempt).toBe(1);
  });
});
