import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '#shared/contract/wire.ts';
import { gatherReports } from '../../src-main/threads/gather.ts';

const report = (id: number): Change => ({ noun: 'report', id });
const release: Change = { noun: 'codepush', id: 7 };

describe('changes on their way to another thread', () => {
  let told: (readonly Change[])[];
  let gather: ReturnType<typeof gatherReports>;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    gather = gatherReports((changes) => told.push(changes));
  });
  afterEach(() => vi.useRealTimers());

  it('are told at once unless they are reports', () => {
    gather([release]);
    expect(told).toEqual([[release]]);
  });

  it('are told together when they are reports, each channel once', () => {
    for (const id of [1, 2, 1, 1]) gather([report(id)]);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual([[report(1), report(2)]]);
  });

  it('are told again when reports come after the telling', () => {
    gather([report(1)]);
    vi.advanceTimersByTime(1000);
    gather([report(1)]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual([[report(1)], [report(1)]]);
  });

  it('are parted when a transaction changed both', () => {
    gather([report(1), release]);
    expect(told).toEqual([[release]]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual([[release], [report(1)]]);
  });
});
