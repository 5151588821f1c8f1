import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type {
  Changelog,
  ChangelogEnd,
  ChangelogRange,
  changelogContract,
} from '#shared/features/changelog/contract.ts';
import { digestOf } from '#shared/features/changelog/digest.ts';
import { type Changes, MOST_LISTED } from '#shared/features/changelog/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import { formatAsOf } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import type { Stores } from '../../store/index.ts';
import type { ChangelogKey } from './store.ts';

type Contract = typeof changelogContract;
type Page = Pick<ParsedInputOf<Contract['between']>, 'skip' | 'limit'>;

/** How many releases' notes are given at a time. */
const MOST_NOTES = 50;

function endOf(stores: Stores, projectId: number, end: ChangelogEnd): Changelog['to'] {
  if ('commit' in end) return { releaseId: null, version: null, commitSha: end.commit };
  const release = stores.release.get(end.releaseId);
  if (release?.projectId !== projectId) throw notFound('release', end.releaseId);
  return { releaseId: release.id, version: release.version, commitSha: release.commitSha };
}

export interface Range {
  readonly project: Project;
  readonly from: Changelog['from'];
  readonly to: Changelog['to'];
  /** Null while an end has no commit. */
  readonly key: ChangelogKey | null;
}

/** The two ends of a changelog, and under what it is kept. @throws not_found. */
export function rangeOf(stores: Stores, { projectId, ...ends }: ChangelogRange): Range {
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const from = ends.from && endOf(stores, projectId, ends.from);
  const to = endOf(stores, projectId, ends.to);
  const hasBoth = to.commitSha !== null && (from === null || from.commitSha !== null);
  const key =
    hasBoth && to.commitSha !== null
      ? { projectId, fromSha: from?.commitSha ?? null, toSha: to.commitSha, paths: project.paths }
      : null;
  return { project, from, to, key };
}

/** What changed between two versions, where somebody has read it; null where nobody has. @throws not_found. */
export function keptChanges(stores: Stores, asked: ChangelogRange): Changes | null {
  const { key } = rangeOf(stores, asked);
  return (key && stores.changelog.get(key)?.changes) ?? null;
}

/** A candidate has no notes of its own: those of its release are meant. */
function placeOf({ release, candidate }: Stores, releaseId: number): string {
  return release.keyOf(candidate.get(releaseId)?.releaseId ?? releaseId) ?? '';
}

function notesOf(stores: Stores, { project, from, to }: Range): Changelog['notes'] {
  if (to.releaseId === null || from?.releaseId === null) return [];
  const after = from === null ? '' : placeOf(stores, from.releaseId);
  return stores.changelog.notes(project.id, after, placeOf(stores, to.releaseId), MOST_NOTES);
}

function readBetween({ stores }: Pick<Ctx, 'stores'>, asked: ChangelogRange, page: Page): Changelog {
  const range = rangeOf(stores, asked);
  const { from, to, key } = range;
  const kept = key && stores.changelog.get(key);
  return {
    from,
    to,
    state: key === null ? 'no_commit' : kept ? 'read' : 'not_read',
    changes: kept && {
      ...kept.changes,
      entries: kept.changes.entries.slice(page.skip, page.skip + page.limit),
    },
    listed: kept?.changes.entries.length ?? 0,
    readAt: kept?.readAt ?? null,
    notes: notesOf(stores, range),
  };
}

/** @throws not_found. */
function readRelease(
  ctx: Pick<Ctx, 'stores'>,
  { releaseId, ...page }: ParsedInputOf<Contract['ofRelease']>,
): Changelog {
  const release = ctx.stores.release.get(releaseId);
  if (!release) throw notFound('release', releaseId);
  const { projectId } = release;
  const before = ctx.stores.changelog.before(projectId, placeOf(ctx.stores, releaseId), releaseId);
  const from = before === null ? null : { releaseId: before };
  return readBetween(ctx, { projectId, from, to: { releaseId } }, page);
}

/** The version that runs in an environment, by success time. */
function runningIn(stores: Stores, projectId: number, environmentId: number): number | null {
  if (!stores.environment.get(environmentId)) throw notFound('environment', environmentId);
  const cell = stores.matrix.cell(projectId, environmentId);
  return (cell?.deploymentId && stores.deployment.state(cell.deploymentId)?.releaseId) || null;
}

function readPending(
  ctx: Pick<Ctx, 'stores'>,
  { projectId, lowerId, upperId, ...page }: ParsedInputOf<Contract['pending']>,
): OutputOf<Contract['pending']> {
  const lower = runningIn(ctx.stores, projectId, lowerId);
  const upper = runningIn(ctx.stores, projectId, upperId);
  if (lower === null) return null;
  const from = upper === null ? null : { releaseId: upper };
  return readBetween(ctx, { projectId, from, to: { releaseId: lower } }, page);
}

/** @throws not_found. */
function readDigest(
  ctx: Ctx,
  { deploymentId, zone }: ParsedInputOf<Contract['digest']>,
): OutputOf<Contract['digest']> {
  const { stores } = ctx;
  const row = stores.deployment.row(deploymentId);
  const releaseId = stores.deployment.state(deploymentId)?.releaseId ?? null;
  if (!row) throw notFound('deployment', deploymentId);
  const { projectId, fromVersion } = row;
  const before = fromVersion === null ? undefined : stores.release.byVersion(projectId, fromVersion);
  const from = before ? { releaseId: before.id } : null;
  const range = releaseId === null ? null : { projectId, from, to: { releaseId } };
  const changelog = range && readBetween(ctx, range, { skip: 0, limit: MOST_LISTED });
  const subject = {
    ...row,
    isRollback: row.flags.includes('rollback'),
    reason: stores.deployment.detail(deploymentId)?.reason ?? null,
    when: formatAsOf(row.finishedAt ?? row.triggeredAt, zone),
  };
  return {
    text: digestOf(subject, changelog?.changes ?? null),
    state: changelog?.state ?? 'no_commit',
    range: changelog?.state === 'no_commit' ? null : range,
  };
}

export const changelogEngine: Handlers<Contract> = {
  between: (ctx, { skip, limit, ...range }) => readBetween(ctx, range, { skip, limit }),
  ofRelease: readRelease,
  pending: readPending,
  digest: readDigest,
};
