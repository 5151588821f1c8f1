import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { type OutputFor, useCall } from '../../api/client.ts';

type AppStatus = OutputFor<'build.appStatuses'>[number];

/** The build that is Live in the store channel of a CodePush channel; null when none is known. */
export function useLiveBuild({
  projectId,
  os,
  target,
}: Pick<Channel, 'projectId' | 'os' | 'target'>): AppStatus | null {
  const { data } = useCall('build.appStatuses', {});
  return (
    data?.find(
      (status) =>
        status.live && status.projectId === projectId && status.os === os && status.target === target,
    ) ?? null
  );
}

/** `6.12.0 (512)`: what the store calls the build. */
export function liveWords({
  storeVersion,
  envVersion,
  versionCode,
}: Pick<AppStatus, 'storeVersion' | 'envVersion' | 'versionCode'>): string {
  const version = storeVersion ?? envVersion;
  return versionCode === null ? version : `${version} (${versionCode})`;
}
