import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAsOf,
  formatClock,
  formatDay,
  formatDuration,
  formatInstant,
  formatRelative,
  formatSize,
} from '#shared/time.ts';

const at = Date.UTC(2026, 10, 20, 14, 32, 25);

describe('durations', () => {
  it.each([
    [null, ''],
    [0, '<1s'],
    [842, '842ms'],
    [12_000, '12s'],
    [182_000, '3m 02s'],
    [7_500_000, '2h 5m'],
    [-5000, '<1s'],
    [3 * 86_400_000 + 4 * 3_600_000, '3d 4h'],
  ])('%s reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('instants', () => {
  it('are relative without seconds, and exact with milliseconds and zone', () => {
    expect(formatRelative(at - 34 * 60_000, at)).toBe('34m ago');
    expect(formatRelative(at - 125 * 60_000, at)).toBe('2h 5m ago');
    expect(formatRelative(at + 3 * 3_600_000 + 27 * 60_000, at)).toBe('in 3h 27m');
    expect(formatRelative(at - 20_000, at)).toBe('just now');
    expect(formatAge(26 * 3_600_000)).toBe('1d');
    expect(formatInstant(Date.UTC(2026, 10, 20, 13, 58, 40, 112), 'utc')).toBe('2026-11-20 13:58:40.112 UTC');
  });

  it('show the clock on the same day, else the day as well', () => {
    expect(formatClock(Date.UTC(2026, 10, 20, 14, 30, 53), at, 'utc')).toBe('14:30:53');
    expect(formatClock(Date.UTC(2026, 10, 19, 16, 20, 4), at, 'utc')).toBe('Thu 19 Nov 16:20');
    expect(formatAsOf(Date.UTC(2026, 10, 19, 16, 20, 4), 'utc')).toBe('Thu 19 Nov 2026, 16:20:04 UTC');
    expect(formatDay(at, at, 'utc')).toBe('Today, Fri 20 Nov');
    expect(formatDay(Date.UTC(2020, 2, 3), at, 'utc')).toBe('Tue 3 Mar 2020');
  });
});

describe('sizes', () => {
  it.each([
    [842, '842 B'],
    [84_200_000, '84.2 MB'],
    [3400, '3.4 kB'],
  ])('%i reads %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});
