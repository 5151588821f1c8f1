import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatherNouns } from '../../../src-renderer/api/gather.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was refreshed so far, and at which millisecond. */
function gathering() {
  const start = Date.now();
  const refreshed: (readonly [at: number, ...nouns: string[]])[] = [];
  return { refreshed, gather: gatherNouns((nouns) => refreshed.push([Date.now() - start, ...nouns])) };
}

describe('gathering changes', () => {
  it('refreshes once for a burst of what people do, within a moment', () => {
    const { gather, refreshed } = gathering();
    for (const noun of ['codepush', 'activity', 'codepush']) gather(noun);
    vi.advanceTimersByTime(5000);
    expect(refreshed).toEqual([[40, 'codepush', 'activity']]);
  });

  it('refreshes once a second for reports that never stop', () => {
    const { gather, refreshed } = gathering();
    for (let ms = 0; ms < 5000; ms += 10) {
      gather('report');
      vi.advanceTimersByTime(10);
    }
    expect(refreshed.map(([at]) => at)).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('lets no report put off what people do, and nothing that people do bring reports forward', () => {
    const { gather, refreshed } = gathering();
    gather('report');
    vi.advanceTimersByTime(500);
    gather('codepush');
    gather('report');
    vi.advanceTimersByTime(5000);
    expect(refreshed).toEqual([
      [540, 'codepush'],
      [1000, 'report'],
    ]);
  });

  it('refreshes for the last report as well', () => {
    const { gather, refreshed } = gathering();
    gather('report');
    vi.advanceTimersByTime(1000);
    gather('report');
    vi.advanceTimersByTime(1000);
    expect(refreshed.map(([at]) => at)).toEqual([1000, 2000]);
  });
});
