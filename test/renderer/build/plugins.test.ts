import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pluginLines, verdictWords } from '../../../src-renderer/features/build/plugins.ts';
import { refusalOf, storeEventWords } from '../../../src-renderer/features/build/words.ts';

const plugin = (name: string, version: string | null = null) => ({ name, version, moduleName: null });

describe('the modules of a build', () => {
  it('stand as they were reported when nothing is compared', () => {
    expect(
      pluginLines([plugin('b', '1'), plugin('a', '2')], null).map(({ name, change }) => [name, change]),
    ).toEqual([
      ['b', 'same'],
      ['a', 'same'],
    ]);
  });

  it('show what is gone, then what is another version, then what is new, then the rest', () => {
    const lines = pluginLines(
      [plugin('kept', '1'), plugin('new', '1'), plugin('moved', '2')],
      [plugin('kept', '1'), plugin('moved', '1'), plugin('gone', '3')],
    );
    expect(lines.map(({ name, change, before }) => [name, change, before])).toEqual([
      ['gone', 'removed', '3'],
      ['moved', 'changed', '1'],
      ['new', 'added', null],
      ['kept', 'same', null],
    ]);
  });

  it('lists every module of both builds once', () => {
    const list = fc.uniqueArray(
      fc.record({ name: fc.string({ minLength: 1 }), version: fc.option(fc.string()) }),
      {
        selector: ({ name }) => name,
      },
    );
    fc.assert(
      fc.property(list, list, (now, before) => {
        const of = (rows: typeof now) => rows.map(({ name, version }) => plugin(name, version));
        const names = pluginLines(of(now), of(before)).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(new Set(names)).toEqual(new Set([...now, ...before].map(({ name }) => name)));
      }),
    );
  });

  it.each([
    ['same modules', [plugin('a', '1')], [plugin('a', '1')]],
    ['compatible', [plugin('a', '1'), plugin('b')], [plugin('a', '1')]],
    ['not safe', [plugin('a', '2')], [plugin('a', '1')]],
    ['not safe', [], [plugin('a', '1')]],
  ])('are %s', (label, now, before) => {
    expect(verdictWords(now, before, '#1').label).toBe(label);
  });
});

describe('the words of a build', () => {
  it.each([
    [{ kind: 'state', state: 'success' }, 'Became approved'],
    [{ kind: 'correction', state: 'pending' }, 'Corrected to in review'],
    [{ kind: 'live', state: null }, 'Went Live'],
    [{ kind: 'live_ended', state: null }, 'Stopped being Live'],
    [{ kind: 'force_update', state: null }, 'Force Update applied'],
  ] as const)('say what happened in the store: %o', (event, words) => {
    expect(storeEventWords(event)).toBe(words);
  });

  it('leave out of a refusal beside a button what only an action could have changed', () => {
    const actions = [
      { action: 'setLive' as const, refusal: 'Build #2 is Live already. Nothing was changed.' },
      { action: 'cancel' as const, refusal: null },
    ];
    expect(refusalOf({ actions }, 'setLive')).toBe('Build #2 is Live already.');
    expect(refusalOf({ actions }, 'cancel')).toBeNull();
  });
});
