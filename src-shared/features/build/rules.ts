import { AppError, type ErrorCode } from '../../errors.ts';
import type { Machine } from '../../machine.ts';
import { padVersion } from '../codepush/range.ts';
import type { DeploymentStatus } from '../deployment/machine.ts';
import type { DeploymentRow } from '../deployment/model.ts';
import type { AppStatus, BuildFacts, StoreState } from './model.ts';

/** What the rules need to know of a build; `kind` because any mobile deployment can be asked. */
export interface BuildState
  extends Pick<
    BuildFacts,
    | 'os'
    | 'target'
    | 'tag'
    | 'envVersion'
    | 'storeVersion'
    | 'versionCode'
    | 'isOnStore'
    | 'liveFrom'
    | 'liveUntil'
    | 'forceUpdate'
  > {
  readonly id: number;
  readonly uid: string;
  readonly number: number;
  readonly kind: DeploymentRow['kind'];
  readonly status: DeploymentStatus;
  readonly projectId: number;
}

/** The store's usual course; any other change is a correction, allowed and logged as one (spec/mobile 2.2). */
export const storeMachine: Machine<'none' | StoreState, 'submit' | 'approve' | 'reject' | 'resubmit'> = {
  name: 'store',
  initial: ['none'],
  states: {
    none: { label: 'not submitted', tone: 'dim', on: { submit: 'pending' } },
    pending: { label: 'in review', tone: 'accent', on: { approve: 'success', reject: 'rejected' } },
    success: { label: 'approved', tone: 'ok', on: {} },
    rejected: { label: 'rejected', tone: 'bad', on: { resubmit: 'pending' } },
  },
};

export function isLive({ liveFrom, liveUntil }: Pick<BuildFacts, 'liveFrom' | 'liveUntil'>): boolean {
  return liveFrom !== null && liveUntil === null;
}

/** Two builds of one channel compete for Live: the same project, operating system and target. */
export function sharesChannel(a: BuildState, b: BuildState): boolean {
  return a.projectId === b.projectId && a.os === b.os && a.target === b.target;
}

/** A build's users receive releases only when it succeeded and no Force Update is applied (spec/mobile 2.2). */
export function receivesReleases(build: Pick<BuildState, 'kind' | 'status' | 'forceUpdate'>): boolean {
  return build.kind === 'build' && build.status === 'succeeded' && !build.forceUpdate;
}

/**
 * The target range of a release when nobody gives one: exactly its parent build's store version (spec/mobile 2.2). A
 * store's 2.0 is one version, while the range 2.0 would be all of 2.0.x.
 */
export function defaultTargetRange(build: Pick<BuildFacts, 'storeVersion'>): string | null {
  return build.storeVersion === null ? null : (padVersion(build.storeVersion) ?? build.storeVersion);
}

/** The refusal of an action on a build: names the field, so that every door can put the reason beside it. */
export function refuseBuild(
  code: ErrorCode,
  build: BuildState,
  field: string,
  message: string,
  hint: string,
): AppError {
  return new AppError(code, `${message} Nothing was changed.`, {
    hint,
    fields: [{ field, message }],
    object: { noun: 'deployment', id: build.uid, label: `#${build.number} ${build.envVersion}` },
  });
}

/** @throws invalid_input on anything but a build; illegal_transition when it has not succeeded. */
export function mustBeSucceededBuild(build: BuildState): void {
  if (build.kind !== 'build') {
    throw refuseBuild(
      'invalid_input',
      build,
      'kind',
      `Deployment #${build.number} is a ${build.kind} deployment; only builds are in a store.`,
      'Choose the build that it belongs to.',
    );
  }
  if (build.status !== 'succeeded') {
    throw refuseBuild(
      'illegal_transition',
      build,
      'status',
      `Build #${build.number} is ${build.status.replaceAll('_', ' ')}, and only a succeeded build is in a store.`,
      'Wait until it has succeeded, or choose another build.',
    );
  }
}

export interface StoreStatePlan {
  readonly isOnStore: StoreState;
  /** A change outside the store's usual course: logged as a correction. */
  readonly correction: boolean;
  /** The build was Live, which needs an approval: it is taken off, and its channel has no Live build until one follows. */
  readonly endsLive: boolean;
}

/**
 * Decides what a store's answer changes (spec/mobile 2.2). Null when it says what is known already.
 * @throws invalid_input on anything but a build; illegal_transition when the build has not succeeded.
 */
export function planStoreState(build: BuildState, to: StoreState): StoreStatePlan | null {
  mustBeSucceededBuild(build);
  if (build.isOnStore === to) return null;
  const usual: readonly string[] = Object.values(storeMachine.states[build.isOnStore ?? 'none'].on);
  return { isOnStore: to, correction: !usual.includes(to), endsLive: isLive(build) && to !== 'success' };
}

export interface LivePlan {
  readonly deploymentId: number;
  readonly liveFrom: number;
  /** The builds that fall back to Approved: one, or none when the channel had no Live build. */
  readonly replaced: readonly { readonly deploymentId: number; readonly liveUntil: number }[];
  /** The channel's row, written in the same transaction. */
  readonly appStatus: AppStatus;
}

export interface Publication {
  readonly publisher: string | null;
  /** In ms. */
  readonly at: number;
  /** The channel's row so far; null when the channel never had a Live build. */
  readonly appStatus: AppStatus | null;
}

/**
 * Marks a build Live (spec/mobile 2.2): at most one for each channel, so the one before falls back to Approved. `builds`
 * may be every build of the project; those of other channels are left alone. Null when it is Live already.
 * @throws invalid_input on anything but a build; illegal_transition unless it succeeded, its store approved it, and it
 * carries no Force Update.
 */
export function planLive(
  build: BuildState,
  builds: readonly BuildState[],
  { publisher, at, appStatus }: Publication,
): LivePlan | null {
  mustBeSucceededBuild(build);
  if (build.isOnStore !== 'success') {
    throw refuseBuild(
      'illegal_transition',
      build,
      'isOnStore',
      `Build #${build.number} is ${storeMachine.states[build.isOnStore ?? 'none'].label}, and only an approved build can be Live.`,
      'Mark it approved once the store has accepted it.',
    );
  }
  if (build.forceUpdate) {
    throw refuseBuild(
      'illegal_transition',
      build,
      'forceUpdate',
      `Build #${build.number} has Force Update applied: its users are told to leave it.`,
      'Make a new build instead.',
    );
  }
  if (isLive(build)) return null;
  const replaced = builds.filter(
    (other) => other.id !== build.id && isLive(other) && sharesChannel(other, build),
  );
  const { os, target, envVersion, storeVersion, versionCode, tag } = build;
  return {
    deploymentId: build.id,
    liveFrom: at,
    replaced: replaced.map(({ id }) => ({ deploymentId: id, liveUntil: at })),
    appStatus: {
      ...{ os, target, envVersion, storeVersion, tag, publisher },
      deploymentId: build.id,
      live: true,
      versionCode: os === 'ios' ? null : versionCode,
      publishedAt: at,
      createdAt: appStatus?.createdAt ?? at,
      updatedAt: at,
    },
  };
}
