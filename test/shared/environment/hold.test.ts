import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeHold, type Succeeded } from '#shared/features/environment/hold.ts';

const facts = { promotes: true, isHeld: false, currentVersion: 'v3' };
const success = (version: string, more: Partial<Succeeded> = {}): Succeeded => ({
  version,
  number: 7,
  isRollback: false,
  isPromotion: false,
  ...more,
});

describe('a hold', () => {
  it.each([
    ['a rollback', success('v2', { isRollback: true }), 'begins'],
    ['a rollback that nobody asked for', success('v2', { isRollback: true, isPromotion: true }), 'begins'],
    ['somebody’s deployment of another version', success('v2'), 'begins'],
    ['somebody’s deployment of the current candidate', success('v3'), 'stays'],
    ['a promotion', success('v3', { isPromotion: true }), 'stays'],
    ['a promotion that was overtaken', success('v2', { isPromotion: true }), 'stays'],
  ])('after %s: %s', (_what, done, kind) => expect(judgeHold(facts, done).kind).toBe(kind));

  it.each([
    ['the current candidate', success('v3'), 'lifted'],
    ['a rollback to the current candidate', success('v3', { isRollback: true }), 'lifted'],
    ['another one', success('v2'), 'stays'],
    ['another rollback', success('v1', { isRollback: true }), 'stays'],
  ])('that stands is, after %s: %s', (_what, done, kind) => {
    expect(judgeHold({ ...facts, isHeld: true }, done).kind).toBe(kind);
  });

  it('begins only where candidates are taken without being asked for', () => {
    expect(judgeHold({ ...facts, promotes: false }, success('v2', { isRollback: true })).kind).toBe('stays');
  });

  it('begins when there is no current candidate, too', () => {
    expect(judgeHold({ ...facts, currentVersion: null }, success('v2')).kind).toBe('begins');
  });

  it('says by what it began', () => {
    expect(judgeHold(facts, success('v2', { isRollback: true }))).toMatchObject({
      reason: 'Rolled back to v2 (#7). A success of the current candidate lifts it.',
    });
    expect(judgeHold(facts, success('v2'))).toMatchObject({
      reason: 'v2 deployed by hand (#7). A success of the current candidate lifts it.',
    });
  });

  it('never stands after a success of the current candidate, and is lifted by nothing else', () => {
    const done = fc.record({
      version: fc.constantFrom('v1', 'v2', 'v3'),
      number: fc.nat(9),
      isRollback: fc.boolean(),
      isPromotion: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(done), (successes) => {
        let isHeld = false;
        for (const one of successes) {
          const { kind } = judgeHold({ ...facts, isHeld }, one);
          if (kind === 'lifted') expect(one.version).toBe('v3');
          isHeld = kind === 'begins' || (kind === 'stays' && isHeld);
          if (one.version === 'v3') expect(isHeld).toBe(false);
          else if (one.isRollback) expect(isHeld).toBe(true);
        }
      }),
    );
  });
});
