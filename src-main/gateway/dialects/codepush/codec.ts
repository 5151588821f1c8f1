import type { App } from '#shared/features/codepush/app.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { isLabel } from '#shared/features/codepush/labels.ts';
import type { MetricRow } from '#shared/features/codepush/metrics.ts';
import type { ReleaseMethod } from '#shared/features/codepush/model.ts';
import type { Token } from '#shared/features/token/contract.ts';
import { packagePath } from '../../acquisition/answer.ts';
import type { Problem } from '../../problems.ts';
import type { PackageInfo, RestApp, RestDeployment, RestMetrics, RestPackage } from './wire.ts';

type Person = Pick<Token, 'personName' | 'email'>;

/** CodePush names people by their e-mail addresses. */
export function accountOf({ personName, email }: Person): string {
  return email ?? personName;
}

/** What the release methods are called there. CodePush has no word for the two that are Slipway's own. */
const methods: Readonly<Record<ReleaseMethod, RestPackage['releaseMethod']>> = {
  upload: 'Upload',
  promote: 'Promote',
  rollback: 'Rollback',
  'force-update': 'Upload',
  baseline: 'Upload',
};

/** Who asks, and where the gateway is reached: packages have addresses, and one's own releases are "You". */
export interface Reader {
  readonly caller: Person;
  readonly base: string;
}

/** An app as its owner sees it: whoever has a token that reaches here sees every app of the workspace. */
export function toApp({ name, channels }: App, caller: Person): RestApp {
  return {
    name,
    collaborators: { [accountOf(caller)]: { isCurrentAccount: true, permission: 'Owner' } },
    deployments: channels.map((channel) => channel.name),
  };
}

/** A release as CodePush words it: the target range is its `appVersion`. */
export function toPackage(
  release: ReleaseRow,
  channels: readonly Pick<Channel, 'id' | 'name'>[],
  { caller, base }: Reader,
): RestPackage {
  const { packageHash, size, blob, originalLabel, originalChannelId, releaseMethod, actor } = release;
  const original = channels.find(({ id }) => id === originalChannelId && id !== release.channelId);
  return {
    label: release.label,
    appVersion: release.targetBinaryRange,
    packageHash,
    size,
    blobUrl: blob === null ? null : base + packagePath(packageHash, { sha256: blob, size }),
    description: release.description,
    isDisabled: release.isDisabled,
    isMandatory: release.isMandatory,
    rollout: release.rollout,
    releaseMethod: methods[releaseMethod],
    releasedBy: actor === caller.personName ? accountOf(caller) : (actor ?? ''),
    uploadTime: release.releasedAt,
    ...(originalLabel === null ? {} : { originalLabel }),
    ...(releaseMethod === 'promote' && original ? { originalDeployment: original.name } : {}),
  };
}

/** A channel with its newest release. */
export function toDeployment(
  { name, key, createdAt }: Channel,
  newest: ReleaseRow | null,
  channels: readonly Channel[],
  reader: Reader,
): RestDeployment {
  return {
    name,
    key,
    createdTime: createdAt,
    package: newest && toPackage(newest, channels, reader),
  };
}

/** By label, and by the version of a binary, of which only the active ones are counted (spec/mobile 2.10). */
export function toMetrics(rows: readonly MetricRow[]): RestMetrics {
  return Object.fromEntries(
    rows.map(({ place, active, downloaded, failed, installed }) => [
      place,
      isLabel(place) ? { active, downloaded, failed, installed } : { active },
    ]),
  );
}

/** The fields that an edit and a promotion share, in our words. An empty text says nothing there. */
export function toChanges({ appVersion, description, isDisabled, isMandatory, rollout }: PackageInfo) {
  return {
    targetBinaryRange: appVersion || null,
    description: description || null,
    isDisabled: isDisabled ?? null,
    isMandatory: isMandatory ?? null,
    rollout: rollout ?? null,
  };
}

/** The latest instant that a date can be: the command line takes a key without an end for an expired one. */
const NEVER = 8_640_000_000_000_000;

/** The token that is used, which is the only one that its holder may know of; its secret is not told again. */
export function toAccessKey({
  name,
  personName,
  createdAt,
  expiresAt,
}: Pick<Token, 'name' | 'personName' | 'createdAt' | 'expiresAt'>) {
  return {
    name: '(hidden)',
    friendlyName: name,
    description: name,
    createdBy: personName,
    createdTime: createdAt,
    expires: expiresAt ?? NEVER,
    isSession: false,
  };
}

export function toError({ message, hint }: Problem): string {
  return [message, hint].filter(Boolean).join(' ');
}
