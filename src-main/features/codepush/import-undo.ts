import type { Ctx } from '../../context.ts';
import type { CountedBefore } from './before-store.ts';
import type { ReleaseChange } from './import-plan.ts';

/**
 * What `import_before` keeps of a CodePush history, in this order: `channel` (its last number, or null when it was not
 * there), `channelApp` (a name that was not there, and the newest channel of then), `codePush` (a release as it was) and `metrics` (what had been counted).
 */
export const historyImages: ReadonlySet<string> = new Set(['channel', 'channelApp', 'codePush', 'metrics']);

/** A release as it was before an import changed it. */
export interface ReleaseImage extends ReleaseChange {
  readonly updatedAt: number;
}

interface ChannelImage {
  readonly lastNumber: number;
}

/** Channels of the app up to this one were there before its name was. */
export interface AppNameImage {
  readonly lastChannel: number;
}

/** A channel that something came to need since stays, as if no import had brought it. */
function restoreChannel({ stores }: Ctx, id: number, image: ChannelImage | null): void {
  if (image) stores.channel.setLastNumber(id, image.lastNumber);
  else if (!stores.codepush.refersTo(id) && !stores.channel.isReported(id)) stores.channel.remove(id);
}

/** Puts back one thing that an import of a history made or changed; its releases are gone already. */
export function restoreHistory(ctx: Ctx, kind: string, rowId: number, image: unknown): void {
  const { stores } = ctx;
  switch (kind) {
    case 'channel':
      restoreChannel(ctx, rowId, image as ChannelImage | null);
      return;
    case 'channelApp':
      stores.appName.removeUnused(rowId, (image as AppNameImage | null)?.lastChannel ?? 0);
      return;
    case 'codePush': {
      const release = stores.codepush.byDeployment(rowId);
      const { updatedAt, ...change } = image as ReleaseImage;
      if (release) stores.codepush.update(release.channelId, { ...release, ...change }, updatedAt);
      return;
    }
    case 'metrics':
      stores.client.before.replace(rowId, image as readonly CountedBefore[]);
      return;
    default:
      throw new Error(`an import of a history keeps no ${kind}`);
  }
}

/** Forgets packages that nobody has the contents of and no release names any more. */
export function dropAwaitedPackages({ stores }: Ctx): void {
  stores.package.dropAwaited();
}
