import { assertNever } from '../../assert.ts';
import { compileRange, isRange, padVersion } from '../codepush/range.ts';
import type { Plugin } from './model.ts';
import { nativeVerdict, type PluginsDiff, pluginsDiff } from './plugins.ts';

/** A binary that users have, as far as its native modules go. */
export interface NativeBuild {
  readonly number: number;
  readonly storeVersion: string;
  readonly plugins: readonly Plugin[];
}

/** Content that may call native code which a binary does not have. It never stops a release. */
export type NativeWarning =
  | {
      readonly code: 'other_native_plugins';
      /** The number of the build that the release is made for. */
      readonly parent: number;
      readonly storeVersions: readonly string[];
      /** What these binaries lack, as sentences' ends. */
      readonly lacks: readonly string[];
    }
  | { readonly code: 'mixed_native_plugins'; readonly storeVersions: readonly string[] };

const list = (words: readonly string[]) =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** The one place where these warnings have words. */
export function nativeWarningWords(warning: NativeWarning): string {
  const versions = list(warning.storeVersions);
  switch (warning.code) {
    case 'other_native_plugins':
      return `The range accepts ${versions}, whose native plugins are not those of build #${warning.parent}: ${list(warning.lacks)}.`;
    case 'mixed_native_plugins':
      return `The range accepts builds with different native plugins: ${versions}. Choose the build that this release was made for.`;
    default:
      return assertNever(warning);
  }
}

function lacksOf({ removed, changed }: PluginsDiff): string[] {
  return [
    ...removed.map(({ name }) => `${name} is missing`),
    ...changed.map(({ name, from, to }) =>
      from.version === to.version
        ? `${name} is another module`
        : `${name} is ${to.version ?? 'of an unknown version'} instead of ${from.version ?? 'of an unknown one'}`,
    ),
  ];
}

/** The binaries that a range accepts. Without a list of plugins nothing is known of one, so it is left out. */
function acceptedBy(range: string, builds: readonly NativeBuild[]): NativeBuild[] {
  if (!isRange(range)) return [];
  const compiled = compileRange(range);
  return builds.filter(({ storeVersion, plugins }) => {
    const version = padVersion(storeVersion);
    return version !== null && plugins.length > 0 && compiled.test(version);
  });
}

/**
 * The native-compatibility guard of a release (spec/mobile 4): which of the binaries that its range accepts lack native
 * code that its content may call. It goes by the build that the release was made for; without one, or when that lists
 * no plugins, by whether the binaries differ among themselves. `builds` newest first.
 */
export function judgeNative(
  range: string,
  parent: Pick<NativeBuild, 'number' | 'plugins'> | null,
  builds: readonly NativeBuild[],
): NativeWarning[] {
  const accepted = acceptedBy(range, builds);
  if (parent === null || parent.plugins.length === 0) {
    const [newest, ...others] = accepted;
    const isOther = ({ plugins }: NativeBuild) =>
      newest !== undefined && nativeVerdict(pluginsDiff(newest.plugins, plugins)) !== 'same';
    if (!newest || !others.some(isOther)) return [];
    return [{ code: 'mixed_native_plugins', storeVersions: accepted.map((one) => one.storeVersion) }];
  }
  const groups = new Map<string, { lacks: string[]; storeVersions: string[] }>();
  for (const { number, storeVersion, plugins } of accepted) {
    const diff = pluginsDiff(parent.plugins, plugins);
    if (number === parent.number || nativeVerdict(diff) !== 'unsafe') continue;
    const lacks = lacksOf(diff);
    const group = groups.get(lacks.join()) ?? { lacks, storeVersions: [] };
    group.storeVersions.push(storeVersion);
    groups.set(lacks.join(), group);
  }
  return [...groups.values()].map((group) => ({
    code: 'other_native_plugins',
    parent: parent.number,
    ...group,
  }));
}
