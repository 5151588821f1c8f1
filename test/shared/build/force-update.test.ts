import { describe, expect, it } from 'vitest';
import { planForceUpdate } from '#shared/features/build/force-update.ts';
import { build, live, refusedField, replaced } from './builds.ts';

describe('Force Update', () => {
  it('starts a code-push process for the replaced build’s binaries that points at the Live one', () => {
    expect(planForceUpdate(replaced(1), live(2))).toEqual({
      releaseMethod: 'force-update',
      parentId: 1,
      targetBinaryRange: '1.0.1',
      appVersion: '1.0.2',
    });
  });

  it.each([
    ['the Live build', live(1), live(1), 'isLive'],
    ['a build that was never Live', build(1), live(2), 'isLive'],
    ['a build that nothing has replaced', replaced(1), null, 'isLive'],
    ['a build with a Live build of another channel', replaced(1), live(2, { target: 'staging' }), 'isLive'],
    ['a build whose successor is replaced as well', replaced(1), replaced(2), 'isLive'],
    ['a build without a store version', replaced(1, { storeVersion: null }), live(2), 'storeVersion'],
    ['a successor without a store version', replaced(1), live(2, { storeVersion: null }), 'storeVersion'],
    [
      'a successor of the same store version',
      replaced(1),
      live(2, { storeVersion: '1.0.1' }),
      'storeVersion',
    ],
    [
      'a successor of the same store version, written shorter',
      replaced(1, { storeVersion: '2.0.0' }),
      live(2, { storeVersion: '2' }),
      'storeVersion',
    ],
  ])('is refused on %s', (_, old, now, field) => {
    expect(refusedField(() => planForceUpdate(old, now))).toEqual({ code: 'illegal_transition', field });
  });

  it('is refused a second time, on a code-push deployment and on a build that has not succeeded', () => {
    expect(refusedField(() => planForceUpdate(replaced(1, { forceUpdate: true }), live(2)))).toEqual({
      code: 'conflict',
      field: 'forceUpdate',
    });
    expect(refusedField(() => planForceUpdate(replaced(1, { kind: 'code-push' }), live(2))).field).toBe(
      'kind',
    );
    expect(refusedField(() => planForceUpdate(replaced(1, { status: 'failed' }), live(2))).field).toBe(
      'status',
    );
  });
});
