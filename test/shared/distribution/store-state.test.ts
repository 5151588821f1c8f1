import { describe, expect, it } from 'vitest';
import {
  type AppStoreVersionState,
  appStoreVersionStates,
  buildProcessingStates,
  canWithdraw,
  googleReleaseStates,
  huaweiStates,
  isOpenSubmission,
  readStoreState,
  testFlightStates,
} from '#shared/features/distribution/store-state.ts';
import type { Track } from '#shared/features/distribution/stores.ts';

/** spec/mobile 2.12: the state, what it means for the build, whether it is the open submission, whether it can be taken back. */
const versions: Readonly<Record<AppStoreVersionState, readonly [string | null, boolean, boolean]>> = {
  PREPARE_FOR_SUBMISSION: [null, false, false],
  READY_FOR_REVIEW: [null, false, false],
  WAITING_FOR_REVIEW: ['pending', true, true],
  WAITING_FOR_EXPORT_COMPLIANCE: ['pending', true, true],
  IN_REVIEW: ['pending', true, true],
  ACCEPTED: ['pending', true, true],
  PENDING_DEVELOPER_RELEASE: ['pending', true, true],
  PENDING_APPLE_RELEASE: ['pending', true, false],
  PROCESSING_FOR_DISTRIBUTION: ['pending', true, false],
  READY_FOR_DISTRIBUTION: ['success', false, false],
  READY_FOR_SALE: ['success', false, false],
  REPLACED_WITH_NEW_VERSION: ['success', false, false],
  REJECTED: ['rejected', false, false],
  METADATA_REJECTED: ['rejected', false, false],
  INVALID_BINARY: ['rejected', false, false],
  DEVELOPER_REJECTED: [null, false, false],
};

describe('an App Store version', () => {
  it.each(Object.entries(versions))('that is %s means %j', (state, [isOnStore, open, withdrawable]) => {
    const name = state as AppStoreVersionState;
    expect(readStoreState('apple', 'Production', state).isOnStore).toBe(isOnStore);
    expect([isOpenSubmission(name), canWithdraw(name)]).toEqual([open, withdrawable]);
  });

  it('reads the old name of READY_FOR_DISTRIBUTION the same', () => {
    const { READY_FOR_SALE, READY_FOR_DISTRIBUTION } = appStoreVersionStates;
    expect(READY_FOR_SALE).toEqual(READY_FOR_DISTRIBUTION);
  });
});

describe('what a store says of a build', () => {
  it.each([
    ['apple', 'TestFlight', 'PROCESSING', null],
    ['apple', 'TestFlight', 'MISSING_EXPORT_COMPLIANCE', null],
    ['apple', 'TestFlight', 'READY_FOR_BETA_SUBMISSION', null],
    ['apple', 'TestFlight', 'WAITING_FOR_BETA_REVIEW', 'pending'],
    ['apple', 'TestFlight', 'IN_BETA_REVIEW', 'pending'],
    ['apple', 'TestFlight', 'BETA_APPROVED', null],
    ['apple', 'TestFlight', 'BETA_REJECTED', 'rejected'],
    ['apple', 'TestFlight', 'IN_BETA_TESTING', null],
    ['apple', 'TestFlight', 'EXPIRED', null],
    ['google', 'production', 'draft', null],
    ['google', 'production', 'inProgress', 'success'],
    ['google', 'production', 'halted', null],
    ['google', 'production', 'completed', 'success'],
    ['google', 'beta', 'completed', null],
    ['google', 'alpha', 'inProgress', null],
    ['google', 'internal', 'completed', null],
    ['huawei', 'production', 'draft', null],
    ['huawei', 'production', 'compiling', null],
    ['huawei', 'production', 'in_review', 'pending'],
    ['huawei', 'production', 'rejected', 'rejected'],
    ['huawei', 'production', 'scheduled', 'pending'],
    ['huawei', 'beta', 'open_test', null],
    ['huawei', 'production', 'phased', 'success'],
    ['huawei', 'production', 'phase_stopped', null],
    ['huawei', 'production', 'rolled_back', null],
    ['huawei', 'production', 'released', 'success'],
  ] as const)('of %s, %s, %s is %s', (store, track, state, isOnStore) => {
    expect(readStoreState(store, track, state).isOnStore).toBe(isOnStore);
  });

  it('is nothing while App Store Connect processes a binary', () => {
    expect(Object.values(buildProcessingStates).map(({ isOnStore }) => isOnStore)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['apple', 'Production', 'IN_BETA_REVIEW'],
    ['apple', 'TestFlight', 'READY_FOR_SALE'],
    ['google', 'production', 'statusUnspecified'],
    ['huawei', 'production', 'constructor'],
    ['google', 'production', '__proto__'],
  ] as const)('of %s, %s shows %s as it came, and says nothing', (store, track, state) => {
    expect(readStoreState(store, track as Track, state)).toEqual({
      label: state,
      tone: 'dim',
      isOnStore: null,
    });
  });

  it('is in plain words: no label is the store’s own spelling', () => {
    const tables = [
      appStoreVersionStates,
      buildProcessingStates,
      testFlightStates,
      googleReleaseStates,
      huaweiStates,
    ];
    for (const { label } of tables.flatMap((table) => Object.values(table))) {
      expect(label).not.toMatch(/_|[A-Z]{3}|[a-z][A-Z][a-z]+[A-Z]/);
    }
  });
});
