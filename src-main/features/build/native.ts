import { judgeNative, type NativeWarning } from '#shared/features/build/native.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { Ctx } from '../../context.ts';

/**
 * What the native-compatibility guard says of a release of a channel (spec/mobile 4): the plugins of the build that it
 * is made for against those of the builds whose store version its range accepts. It warns and never stops a release.
 */
export function nativeWarnings(
  { stores }: Pick<Ctx, 'stores'>,
  { projectId, os, target }: Pick<Channel, 'projectId' | 'os' | 'target'>,
  targetBinaryRange: string,
  parentId: number | null,
): NativeWarning[] {
  const parent = parentId === null ? null : stores.build.get(parentId);
  const builds = stores.build
    .versionsOf(projectId, os, target)
    .map((version) => ({ ...version, plugins: stores.build.plugins(version.id) }));
  return judgeNative(targetBinaryRange, parent, builds);
}
