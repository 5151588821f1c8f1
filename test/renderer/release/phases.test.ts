import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opennessOf, type Phase } from '#shared/features/environment/progression.ts';
import { standingOf } from '../../../src-renderer/features/release/progression/openness.ts';
import {
  addedPhase,
  changedPhase,
  draftsOf,
  movedPhase,
  neighbourOf,
  phasesFault,
  phasesOf,
  placedIn,
} from '../../../src-renderer/features/release/progression/phases.ts';

const phases: Phase[] = [
  { name: 'Try', environmentIds: [1], passes: { rule: 'all' } },
  { name: 'Rehearse', environmentIds: [2, 3], passes: { rule: 'at_least', count: 2 } },
  { name: 'Live', environmentIds: [4], passes: { rule: 'optional' } },
];
const drafts = draftsOf(phases);
const namesOf = (list: readonly { readonly name: string }[] | null) => list?.map(({ name }) => name);

describe('phases while they are written', () => {
  it('are the same again when nothing was changed', () => {
    expect(phasesOf(drafts)).toEqual(phases);
    expect(phasesFault(drafts)).toBeNull();
  });

  it('move to the place of another, and nowhere beyond the ends', () => {
    expect(namesOf(movedPhase(drafts, 2, 0))).toEqual(['Live', 'Try', 'Rehearse']);
    expect(namesOf(movedPhase(drafts, 0, 2))).toEqual(['Rehearse', 'Live', 'Try']);
    expect(movedPhase(drafts, 0, -1)).toBeNull();
    expect(movedPhase(drafts, 2, 3)).toBeNull();
    expect(movedPhase(drafts, 1, 1)).toBeNull();
  });

  it.each([
    ['without a name', changedPhase(drafts, 0, { name: ' ' }), 'A phase needs a name'],
    ['without an environment', placedIn(drafts, 1, null), 'Try needs an environment'],
    ['that ask for too much', placedIn(drafts, 3, null), 'Rehearse asks for more than it has'],
    ['that are new', addedPhase(drafts), 'Phase 4 needs an environment'],
  ])('%s are not saved', (_what, list, fault) => {
    expect(phasesFault(list)).toBe(fault);
  });

  it('hold an environment once at most, wherever it was brought', () => {
    const move = fc.record({ id: fc.integer({ min: 1, max: 6 }), key: fc.constantFrom(0, 1, 2, null) });
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        const list = moves.reduce((now, { id, key }) => placedIn(now, id, key), drafts);
        const ids = list.flatMap(({ environmentIds }) => environmentIds);
        expect(new Set(ids).size).toBe(ids.length);
        const last = moves.at(-1);
        if (last) {
          const place = list.find(({ environmentIds }) => environmentIds.includes(last.id));
          expect(place?.key ?? null).toBe(last.key);
        }
      }),
    );
  });

  it('are neighbours in their order; before the first there is none of them, after the last nothing', () => {
    expect(neighbourOf(drafts, 2, 1)).toBe(2);
    expect(neighbourOf(drafts, 2, -1)).toBe(0);
    expect(neighbourOf(drafts, 1, -1)).toBeNull();
    expect(neighbourOf(drafts, 4, 1)).toBeUndefined();
    expect(neighbourOf(drafts, 9, 1)).toBe(0);
    expect(neighbourOf(drafts, 9, -1)).toBeUndefined();
  });
});

describe('how an environment stands to the candidate of now', () => {
  const current = {
    releaseId: 7,
    version: '1-rc2',
    succeededIn: [1, 2],
    releaseSucceededIn: [1, 2, 4],
    blockedReason: null as string | null,
  };
  const nameOf = (id: number) => `e${id}`;

  it('is said in the words of the rule that refuses a deployment', () => {
    const of = (id: number) => standingOf(current, phases, id, nameOf);
    expect(of(1)).toEqual({ state: 'succeeded', words: 'has succeeded there' });
    expect(of(3)).toEqual({ state: 'open', words: 'open' });
    expect(of(4)).toEqual({ state: 'waits', words: 'It must succeed in e3 first (phase Rehearse).' });
  });

  it('is blocked where its release may not go on', () => {
    const blocked = { ...current, blockedReason: 'It leaks.' };
    expect(standingOf(blocked, phases, 9, nameOf)).toEqual({
      state: 'blocked',
      words: 'The release is blocked: It leaks.',
    });
  });

  it('is nothing while no candidate is ready', () => {
    expect(standingOf(null, phases, 1, nameOf)).toBeNull();
  });

  it('agrees with the rule wherever it has not succeeded', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4]), fc.constantFrom(1, 2, 3, 4, 9), (succeededIn, id) => {
        fc.pre(!succeededIn.includes(id));
        const facts = {
          phases,
          candidateSucceededIn: new Set(succeededIn),
          releaseSucceededIn: new Set(succeededIn),
          blocked: null,
        };
        const standing = standingOf(
          { ...current, succeededIn, releaseSucceededIn: succeededIn },
          phases,
          id,
          nameOf,
        );
        expect(standing?.state).toBe(opennessOf(facts, id).state);
      }),
    );
  });
});
