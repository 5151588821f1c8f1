import { AppError } from '../../errors.ts';
import type { Selection } from './bucket.ts';
import type { ChannelRelease } from './model.ts';
import {
  type BinarySide,
  type CompiledRange,
  compileRange,
  padVersion,
  parseBinary,
  sideOf,
} from './range.ts';

/** What the walk needs of a release. A caller's own row with more in it comes back in the answer as it was. */
export type ServableRelease = Pick<
  ChannelRelease,
  'label' | 'packageHash' | 'targetBinaryRange' | 'isMandatory' | 'isDisabled' | 'rollout' | 'releaseMethod'
> & {
  /** False for a release that came in with a history and without its contents: there is nothing to send. */
  readonly hasContents?: boolean;
};

/** A build with Force Update: its binaries are sent to the store for the version that is live there (spec/mobile 2.2). */
export interface ForcedBuild {
  readonly storeVersion: string;
  readonly liveStoreVersion: string;
}

/** What is known of one binary version in one channel. */
export interface Binary {
  /** Where it stands, per distinct range of the channel. */
  readonly sides: readonly BinarySide[];
  readonly forced: ForcedBuild | null;
}

/** A channel made ready for many update checks. Releases do not change in it: prepare again after a command. */
export interface PreparedChannel<Release extends ServableRelease = ServableRelease> {
  readonly selection: Selection;
  readonly newestFirst: readonly Release[];
  /** Per release, the place of its range in `ranges`: equal texts are read once and asked once. */
  readonly rangeOf: readonly number[];
  readonly ranges: readonly CompiledRange[];
  readonly forcedBuilds: readonly (ForcedBuild & { readonly range: CompiledRange })[];
  /** Answers of the ranges per version text. Anybody may send versions, so it holds no more than the newest few. */
  readonly binaries: Map<string, Binary>;
}

/** How many binary versions a channel remembers; far more than any app has in the field. */
export const REMEMBERED_BINARIES = 500;

/**
 * Reads a channel's ranges once. `releases` in the order of their labels, oldest first.
 * @throws invalid_input when a release's range cannot be read.
 */
export function prepareChannel<Release extends ServableRelease>({
  releases,
  selection,
  forcedBuilds = [],
}: {
  readonly releases: readonly Release[];
  readonly selection: Selection;
  readonly forcedBuilds?: readonly ForcedBuild[];
}): PreparedChannel<Release> {
  const newestFirst = releases.toReversed();
  const placeOf = new Map<string, number>();
  const rangeOf = newestFirst.map(({ targetBinaryRange }) => {
    const place = placeOf.get(targetBinaryRange) ?? placeOf.size;
    placeOf.set(targetBinaryRange, place);
    return place;
  });
  return {
    selection,
    newestFirst,
    rangeOf,
    ranges: [...placeOf.keys()].map(compileRange),
    forcedBuilds: forcedBuilds.flatMap((build) => {
      // A store's version need not be a version of ours (1.2.3.4); no CodePush client can then send it either.
      const version = padVersion(build.storeVersion);
      return version === null ? [] : [{ ...build, range: compileRange(version) }];
    }),
    binaries: new Map(),
  };
}

/**
 * The binary of an `app_version` in a channel, from memory when it was asked for before.
 * @throws invalid_input when the text is no version.
 */
export function binaryOf(channel: PreparedChannel, appVersion: string): Binary {
  const known = channel.binaries.get(appVersion);
  if (known) return known;
  const version = parseBinary(appVersion);
  if (version === null) {
    throw new AppError('invalid_input', `"${appVersion}" is not the version of a binary.`, {
      field: 'appVersion',
      hint: 'Send a version like 1.2.3; 1.2 and 1 are read as 1.2.0 and 1.0.0.',
    });
  }
  const binary: Binary = {
    sides: channel.ranges.map((range) => sideOf(version, range)),
    forced: channel.forcedBuilds.find(({ range }) => range.test(version)) ?? null,
  };
  if (channel.binaries.size >= REMEMBERED_BINARIES) {
    for (const oldest of channel.binaries.keys()) {
      channel.binaries.delete(oldest);
      break;
    }
  }
  channel.binaries.set(appVersion, binary);
  return binary;
}
