import { platformFacts } from '#shared/features/build/model.ts';
import type { MobileFilter, MobilePage } from '#shared/features/mobile/contract.ts';
import type {
  MobileDeployment,
  MobileDistribution,
  MobilePerson,
  MobileProject,
} from '#shared/features/mobile/model.ts';
import { packagePath } from '../../acquisition/answer.ts';
import type {
  CommonAnswer,
  DeploymentAnswer,
  DistributionAnswer,
  PageAnswer,
  UserAnswer,
} from './answers.ts';
import { NOBODY, toId, toStageId } from './ids.ts';
import { cut, date, dateOrNull, known } from './known.ts';
import { toProject } from './project.ts';
import { shownAs, toDistributionStatus, toReleaseMethod, toStatus, toType } from './states.ts';
import type { ListQuery } from './wire.ts';

const LONGEST_DESCRIPTION = 1000;

/** What an answer takes from its request: the organization as it was named, and where this gateway is reached. */
export interface Around {
  readonly organization: string;
  readonly base: string;
}

/** Where the artifact is: the link of a build, the file of a release as apps load it. */
function urlOf(row: MobileDeployment, base: string): string | null {
  if (row.kind === 'build') return row.downloadUrl;
  const { checksum, blob, size } = row;
  return checksum !== null && blob !== null
    ? base + packagePath(checksum, { sha256: blob, size: size ?? 0 })
    : null;
}

/** A name in two parts, the last word the second. */
function namesOf(name: string): Pick<UserAnswer, 'firstName' | 'lastName'> {
  const [, first = name, last = ''] = /^(.*\S)\s+(\S+)$/u.exec(name.trim()) ?? [];
  return { firstName: first, lastName: last };
}

/** Whoever started a deployment; `at` stands for what is not known of them. Never a password. */
function toUser(person: MobilePerson | null, at: number): UserAnswer {
  const { name, email, since, seenAt } = person ?? { name: 'unknown', email: null, since: at, seenAt: null };
  return {
    _id: person ? toId(person) : NOBODY,
    username: email ?? name,
    ...namesOf(name),
    status: 1,
    lastLoginAt: date(seenAt ?? since),
    createdAt: date(since),
    updatedAt: date(since),
  };
}

/** What has begun is a stage, and on the timeline once it has ended, where both its times are needed. */
function toSteps({ id, steps, createdAt }: MobileDeployment): Pick<CommonAnswer, 'stages' | 'timeline'> {
  const begun = steps.filter(({ startedAt, finishedAt }) => startedAt !== null || finishedAt !== null);
  return {
    stages: begun.map(({ position, name, startedAt, finishedAt }) => ({
      _id: toStageId(id, position),
      name,
      createdAt: date(startedAt ?? finishedAt ?? createdAt),
      updatedAt: date(finishedAt ?? startedAt ?? createdAt),
    })),
    timeline: begun.flatMap(({ position, startedAt, finishedAt, status, note }) =>
      finishedAt === null
        ? []
        : [
            known({
              step: position,
              startTime: date(startedAt ?? finishedAt),
              finishTime: date(finishedAt),
              error: status === 'failed' ? (note ?? 'failed') : null,
            }),
          ],
    ),
  };
}

function toIssues({ issues, errorMessage }: MobileDeployment): CommonAnswer['issues'] {
  const told = issues.map(({ severity, title, detail }) => ({
    type: severity === 'error' ? ('error' as const) : ('warning' as const),
    message: detail === null ? title : `${title}: ${detail}`,
  }));
  return errorMessage === null ? told : [...told, { type: 'error', message: errorMessage }];
}

