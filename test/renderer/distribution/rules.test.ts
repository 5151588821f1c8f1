import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionStatuses } from '#shared/features/distribution/machine.ts';
import { stores } from '#shared/features/distribution/stores.ts';
import {
  type Check,
  emptyDraft,
  notesCount,
  sendable,
  sentLines,
} from '../../../src-renderer/features/distribution/act/draft.ts';
import { nextShare } from '../../../src-renderer/features/distribution/act/shares.ts';
import { outputLines } from '../../../src-renderer/features/distribution/detail/outputLines.ts';
import { listPlaceOf, pathOfList } from '../../../src-renderer/features/distribution/places.ts';
import { eventWords } from '../../../src-renderer/features/distribution/words.ts';

const legal = { legal: true } as const;
const check = (changes: Partial<Check> = {}): Check => ({
  checkedAt: 0,
  store: 'google',
  storeLabel: 'Google Play',
  notesLimit: 500,
  refusals: [],
  warnings: [],
  fields: {
    track: legal,
    releaseMethod: legal,
    releaseNotes: legal,
    userFraction: legal,
    updatePriority: legal,
    uploadMetadata: legal,
    uploadScreenshots: legal,
    shouldSubmitForReview: legal,
    shouldAutoRelease: legal,
  },
  tracks: [
    { value: 'internal', label: 'internal testing', reason: 'It is pending there already.' },
    { value: 'alpha', label: 'closed testing', reason: null },
  ],
  methods: [
    { value: 'upload', label: 'upload', reason: null },
    { value: 'promote', label: 'promote', reason: 'Not on a lower track.' },
  ],
  promotesFrom: null,
  ...changes,
});

describe('the place of the list of distributions', () => {
  it('comes back from its own address', () => {
    const id = fc.option(fc.integer({ min: 1, max: 1_000_000 }));
    fc.assert(
      fc.property(
        fc.record({
          projectId: id,
          store: fc.option(fc.constantFrom(...stores)),
          statuses: fc.subarray([...distributionStatuses]),
          peek: id,
        }),
        (place) => {
          const [, query = ''] = pathOfList(place).split('?');
          expect(listPlaceOf(new URLSearchParams(query))).toEqual(place);
        },
      ),
    );
  });

  it('leaves out what it does not understand', () => {
    const search = new URLSearchParams('project=-1&store=steam&status=lost&status=failed&peek=x');
    expect(listPlaceOf(search)).toEqual({ projectId: null, store: null, statuses: ['failed'], peek: null });
  });
});

describe('a wish for a distribution', () => {
  it('takes the first track that is possible when none was chosen', () => {
    expect(sendable(emptyDraft, check()).track).toBe('alpha');
  });

  it('keeps a track that was chosen, so that its reason can be read', () => {
    expect(sendable({ ...emptyDraft, track: 'internal' }, check()).track).toBe('internal');
  });

  it('falls back to the usual value where a choice means nothing', () => {
    const fields = {
      ...check().fields,
      userFraction: { legal: false as const, reason: 'The first release cannot be staged.', values: [1, 0] },
    };
    const wish = { ...emptyDraft, track: 'alpha' };
    expect(sendable({ ...wish, userFraction: 0.2 }, check({ fields })).userFraction).toBe(1);
    expect(sendable({ ...wish, userFraction: 0 }, check({ fields })).userFraction).toBe(0);
    expect(sendable({ ...wish, userFraction: 0.2 }, check()).userFraction).toBe(0.2);
  });

  it('takes the other way when the one that was chosen is not possible', () => {
    const wish = { ...emptyDraft, track: 'alpha', releaseMethod: 'promote' as const };
    expect(sendable(wish, check()).releaseMethod).toBe('upload');
  });

  it('says what is sent: the way, the share, the review', () => {
    const draft = { ...emptyDraft, track: 'alpha', userFraction: 0.05, shouldSubmitForReview: true };
    expect(sentLines(draft, check())).toEqual([
      'The build is uploaded to closed testing of Google Play.',
      '5 % of its users get it first.',
      'It is submitted for review.',
    ]);
    const promoted = { ...draft, releaseMethod: 'promote' as const, userFraction: 0, uploadMetadata: true };
    expect(sentLines(promoted, check({ promotesFrom: 'internal' }))).toEqual([
      'The build that is on internal testing is promoted to closed testing of Google Play; nothing is uploaded.',
      'It stays a draft: nobody gets it.',
      'The store’s listing gets its texts.',
      'It is submitted for review.',
    ]);
  });

  it('counts notes as the stores do: an emoji is one character', () => {
    expect(notesCount('📱 neu', 5)).toEqual({ text: '5 of 5', over: 0 });
    expect(notesCount('📱 neu!', 5)).toEqual({ text: '6 of 5', over: 1 });
  });

  it.each([
    [0, 0.01],
    [0.05, 0.1],
    [0.3, 0.5],
    [0.5, 1],
    [1, 1],
  ])('proposes to widen from %d to %d', (share, next) => {
    expect(nextShare(share)).toBe(next);
  });
});

describe('the output of a delivery', () => {
  const row = (id: number, text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({
    id,
    at: 0,
    stream,
    text,
  });

  it('stands line by line, each in the kind of its stream', () => {
    expect(
      outputLines([row(1, 'one\ntwo\n'), row(2, 'oh\n', 'stderr')]).map(({ text, kind }) => [text, kind]),
    ).toEqual([
      ['one', 'plain'],
      ['two', 'plain'],
      ['oh', 'error'],
    ]);
  });

  it('goes on in the next row where a line had not ended', () => {
    expect(outputLines([row(1, 'on'), row(2, 'e\ntwo\n')]).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(outputLines([row(1, 'on'), row(2, 'oh\n', 'stderr')]).map(({ text }) => text)).toEqual([
      'on',
      'oh',
    ]);
  });

  it('marks the place where lines were left out', () => {
    const lines = outputLines([row(1, 'first\n[12,345 bytes are left out here]\nlast\n')]);
    expect(lines.map(({ kind }) => kind)).toEqual(['plain', 'gap', 'plain']);
  });

  it('keeps every character of whole lines, however they are cut into rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z ]{0,6}$/), { minLength: 1 }),
        fc.nat(5),
        (lines, size) => {
          const text = lines.map((line) => `${line}\n`).join('');
          const pieces = text.match(new RegExp(`[\\s\\S]{1,${size + 1}}`, 'g')) ?? [];
          const rows = pieces.map((piece, index) => row(index, piece));
          expect(outputLines(rows).map((line) => line.text)).toEqual(lines);
        },
      ),
    );
  });
});

describe('an event of a distribution', () => {
  const event = { id: 1, at: 0, facts: null, actor: null };

  it.each([
    [{ ...event, kind: 'step' as const, text: 'upload' }, 'Upload began', ''],
    [
      {
        ...event,
        kind: 'step_end' as const,
        text: 'upload done, exit code 0, after 3s',
        facts: { step: 'upload' as const, exitCode: 0, httpStatus: null, durationMs: 3000 },
      },
      'Upload ended',
      'done, exit code 0, after 3s',
    ],
    [{ ...event, kind: 'succeeded' as const, text: '', actor: 'mira' }, 'Delivered', 'by mira'],
    [
      { ...event, kind: 'store_state' as const, text: 'halted.', actor: 'mira' },
      'The store says',
      'halted, by mira',
    ],
  ])('reads as a line: %o', (given, title, detail) => {
    expect(eventWords(given)).toEqual({ title, detail });
  });
});
