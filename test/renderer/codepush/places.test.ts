import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerWords,
  checkOf,
  fieldsOf,
  linesOf,
  searchOfFields,
} from '../../../src-renderer/features/codepush/explain/fields.ts';
import {
  adoptionSpans,
  channelPlaceOf,
  channelTabs,
  pathOfChannel,
} from '../../../src-renderer/features/codepush/places.ts';

const searchOf = (path: string) => new URLSearchParams(path.split('?')[1] ?? '');
const fields = fc.record({
  version: fc.string(),
  label: fc.string(),
  hash: fc.string(),
  client: fc.string(),
  companion: fc.boolean(),
});
const places = fc.record({
  tab: fc.constantFrom(...channelTabs),
  text: fc.string(),
  peek: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  days: fc.constantFrom(...adoptionSpans),
});

describe("a channel's place", () => {
  it('reads back what it has written, and keeps the fields of the explanation beside it', () => {
    fc.assert(
      fc.property(places, fields, (place, asked) => {
        const path = pathOfChannel(7, place, searchOfFields(asked, new URLSearchParams()));
        expect(path.split('?')[0]).toBe('/rollouts/channels/7');
        expect(channelPlaceOf(searchOf(path))).toEqual(place);
        expect(fieldsOf(searchOf(path))).toEqual(asked);
      }),
    );
  });

  it('leaves out what it does not understand', () => {
    const place = channelPlaceOf(new URLSearchParams('tab=graphs&peek=9e99&days=31'));
    expect(place).toEqual({ tab: 'releases', text: '', peek: null, days: 30 });
  });

  it('is short when nothing is asked for', () => {
    const nothing = channelPlaceOf(new URLSearchParams());
    expect(pathOfChannel(7, nothing, new URLSearchParams('tab=metrics&q=a'))).toBe('/rollouts/channels/7');
  });
});

describe('an update check from typed fields', () => {
  const typed = { version: ' 6.12.0 ', label: '', hash: '', client: '', companion: false };

  it('needs a version, and sends no field that is empty', () => {
    expect(checkOf({ ...typed, version: ' ' }, 3)).toBeNull();
    expect(checkOf(typed, 3)).toEqual({
      channelId: 3,
      appVersion: '6.12.0',
      label: null,
      packageHash: null,
      clientId: null,
      isCompanion: false,
    });
  });

  it('sends the hash of the label that it names, as clients do, unless another is typed', () => {
    const hashOf = (label: string) => (label === 'v3' ? 'abc' : null);
    expect(checkOf({ ...typed, label: 'v3' }, 3, hashOf)).toMatchObject({ label: 'v3', packageHash: 'abc' });
    expect(checkOf({ ...typed, label: 'v9' }, 3, hashOf)).toMatchObject({ packageHash: null });
    expect(checkOf({ ...typed, label: 'v3', hash: 'def' }, 3, hashOf)).toMatchObject({ packageHash: 'def' });
  });
});

describe('the answer of an explanation', () => {
  const none = {
    available: false,
    label: null,
    isMandatory: false,
    updateAppVersion: false,
    shouldRunBinaryVersion: false,
    appVersion: '',
  };
  it.each([
    [{ available: true, label: 'v9', isMandatory: true }, 'v8', 'Update to v9, mandatory.'],
    [{ available: true, label: 'v9' }, '', 'Update to v9, optional.'],
    [{}, 'v8', 'No update, keeps v8.'],
    [{}, '', 'No update, keeps what it has.'],
    [{ shouldRunBinaryVersion: true }, '', 'No update, it runs what it was built with.'],
    [
      { shouldRunBinaryVersion: true },
      'v1',
      'No update. It is told to run its own binary; stock clients ignore that and keep v1.',
    ],
    [
      { updateAppVersion: true, appVersion: '2.0.0' },
      'v1',
      'No update, keeps v1; it is told of a newer binary, 2.0.0.',
    ],
  ])('%o to a client on "%s": %s', (answer, label, words) => {
    expect(answerWords({ answer: { ...none, ...answer } }, label)).toBe(words);
  });

  it('is reached line by line, and the last line decides', () => {
    const lines = linesOf({
      lines: [
        { step: 'withheld', label: 'v9', text: 'v9 is skipped.' },
        { step: 'taken', label: 'v8', text: 'v8 is taken.' },
        { step: 'history_ended', label: null, text: 'The history ends.' },
        { step: 'no_update', label: null, text: 'No update.' },
      ],
    });
    expect(lines.map(({ tone, strong }) => [tone, strong])).toEqual([
      ['no', false],
      ['yes', false],
      ['note', false],
      ['no', true],
    ]);
  });
});