/** The build service's id as a number, which is all that a deployment may say here. */
function toRemoteId(remoteId: string | null): number | null {
  const number = Number(remoteId ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}

function toCommon(row: MobileDeployment, project: CommonAnswer['project'], base: string): CommonAnswer {
  const { checksum, size, uploadDuration, plugins, description } = row;
  return known({
    _id: toId(row),
    project,
    user: toUser(row.person, row.createdAt),
    parent: row.parent && toId(row.parent),
    description: description && cut(description, LONGEST_DESCRIPTION),
    status: toStatus(row.status),
    os: row.os,
    buildTarget: row.target,
    ...toSteps(row),
    startedAt: dateOrNull(row.startedAt),
    completedAt: dateOrNull(row.finishedAt),
    abolisher: row.canceledBy && toId(row.canceledBy),
    forceUpdate: row.forceUpdate,
    tag: row.tag,
    ...{ checksum, size, uploadDuration },
    downloadUrl: urlOf(row, base),
    remoteId: toRemoteId(row.remoteId),
    plugins: plugins.map(known),
    issues: toIssues(row),
    createdAt: date(row.createdAt),
    updatedAt: date(row.updatedAt),
  });
}

/** A build or a release in this language. A build carries the facts of its own platform only. */
export function toDeployment(
  row: MobileDeployment,
  project: MobileProject,
  around: Around,
): DeploymentAnswer {
  return deploymentIn(toProject(project, around.organization), around)(row);
}

const deploymentIn =
  (project: CommonAnswer['project'], { base }: Around) =>
  (row: MobileDeployment): DeploymentAnswer => {
    const common = toCommon(row, project, base);
    if (row.kind === 'code-push') {
      const { targetBinaryRange, label, originalLabel, isMandatory, isDisabled, rollout, releaseMethod } =
        row;
      return {
        ...common,
        deploymentType: 'code-push',
        ...known({ targetBinaryRange, label, originalLabel, isMandatory, isDisabled, rollout }),
        releaseMethod: toReleaseMethod[releaseMethod],
      };
    }
    const { envVersion, storeVersion, live, isOnStore, os } = row;
    return {
      ...common,
      deploymentType: 'build',
      ...known({ envVersion, storeVersion }),
      isLive: live,
      isOnStore,
      ...known(Object.fromEntries(platformFacts[os].map((fact) => [fact, row[fact]]))),
    };
  };

/** A page with the arithmetic of the Mongo paginate plugin; one past the end is empty (spec/mobile 1.2). */
export function toPage(
  { project, rows, total }: MobilePage,
  { page, limit }: Pick<ListQuery, 'page' | 'limit'>,
  around: Around,
): PageAnswer {
  const totalPages = Math.max(1, Math.ceil(total / limit));
  return {
    totalDocs: total,
    limit,
    page,
    totalPages,
    pagingCounter: (page - 1) * limit + 1,
    hasPrevPage: page > 1,
    hasNextPage: page < totalPages,
    prevPage: page > 1 ? page - 1 : null,
    nextPage: page < totalPages ? page + 1 : null,
    docs: rows.map(deploymentIn(toProject(project, around.organization), around)),
  };
}

/** The filters in our words; null when there is none, so that the maintained total serves. */
export function toFilter(query: ListQuery): Partial<MobileFilter> | null {
  const { status, createdAt } = query;
  const filter = Object.fromEntries(
    Object.entries({
      kind: query.deploymentType,
      os: query.os,
      target: query.buildTarget,
      statuses: status === undefined ? undefined : shownAs(status),
      live: query.isLive,
      isOnStore: query.isOnStore,
      envVersion: query.envVersion,
      storeVersion: query.storeVersion,
      forceUpdate: query.forceUpdate,
      parent: query.parent,
      person: query.createdBy,
      createdFrom: createdAt?.from,
      createdTo: createdAt?.to,
    } satisfies Record<keyof MobileFilter, unknown>).filter(([, value]) => value !== undefined),
  );
  return Object.keys(filter).length === 0 ? null : filter;
}

/** A distribution in this language; what its store calls it is empty until it is known (spec/mobile 1.7). */
export function toDistribution(row: MobileDistribution): DistributionAnswer {
  const { releaseNotes, releaseMethod, track, userFraction, updatePriority } = row;
  const { uploadMetadata, uploadScreenshots, shouldSubmitForReview, shouldAutoRelease } = row;
  return known({
    _id: toId(row),
    type: toType[row.store],
    deploymentId: toId(row.deployment),
    projectId: toId(row.project),
    userId: row.person && toId(row.person),
    abolisherId: row.canceledBy && toId(row.canceledBy),
    status: toDistributionStatus[row.status],
    remoteId: row.remoteId ?? '',
    ...{ releaseNotes, releaseMethod, track, userFraction, updatePriority },
    ...{ uploadMetadata, uploadScreenshots, shouldSubmitForReview, shouldAutoRelease },
    startedAt: dateOrNull(row.startedAt),
    completedAt: dateOrNull(row.finishedAt),
    createdAt: date(row.createdAt),
    updatedAt: date(row.updatedAt),
  });
}
