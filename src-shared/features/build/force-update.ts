import { type BuildState, isLive, mustBeSucceededBuild, refuseBuild, sharesChannel } from './rules.ts';

/** Clients complete a version to three numbers, so 2.0 and 2.0.0 are one to them (spec/mobile 3.1). */
const padded = (version: string) =>
  version.replace(/^\d+(\.\d+)?(?=$|[-+])/, (core) => (core.includes('.') ? `${core}.0` : `${core}.0.0`));

/** The code-push process that a Force Update starts; on its success the build gets `forceUpdate`. */
export interface ForceUpdatePlan {
  readonly releaseMethod: 'force-update';
  readonly parentId: number;
  /** The binaries that receive no more content. */
  readonly targetBinaryRange: string;
  /** What they are told instead: `update_app_version` with the Live build's version as the range. */
  readonly appVersion: string;
}

/**
 * Forces the users of an old build to the store (spec/mobile 2.2). `live` is the Live build of its channel.
 * @throws invalid_input on anything but a build; illegal_transition unless it was Live once and has been replaced, or
 * when its binaries could not be told from the Live build's; conflict when it has been forced already.
 */
export function planForceUpdate(build: BuildState, live: BuildState | null): ForceUpdatePlan {
  mustBeSucceededBuild(build);
  const forbid = (field: string, message: string, hint: string) =>
    refuseBuild('illegal_transition', build, field, message, hint);
  const named = `Build #${build.number}`;
  if (isLive(build)) {
    throw forbid(
      'isLive',
      `${named} is Live: there is nothing to force its users to.`,
      'Mark its successor Live first.',
    );
  }
  if (build.liveFrom === null) {
    throw forbid(
      'isLive',
      `${named} was never Live, so no user has it from the store.`,
      'Choose a build that was Live.',
    );
  }
  if (!live || !isLive(live) || !sharesChannel(live, build)) {
    throw forbid(
      'isLive',
      `${named} has not been replaced: its channel has no Live build.`,
      'Mark its successor Live first.',
    );
  }
  if (build.forceUpdate) {
    throw refuseBuild(
      'conflict',
      build,
      'forceUpdate',
      `${named} has Force Update applied already.`,
      'Nothing is left to do.',
    );
  }
  if (build.storeVersion === null || live.storeVersion === null) {
    throw forbid(
      'storeVersion',
      `${named} or the Live build #${live.number} has no store version, so their users cannot be told apart.`,
      'Fill in the store version of both.',
    );
  }
  if (padded(build.storeVersion) === padded(live.storeVersion)) {
    throw forbid(
      'storeVersion',
      `${named} has the store version of the Live build #${live.number}, ${live.storeVersion}, so both would be forced.`,
      'A Live build with another store version is needed.',
    );
  }
  return {
    releaseMethod: 'force-update',
    parentId: build.id,
    targetBinaryRange: build.storeVersion,
    appVersion: live.storeVersion,
  };
}
