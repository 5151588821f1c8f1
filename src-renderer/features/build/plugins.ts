import type { Plugin } from '#shared/features/build/model.ts';
import { nativeVerdict, pluginsDiff } from '#shared/features/build/plugins.ts';

/** One native module of a build, held against another build's. */
export interface PluginLine {
  readonly name: string;
  readonly version: string | null;
  readonly moduleName: string | null;
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  /** What it was in the other build, where it is another one now. */
  readonly before: string | null;
}

const shown = ({ version, moduleName }: Plugin) =>
  [version, moduleName].filter(Boolean).join(', ') || 'no version';

const order = { removed: 0, changed: 1, added: 2, same: 3 } as const;

/** The modules of a build; with another one what differs stands first, and what is gone is listed too. */
export function pluginLines(now: readonly Plugin[], before: readonly Plugin[] | null): PluginLine[] {
  if (before === null) {
    return now.map((plugin) => ({ ...plugin, change: 'same', before: null }));
  }
  const { added, removed, changed } = pluginsDiff(before, now);
  const isNew = new Set(added.map(({ name }) => name));
  const other = new Map(changed.map(({ name, from }) => [name, from]));
  const lines = now.map((plugin): PluginLine => {
    const from = other.get(plugin.name);
    const change = isNew.has(plugin.name) ? 'added' : from ? 'changed' : 'same';
    return { ...plugin, change, before: from ? shown(from) : null };
  });
  const gone = removed.map((plugin): PluginLine => ({ ...plugin, change: 'removed', before: shown(plugin) }));
  return [...gone, ...lines].sort((a, b) => order[a.change] - order[b.change]);
}

/** What the difference means for content that was made for the other build. */
export function verdictWords(now: readonly Plugin[], before: readonly Plugin[], other: string) {
  const diff = pluginsDiff(before, now);
  switch (nativeVerdict(diff)) {
    case 'same':
      return { tone: 'ok', label: 'same modules', sentence: `Content made for ${other} runs here.` } as const;
    case 'compatible':
      return {
        tone: 'ok',
        label: 'compatible',
        sentence: `Everything that ${other} has is here, and more: content made for it runs here.`,
      } as const;
    case 'unsafe':
      return {
        tone: 'bad',
        label: 'not safe',
        sentence: `Content made for ${other} may call a module that is gone or is another version here.`,
      } as const;
  }
}
