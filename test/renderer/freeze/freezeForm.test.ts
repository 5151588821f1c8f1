import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthWords } from '#shared/features/freeze/words.ts';
import { cronOfWeek, weeklyOf } from '#shared/recurrence.ts';
import { instantOfWall, wallAt } from '#shared/zone.ts';
import { type FreezePlace, pathOf, placeOf } from '../../../src-renderer/features/freeze/address.ts';
import {
  draftOf,
  type FreezeRow,
  faultOfForm,
  formOfFreeze,
  formOfNew,
  minutesOf,
  windowOf,
} from '../../../src-renderer/features/freeze/freezeForm.ts';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';

const row = (window: FreezeRow['window']): FreezeRow => ({
  id: 7,
  uid: 'f',
  name: 'Weekend',
  reason: 'Nobody is there',
  zone: 'Europe/Berlin',
  window,
  scope: { projects: [3], environments: null, tiers: ['production'] },
  createdBy: null,
  createdAt: NOON,
  removedAt: null,
  stands: null,
  next: [],
});
const weekly = row({
  kind: 'recurring',
  cron: '0 16 * * 5',
  minutes: 3840,
  startsAt: NOON + 7,
  endsAt: null,
});
const single = row({ kind: 'once', startsAt: NOON + 7, endsAt: NOON + DAY + 7 });

describe('a length', () => {
  it.each([
    ['8 h', 480],
    ['2 d 16 h', 3840],
    ['90 min', 90],
    ['1h30m', 90],
    ['1D', 1440],
    ['', null],
    ['8', null],
    ['0 h', null],
    ['eight', null],
  ])('%j is %s minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (minutes) => {
        expect(minutesOf(lengthWords(minutes))).toBe(minutes);
      }),
    );
  });
});

describe('a week as a pattern', () => {
  it('is read as it is written', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (weekdays, hour, minute) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const read = weeklyOf(cronOfWeek(weekdays, time) ?? '');
          expect(read).toEqual({ weekdays: [...weekdays].sort((a, b) => a - b), time });
        },
      ),
    );
  });

  it.each(['0 0 1 * *', '*/5 * * * *', '0 16 * * 5L', '0 25 * * 5', 'soon'])('%s is none', (cron) => {
    expect(weeklyOf(cron)).toBeNull();
  });

  it('needs a day and a time', () => {
    expect(cronOfWeek([], '16:00')).toBeNull();
    expect(cronOfWeek([5], '25:00')).toBeNull();
  });
});

describe('the clocks of a zone', () => {
  it('show an instant that they lead back to', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kolkata');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4e9 }), (zone, seconds) => {
        const wall = wallAt(zone, seconds * 1000);
        expect(wallAt(zone, instantOfWall(zone, wall) ?? 0)).toBe(wall);
      }),
    );
  });

  it.each([
    ['what they leave out is when they skip it', '2026-03-29 02:30:00', '2026-03-29T01:00:00.000Z'],
    ['what they show twice is the first', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
  ])('%s', (_what, wall, instant) => {
    expect(new Date(instantOfWall('Europe/Berlin', wall) ?? 0).toISOString()).toBe(instant);
  });
});

describe('the form', () => {
  it.each([single, weekly])('of an untouched freeze changes nothing, to the millisecond', (freeze) => {
    expect(draftOf(formOfFreeze(freeze, null), freeze.window)).toEqual({
      zone: freeze.zone,
      window: freeze.window,
      scope: freeze.scope,
    });
  });

  it('takes what was drawn: the times of a single one, the length of a recurring one', () => {
    const drawn = { from: NOON - (NOON % HOUR), to: NOON - (NOON % HOUR) + 3 * HOUR, environmentId: 4 };
    const fresh = draftOf(formOfNew('Europe/Berlin', drawn), null);
    expect(fresh).toMatchObject({
      window: { kind: 'once', startsAt: drawn.from, endsAt: drawn.to },
      scope: { projects: null, environments: [4], tiers: null },
    });
    expect(windowOf(formOfFreeze(single, drawn), single.window)).toMatchObject({ endsAt: drawn.to });
    expect(windowOf(formOfFreeze(weekly, drawn), weekly.window)).toMatchObject({
      cron: '0 16 * * 5',
      minutes: 180,
    });
  });

  it('without times is frozen from now until it is lifted', () => {
    expect(windowOf(formOfNew('UTC', null), null)).toEqual({ kind: 'once', startsAt: 0, endsAt: null });
  });

  it('begins now for an environment that it is asked for from elsewhere', () => {
    const form = formOfNew('UTC', { from: null, to: null, environmentId: 2 });
    expect(form).toMatchObject({ from: null, to: null, environments: [2] });
  });

  it.each([
    [{ name: '' }, 'Needs a name'],
    [{ reason: ' ' }, 'Needs a reason'],
    [{ weekdays: [] }, 'Needs a weekday'],
    [{ length: '8' }, 'Needs a length, such as 8 h or 2 d 16 h'],
    [{ time: '' }, 'Needs a time or a pattern'],
    [{}, null],
  ])('with %j: %s', (more, fault) => {
    expect(faultOfForm({ ...formOfFreeze(weekly, null), ...more })).toBe(fault);
  });
});

describe('the address', () => {
  it.each<FreezePlace>([
    { dialog: { kind: 'none' }, week: null },
    { dialog: { kind: 'new', drawn: null }, week: NOON },
    { dialog: { kind: 'new', drawn: { from: 5, to: 9, environmentId: 2 } }, week: null },
    { dialog: { kind: 'new', drawn: { from: null, to: null, environmentId: 2 } }, week: null },
    { dialog: { kind: 'edit', id: 3, drawn: { from: 5, to: null, environmentId: null } }, week: NOON },
    { dialog: { kind: 'lift', id: 3 }, week: null },
    { dialog: { kind: 'remove', id: 3 }, week: null },
  ])('says $dialog.kind and the week', (place) => {
    expect(placeOf(new URLSearchParams(pathOf(place).split('?')[1] ?? ''))).toEqual(place);
  });
});
