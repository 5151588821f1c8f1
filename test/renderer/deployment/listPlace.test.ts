import { describe, expect, it } from 'vitest';
import { filterOfSearch, searchOfFilter } from '../../../src-renderer/features/deployment/filterSearch.ts';
import { rangeLabel } from '../../../src-renderer/features/deployment/list/chips.ts';
import { DAY, NOON } from '../../support/testApp.ts';

const TODAY = Date.UTC(2026, 10, 20);

describe('a filter in the place', () => {
  it('comes back as it was written', () => {
    const filter = {
      text: 'rc1 peak',
      is: { status: ['failed' as const], project: [3, 7] },
      not: { tier: ['development' as const], actor: ['ci & co'] },
      from: TODAY - 3 * DAY + 1,
      to: TODAY,
      importId: 9,
    };
    expect(filterOfSearch(new URLSearchParams(String(searchOfFilter(filter))))).toEqual(filter);
  });

  it('moves with the calendar when it asks for the last days', () => {
    const search = new URLSearchParams('last=2');
    expect(filterOfSearch(search, NOON).from).toBe(TODAY - DAY);
    expect(filterOfSearch(search, NOON + DAY).from).toBe(TODAY);
  });

  it('keeps the last days as such until another beginning is chosen', () => {
    const rest = new URLSearchParams('last=2&peek=5');
    const filter = filterOfSearch(rest, NOON);
    expect(String(searchOfFilter(filter, rest, NOON))).toBe('last=2&peek=5');
    expect(String(searchOfFilter({ ...filter, from: 0 }, rest, NOON))).toBe('peek=5&from=0');
  });

  it('leaves out what it does not understand', () => {
    expect(filterOfSearch(new URLSearchParams('status=sideways'))).toEqual({ is: {}, not: {} });
    expect(filterOfSearch(new URLSearchParams('last=-1'))).toEqual({ is: {}, not: {} });
  });
});

describe('a range of time in words', () => {
  it('is as short as it can be said', () => {
    const say = (from?: number, to?: number) => rangeLabel(from, to, NOON, 'utc').filter(Boolean).join(' ');
    expect(say(TODAY - 6 * DAY)).toBe('last 7 days');
    expect(say(TODAY - 3 * DAY, TODAY - 2 * DAY)).toBe('on 2026-11-17');
    expect(say(TODAY - 3 * DAY, TODAY)).toBe('2026-11-17 to 2026-11-19');
    expect(say(TODAY - 3 * DAY)).toBe('since 2026-11-17');
    expect(say(undefined, TODAY)).toBe('up to 2026-11-19');
    expect(say(NOON - DAY)).toBe('since Thu 19 Nov 14:32');
  });
});
