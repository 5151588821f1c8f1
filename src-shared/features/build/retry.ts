import { isActive } from '../deployment/machine.ts';
import type { Build, BuildRow } from './record.ts';
import { refuseBuild } from './rules.ts';

/** What a build was asked to be, as opposed to what came out of it. */
export type BuildRequest = Pick<
  Build,
  | 'projectId'
  | 'os'
  | 'target'
  | 'tag'
  | 'envVersion'
  | 'storeVersion'
  | 'versionCode'
  | 'javaVersion'
  | 'xcodeVersion'
  | 'extensions'
  | 'commitSha'
>;

/**
 * The inputs of a build that are tried again by a new record (spec/mobile 2.1); what came out of the first try, its
 * artifact and plugins, is not among them. `retries` are the records that try it already.
 * @throws illegal_transition unless it failed or was canceled; conflict while one of its retries is under way.
 */
export function planRetry(build: Build, retries: readonly BuildRow[]): BuildRequest {
  const named = `Build #${build.number}`;
  if (build.status !== 'failed' && build.status !== 'canceled') {
    const isOver = build.status === 'succeeded';
    throw refuseBuild(
      'illegal_transition',
      build,
      'status',
      `${named} ${isOver ? 'has succeeded: there is nothing to try again' : 'is not over yet'}.`,
      isOver ? 'Record a new build instead.' : 'Cancel it first, or wait for its end.',
    );
  }
  const underWay = retries.find(({ status }) => isActive(status));
  if (underWay) {
    throw refuseBuild(
      'conflict',
      build,
      'status',
      `${named} is being tried again as #${underWay.number}.`,
      `Wait for the end of #${underWay.number}, or cancel it.`,
    );
  }
  const { projectId, os, target, tag, envVersion, storeVersion, versionCode, javaVersion, xcodeVersion } =
    build;
  const { extensions, commitSha } = build;
  return {
    ...{ projectId, os, target, tag, envVersion, storeVersion, versionCode, javaVersion, xcodeVersion },
    ...{ extensions, commitSha },
  };
}
