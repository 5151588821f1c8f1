import type { PreparedChannel } from '#shared/features/codepush/channel.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { readPrepared } from '../../features/codepush/prepared.ts';
import { stampOf } from '../change-marks.ts';
import type { GatewayDoor } from '../door.ts';

/** A stored file that brings a device to a release: the whole package, or what differs from one that it has. */
export interface Download {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

export interface Downloads {
  readonly whole: Download;
  /** By the contents that the device has. */
  readonly diffs: ReadonlyMap<string, Download>;
}

/** A channel as it stood at its stamp. */
export interface Snapshot {
  readonly channelId: number;
  readonly prepared: PreparedChannel<ChannelRelease>;
  downloadsOf(release: ChannelRelease): Downloads;
  /** Texts that the answers of this snapshot are made of, by what they say. */
  readonly texts: Map<string, string>;
}

export interface Snapshots {
  /** The channel of a deployment key as it stands now, from memory while nothing of it changed; null when there is none. */
  find(key: string): Snapshot | null;
}

/** Far more than one desk has; each holds its history. */
const KEPT_CHANNELS = 1000;

/** The channels that apps ask for, read once and kept until they change. Keys that nobody has are not kept. */
export function createSnapshots({ reader, marks }: Pick<GatewayDoor, 'reader' | 'marks'>): Snapshots {
  const { stores } = reader;
  const kept = new Map<string, Snapshot & { readonly stamp: number }>();

  function readDownloads({ packageHash, size }: ChannelRelease): Downloads {
    const whole = stores.package.get(packageHash);
    if (!whole) throw new Error(`the package ${packageHash} of a release is there`);
    const diffs = stores.package
      .diffs(packageHash)
      .flatMap(({ fromHash, blob, size: bytes }) =>
        blob === null || bytes === null ? [] : [[fromHash, { sha256: blob, size: bytes }] as const],
      );
    return { whole: { sha256: whole.blob, size }, diffs: new Map(diffs) };
  }

  /** In one transaction, so that its parts belong together. */
  const readChannel = reader.db.transaction((channelId: number) => {
    const channel = stores.channel.get(channelId);
    return channel ? { key: channel.key, prepared: readPrepared(stores, channel) } : null;
  });

  function read(key: string): (Snapshot & { readonly stamp: number }) | null {
    const channelId = stores.channel.idByKey(key);
    if (channelId === null) return null;
    // Invariant: taken before anything is read. What changes from here on shows in another stamp.
    const stamp = stampOf(marks, channelId);
    const found = readChannel(channelId);
    if (found?.key !== key) return null;
    const downloads = new Map<string, Downloads>();
    return {
      channelId,
      stamp,
      prepared: found.prepared,
      downloadsOf(release) {
        let known = downloads.get(release.packageHash);
        if (!known) {
          known = readDownloads(release);
          downloads.set(release.packageHash, known);
        }
        return known;
      },
      texts: new Map(),
    };
  }

  return {
    find(key) {
      const known = kept.get(key);
      if (known && known.stamp === stampOf(marks, known.channelId)) return known;
      kept.delete(key);
      const found = read(key);
      if (!found) return null;
      if (kept.size >= KEPT_CHANNELS) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
      kept.set(key, found);
      return found;
    },
  };
}
