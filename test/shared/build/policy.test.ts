import { describe, expect, it } from 'vitest';
import { mobilePolicy } from '#shared/features/build/policy.ts';
import {
  canonicalMachine,
  type DeploymentStatus,
  deploymentStatuses,
  mobileMachine,
} from '#shared/features/deployment/machine.ts';
import { eventBetween, movesFrom, statesOf } from '#shared/machine.ts';

/** spec/mobile 2.1; `deploying` is in_progress and `success` succeeded. */
const edges = new Set([
  'pending>in_progress',
  'pending>canceled',
  'in_progress>succeeded',
  'in_progress>failed',
  'in_progress>canceled',
]);

describe('the mobile policy', () => {
  const cells = deploymentStatuses.flatMap((from) => deploymentStatuses.map((to) => [from, to] as const));
  it.each(cells)('from %s to %s is as the table says', (from, to) => {
    expect(eventBetween(mobileMachine, from, to) !== null).toBe(edges.has(`${from}>${to}`));
  });

  it('begins pending, and a record in any of its five, because a pipeline may report what is over', () => {
    expect(mobilePolicy.initial).toEqual(['pending']);
    expect(mobileMachine.initial.toSorted()).toEqual(statesOf(mobilePolicy).toSorted());
  });

  it.each(['succeeded', 'failed', 'canceled'] as const)('leaves %s for ever, retry included', (status) => {
    expect(movesFrom(mobileMachine, status)).toEqual([]);
  });

  it('uses the canonical words and tones', () => {
    for (const status of statesOf(mobilePolicy)) {
      const { label, tone } = canonicalMachine.states[status satisfies DeploymentStatus];
      expect(mobilePolicy.states[status]).toMatchObject({ label, tone });
    }
  });

  it('has no edge that the canonical table lacks', () => {
    for (const from of statesOf(mobilePolicy)) {
      for (const { event, to } of movesFrom(mobilePolicy, from)) {
        expect(eventBetween(canonicalMachine, from, to)).toBe(event);
      }
    }
  });

  it('survives JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(mobilePolicy))).toEqual(mobilePolicy);
  });
});
