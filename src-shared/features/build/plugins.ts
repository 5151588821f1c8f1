import type { Plugin } from './model.ts';

export interface PluginsDiff {
  readonly added: readonly Plugin[];
  readonly removed: readonly Plugin[];
  readonly changed: readonly { readonly name: string; readonly from: Plugin; readonly to: Plugin }[];
}

const byName = (plugins: readonly Plugin[]) => new Map(plugins.map((plugin) => [plugin.name, plugin]));
const inOrder = <Named extends { readonly name: string }>(list: readonly Named[]): Named[] =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/**
 * What a binary's native modules have become: from `before` (the build a release was made for) to `after` (the build
 * that would receive it). A plugin is the same by its name; another version or module is a change, an unknown one too.
 * Of plugins that a build lists twice the last stands.
 */
export function pluginsDiff(before: readonly Plugin[], after: readonly Plugin[]): PluginsDiff {
  const old = byName(before);
  const now = byName(after);
  const changed = [...old.values()].flatMap((from) => {
    const to = now.get(from.name);
    const same = to?.version === from.version && to?.moduleName === from.moduleName;
    return to && !same ? [{ name: from.name, from, to }] : [];
  });
  return {
    added: inOrder([...now.values()].filter(({ name }) => !old.has(name))),
    removed: inOrder([...old.values()].filter(({ name }) => !now.has(name))),
    changed: inOrder(changed),
  };
}

/**
 * Whether content made for one binary is safe on another: `same` modules, `compatible` when the other only has more,
 * `unsafe` when one that the content may call is gone or is another version (spec/mobile 4, native-compatibility guard).
 */
export type NativeVerdict = 'same' | 'compatible' | 'unsafe';

export function nativeVerdict({ added, removed, changed }: PluginsDiff): NativeVerdict {
  if (removed.length > 0 || changed.length > 0) return 'unsafe';
  return added.length > 0 ? 'compatible' : 'same';
}
