import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plugin } from '#shared/features/build/model.ts';
import { nativeVerdict, pluginsDiff } from '#shared/features/build/plugins.ts';

const plugin = (
  name: string,
  version: string | null = '1.0.0',
  moduleName: string | null = null,
): Plugin => ({
  name,
  version,
  moduleName,
});

const plugins = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('camera', 'maps', 'push', 'payments', 'scanner'),
    version: fc.option(fc.constantFrom('1.0.0', '2.0.0'), { nil: null }),
    moduleName: fc.option(fc.constantFrom('RNA', 'RNB'), { nil: null }),
  }),
  { selector: ({ name }) => name },
);

describe('the difference of two builds’ plugins', () => {
  it('names what came, what went and what is another version or module, by name', () => {
    const before = [plugin('push'), plugin('maps', '1.0.0', 'RNMaps'), plugin('camera'), plugin('same')];
    const after = [
      plugin('scanner'),
      plugin('same'),
      plugin('maps', '1.0.0', 'GMaps'),
      plugin('camera', '2.0.0'),
      plugin('ads'),
    ];
    const diff = pluginsDiff(before, after);
    expect(diff.added.map(({ name }) => name)).toEqual(['ads', 'scanner']);
    expect(diff.removed.map(({ name }) => name)).toEqual(['push']);
    expect(diff.changed).toEqual([
      { name: 'camera', from: plugin('camera'), to: plugin('camera', '2.0.0') },
      { name: 'maps', from: plugin('maps', '1.0.0', 'RNMaps'), to: plugin('maps', '1.0.0', 'GMaps') },
    ]);
  });

  it('calls an unknown version beside a known one a change', () => {
    expect(pluginsDiff([plugin('maps')], [plugin('maps', null)]).changed).toHaveLength(1);
  });

  it('is empty between a build and itself in any order', () => {
    fc.assert(
      fc.property(plugins, (list) => {
        expect(pluginsDiff(list, list.toReversed())).toEqual({ added: [], removed: [], changed: [] });
      }),
    );
  });

  it('read the other way round swaps what came and what went', () => {
    fc.assert(
      fc.property(plugins, plugins, (a, b) => {
        const [there, back] = [pluginsDiff(a, b), pluginsDiff(b, a)];
        expect(back.added).toEqual(there.removed);
        expect(back.changed.map(({ name, from, to }) => ({ name, from: to, to: from }))).toEqual(
          there.changed,
        );
      }),
    );
  });

  it('leads from one build to the other', () => {
    fc.assert(
      fc.property(plugins, plugins, (a, b) => {
        const { added, removed, changed } = pluginsDiff(a, b);
        const gone = new Set([...removed, ...changed].map(({ name }) => name));
        const made = [...a.filter(({ name }) => !gone.has(name)), ...added, ...changed.map(({ to }) => to)];
        const sort = (list: readonly Plugin[]) => list.toSorted((x, y) => (x.name < y.name ? -1 : 1));
        expect(sort(made)).toEqual(sort(b));
      }),
    );
  });
});

describe('the native-compatibility guard', () => {
  const parent = [plugin('camera'), plugin('maps')];
  it.each([
    ['the same modules', parent, 'same'],
    ['one module more', [...parent, plugin('push')], 'compatible'],
    ['one module less', [plugin('camera')], 'unsafe'],
    ['another version', [plugin('camera', '2.0.0'), plugin('maps')], 'unsafe'],
    ['one more and one less', [plugin('camera'), plugin('push')], 'unsafe'],
  ])('finds a build with %s %s', (_, after, verdict) => {
    expect(nativeVerdict(pluginsDiff(parent, after))).toBe(verdict);
  });
});
