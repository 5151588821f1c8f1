import { describe, expect, it } from 'vitest';
import {
  type DistributionStatus,
  distributionMachine,
  distributionStatuses,
  isOpen,
} from '#shared/features/distribution/machine.ts';
import { remoteIdSchema } from '#shared/features/distribution/model.ts';
import { type DistributionState, planReport } from '#shared/features/distribution/report.ts';
import { eventBetween } from '#shared/machine.ts';

/** spec/mobile 2.11; `success` is succeeded. */
const edges = new Set([
  'pending>uploading',
  'pending>canceled',
  'uploading>succeeded',
  'uploading>failed',
  'uploading>canceled',
]);

const state = (status: DistributionStatus, remoteId: string | null = null): DistributionState => ({
  uid: 'u',
  track: 'beta',
  status,
  remoteId,
  canceledBy: null,
  startedAt: null,
  finishedAt: null,
});
const report = (from: DistributionState, status: DistributionStatus | null, remoteId: string | null = null) =>
  planReport(from, { status, remoteId }, 500, 'mira.solberg');

describe('a report on a distribution', () => {
  const cells = distributionStatuses.flatMap((from) => distributionStatuses.map((to) => [from, to] as const));
  it.each(cells)('from %s to %s is as the table says', (from, to) => {
    const move = () => report(state(from), to);
    expect(eventBetween(distributionMachine, from, to) !== null).toBe(edges.has(`${from}>${to}`));
    if (from === to) expect(move()).toBeNull();
    else if (edges.has(`${from}>${to}`)) expect(move()?.state.status).toBe(to);
    else {
      expect(move).toThrow(
        expect.objectContaining({
          code: 'illegal_transition',
          details: expect.objectContaining({ fields: [expect.objectContaining({ field: 'status' })] }),
        }),
      );
    }
  });

  it('starts with the upload and ends with a terminal status', () => {
    const uploading = report(state('pending'), 'uploading');
    expect(uploading).toMatchObject({ event: 'upload', state: { startedAt: 500, finishedAt: null } });
    const begun = { ...state('uploading'), startedAt: 300 };
    for (const status of ['succeeded', 'failed', 'canceled'] as const) {
      expect(report(begun, status)?.state).toMatchObject({ startedAt: 300, finishedAt: 500 });
    }
    expect(report(state('pending'), 'canceled')?.state).toMatchObject({ startedAt: null, finishedAt: 500 });
  });

  it('names who cancelled it, and nobody for any other end', () => {
    expect(report(state('uploading'), 'canceled')?.state.canceledBy).toBe('mira.solberg');
    expect(report(state('uploading'), 'failed')?.state.canceledBy).toBeNull();
  });

  it('takes a remote id with or without a status, and the same one again changes nothing', () => {
    expect(report(state('pending'), 'uploading', '77')?.state.remoteId).toBe('77');
    expect(report(state('uploading', '77'), null, '78')).toMatchObject({
      event: null,
      state: { remoteId: '78' },
    });
    expect(report(state('uploading', '77'), 'uploading', '77')).toBeNull();
    expect(report(state('uploading', '77'), 'succeeded')?.state.remoteId).toBe('77');
    expect(report(state('uploading'), null)).toBeNull();
  });

  it('fills in a remote id after the end, but gives it no other', () => {
    expect(report(state('succeeded'), null, '77')?.state).toMatchObject({
      status: 'succeeded',
      remoteId: '77',
      finishedAt: null,
    });
    expect(() => report(state('succeeded', '77'), null, '78')).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
  });
});

describe('a distribution', () => {
  it('begins pending and is open until it has ended', () => {
    expect(distributionMachine.initial).toEqual(['pending']);
    expect(distributionStatuses.filter(isOpen)).toEqual(['pending', 'uploading']);
  });

  it.each([
    [77, '77'],
    ['77', '77'],
    [0, '0'],
    ['12345678901234567890', '12345678901234567890'],
    ['', null],
    ['a1', null],
    [-1, null],
    [1.5, null],
    [true, null],
  ])('reads the remote id %j as %j', (sent, kept) => {
    const parsed = remoteIdSchema.safeParse(sent);
    expect(parsed.success ? parsed.data : null).toBe(kept);
  });
});
