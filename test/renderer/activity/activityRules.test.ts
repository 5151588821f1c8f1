import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfDay,
  filterOf,
  searchOf,
  startOfDay,
} from '../../../src-renderer/features/activity/activitySearch.ts';
import { batchPlaces } from '../../../src-renderer/features/activity/batches.ts';
import { fieldDiff, fieldWords } from '../../../src-renderer/features/activity/fieldDiff.ts';
import { doors } from '../../../src-shared/features/activity/model.ts';
import { entryWords, verbWords } from '../../../src-shared/features/activity/words.ts';

describe('the filter of the log in the place', () => {
  it('reads what it wrote', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const filter = fc.record(
      {
        text,
        actor: text,
        verb: text,
        noun: text,
        door: fc.constantFrom(...doors),
        refused: fc.constant(true),
        from: fc.integer({ min: 0, max: 4e12 }),
        to: fc.integer({ min: 0, max: 4e12 }),
        objectId: text,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (given) => {
        expect(filterOf(new URLSearchParams(String(searchOf(given))))).toEqual(given);
      }),
    );
  });

  it('leaves out what it does not know', () => {
    expect(filterOf(new URLSearchParams('door=window'))).toEqual({});
    expect(filterOf(new URLSearchParams('colour=red&actor=mira'))).toEqual({ actor: 'mira' });
  });

  it('lets go of the open entry when the list becomes another', () => {
    expect(String(searchOf({ actor: 'mira' }, new URLSearchParams('seq=7&zone=x')))).toBe(
      'zone=x&actor=mira',
    );
  });

  it('takes a whole calendar day', () => {
    expect(endOfDay('2026-11-20', 'utc') - startOfDay('2026-11-20', 'utc')).toBe(86_400_000);
    expect(endOfDay('2026-12-31', 'utc')).toBe(Date.UTC(2027, 0, 1));
  });
});

describe('the fields before and after', () => {
  it('puts what changed first', () => {
    const rows = fieldDiff({ name: 'a', tier: 'staging' }, { name: 'a', tier: 'production' });
    expect(rows).toEqual([
      { field: 'tier', before: 'staging', after: 'production', changed: true },
      { field: 'name', before: 'a', after: 'a', changed: false },
    ]);
  });

  it('takes an absent field for none', () => {
    expect(fieldDiff(null, { name: 'a' })).toEqual([
      { field: 'name', before: null, after: 'a', changed: true },
    ]);
    expect(fieldDiff({ note: null }, {})[0]?.changed).toBe(false);
    expect(fieldDiff(null, null)).toEqual([]);
  });

  it('names fields in words', () => {
    expect(fieldWords('errorMessage')).toBe('error message');
  });
});

describe('entries of one action', () => {
  it('hang together, others stand alone', () => {
    const rows = ['a', 'a', 'a', null, 'b', null, null].map((batch) => ({ batch }));
    expect(batchPlaces(rows).map((place) => place?.place ?? null)).toEqual([
      'first',
      'middle',
      'last',
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('verbs in words', () => {
  it('says what was done as a sentence would', () => {
    expect(verbWords('deployment.roll_back')).toBe('marked rolled back');
    expect(verbWords('release.note_added')).toBe('release note added');
  });

  it('says what was refused', () => {
    expect(entryWords({ verb: 'deployment.move', refused: 'illegal_transition' })).toBe('was refused: move');
  });
});
