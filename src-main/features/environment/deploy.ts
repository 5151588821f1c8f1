import type { OutputOf } from '#shared/contract/define.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { judgeHotfixes, type Knowledge, type LivePick } from '#shared/features/candidate/contents.ts';
import type { Candidate } from '#shared/features/candidate/model.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { DeployInput, environmentActs } from '#shared/features/environment/acts.ts';
import { arrivalOf } from '#shared/features/environment/arrival.ts';
import {
  type DeployFacts,
  type DeployRequest,
  deployWarningWords,
  effectiveAt,
  obstaclesOf,
  planDeploy,
  warningsOf,
} from '#shared/features/environment/deploy.ts';
import { forcedMetadata } from '#shared/features/environment/forced.ts';
import type { Force } from '#shared/features/environment/frozen.ts';
import {
  opennessOf,
  opennessWords,
  type ProgressionFacts,
} from '#shared/features/environment/progression.ts';
import type { Release } from '#shared/features/release/model.ts';
import type { Ctx } from '../../context.ts';
import { keptChanges } from '../changelog/engine.ts';
import { rowOf } from '../deployment/read.ts';
import { recordDeployment } from '../deployment/record.ts';
import { openRun } from '../workflow/runs.ts';
import { frozenAt, type Place, requirePlace } from './place.ts';

type Acts = typeof environmentActs;
type Reader = Pick<Ctx, 'stores' | 'now'>;

/** The release that a version belongs to: of a candidate its base, else itself. */
function releaseOf({ stores }: Reader, version: Release, candidate: Candidate | null): Release {
  return (candidate && stores.release.get(candidate.releaseId)) ?? version;
}

/** What is known of the phases for a version. */
export function progressionFacts(
  ctx: Reader,
  version: Release,
  candidate: Candidate | null,
): ProgressionFacts {
  const { stores } = ctx;
  const release = releaseOf(ctx, version, candidate);
  const versions = candidate ? stores.candidate.ofRelease(release.id).map(({ id }) => id) : [version.id];
  const blocked = stores.release.blocked(release.id);
  return {
    phases: stores.steering.phases(version.projectId),
    candidateSucceededIn: new Set(stores.past.reached(version.id)),
    releaseSucceededIn: new Set(versions.flatMap((id) => stores.past.reached(id))),
    blocked: blocked === null ? null : { reason: blocked },
  };
}

/** The picked commits that are live in a place, with what is known of them in another version. */
function livePicks({ stores }: Reader, runningId: number | null, version: Release): LivePick[] {
  if (runningId === null || runningId === version.id) return [];
  const known = new Map(
    stores.candidate.commits(version.id).map(({ commitSha, holds }) => [commitSha, holds]),
  );
  const inCandidate = (sha: string): Knowledge => {
    const holds = known.get(sha);
    return holds === undefined ? 'unknown' : holds ? 'holds' : 'lacks';
  };
  return stores.candidate
    .commits(runningId)
    .filter(({ holds }) => holds)
    .map(({ commitSha }) => ({
      commitSha,
      subject: stores.candidate.subjectOf(commitSha) ?? commitSha.slice(0, 7),
      inCandidate: inCandidate(commitSha),
    }));
}

/** The picked commits that are live there and that a version is known to lack. */
export function droppedHotfixes(
  ctx: Reader,
  runningId: number | null,
  version: Release,
): readonly LivePick[] {
  const running = runningId === null ? undefined : ctx.stores.deployment.state(runningId);
  return judgeHotfixes(livePicks(ctx, running?.releaseId ?? null, version)).drops;
}

function inProduction({ stores }: Reader, candidate: Candidate | null): number[] {
  if (!candidate) return [];
  const production = new Set(
    stores.environment
      .all()
      .filter(({ tier }) => tier === 'production')
      .map(({ id }) => id),
  );
  return stores.candidate
    .ofRelease(candidate.releaseId)
    .filter(({ id }) => stores.past.reached(id).some((environmentId) => production.has(environmentId)))
    .map(({ number }) => number);
}

/** A deployment that is asked for, with everything that it is judged by. */
export interface Situation {
  readonly place: Place;
  readonly version: Release | null;
  readonly facts: DeployFacts;
  readonly request: DeployRequest;
}

/** Everything that a deployment is judged by. @throws not_found as `requirePlace`. */
export function situationOf(ctx: Reader, input: DeployInput): Situation {
  const { stores } = ctx;
  const place = requirePlace(ctx, input);
  const { project, environment } = place;
  const found = stores.release.get(input.releaseId);
  const version = found?.projectId === project.id ? found : null;
  const candidate = version && stores.candidate.get(version.id);
  const request: DeployRequest = { now: ctx.now(), ...input };
  const progression = version && progressionFacts(ctx, version, candidate);
  const openness = progression ? opennessOf(progression, environment.id) : ({ state: 'open' } as const);
  const cell = stores.matrix.cell(project.id, environment.id);
  const running = cell?.deploymentId ? stores.deployment.state(cell.deploymentId) : undefined;
  const active = stores.run
    .activeIn(project.id, environment.id)
    .flatMap((id) => stores.deployment.state(id) ?? []);
  const facts: DeployFacts = {
    project,
    environment,
    candidate: version && {
      version: version.version,
      versionKey: stores.release.keyOf(version.id) ?? '',
      number: candidate?.number ?? null,
      build: candidate?.build ?? 'ready',
      isSuperseded: candidate !== null && candidate.supersededAt !== null,
    },
    openness,
    closedBecause: opennessWords(openness, (id) => stores.environment.get(id)?.name ?? `#${id}`),
    hotfixes: judgeHotfixes(version ? livePicks(ctx, running?.releaseId ?? null, version) : []),
    frozenBy: frozenAt(ctx, place, effectiveAt(request)),
    running: cell?.version ? { version: cell.version, versionKey: cell.versionKey } : null,
    active: active.map(({ number, version: other }) => ({ number, version: other })),
    underWay:
      active.find(
        ({ releaseId, status }) =>
          releaseId === version?.id && (status === 'pending' || status === 'in_progress'),
      ) ?? null,
    scheduled: stores.past.scheduled(project.id, environment.id),
    inProduction: inProduction(ctx, candidate),
  };
  return { place, version, facts, request };
}

/** So many releases on the way are named. */
const MOST_BETWEEN = 50;

/** What arrives in a place with a version, as far as releases and read changelogs tell. */
function arrivalIn(ctx: Reader, { project, environment }: Place, version: Release, facts: DeployFacts) {
  const { stores } = ctx;
  const cell = stores.matrix.cell(project.id, environment.id);
  const runningId = cell?.deploymentId ? stores.deployment.state(cell.deploymentId)?.releaseId : null;
  const running = runningId ? stores.release.get(runningId) : undefined;
  const ids = { fromId: running?.id ?? null, toId: version.id };
  if (!running) return arrivalOf(facts, { ...ids, between: [], changes: null });
  const keyOf = (one: Release) =>
    stores.release.keyOf(releaseOf(ctx, one, stores.candidate.get(one.id)).id) ?? '';
  const between = stores.release.between(project.id, keyOf(running), keyOf(version), MOST_BETWEEN);
  const ends = { from: { releaseId: running.id }, to: { releaseId: version.id } };
  const changes = keptChanges(stores, { projectId: project.id, ...ends });
  return arrivalOf(facts, {
    ...ids,
    between,
    changes: changes && { total: changes.total, authors: changes.authorCount },
  });
}

/** What a deployment would do. The same plan as the act, and no write. */
export function previewDeploy(ctx: Ctx, input: DeployInput): OutputOf<Acts['previewDeploy']> {
  return previewOf(ctx, situationOf(ctx, input));
}

export function previewOf(
  ctx: Ctx,
  { place, version, facts, request }: Situation,
): OutputOf<Acts['previewDeploy']> {
  const { project, environment } = place;
  const shown = {
    checkedAt: ctx.now(),
    project: project.name,
    environment: environment.name,
    version: version?.version ?? '',
    fromVersion: facts.running?.version ?? null,
    frozenBy: [...facts.frozenBy],
    hasWorkflow: ctx.stores.workflow.at(project.id, environment.id) !== null,
    arrives: version && arrivalIn(ctx, place, version, facts),
    obstacles: version ? obstaclesOf(facts, request) : [],
    warnings: (version ? warningsOf(facts, request) : []).map((warning) =>
      deployWarningWords(warning, environment.name),
    ),
  };
  try {
    const plan = planDeploy(facts, request);
    return { ...shown, flags: [...plan.flags], refusal: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...shown, flags: [], refusal: error.message };
  }
}

/** Opens the run of a pending deployment where its environment has a workflow. */
export function dispatch(ctx: Ctx, row: DeploymentRow): void {
  const workflow = ctx.stores.workflow.at(row.projectId, row.environmentId);
  if (!workflow) return;
  const { id, projectId, attempt } = row;
  openRun(ctx, { kind: 'deployment', id, projectId, attempt }, workflow);
}

/**
 * Going through what stands in the way is a person's word, and theirs to give a reason for.
 * @throws invalid_input for a force at the desk without a reason.
 */
export function requireReason({ caller }: Ctx, force: Force | null): void {
  if (caller.door !== 'desk' || !force || force.reason?.trim()) return;
  throw new AppError(
    'invalid_input',
    'Going through what stands in the way needs a reason. Nothing was changed.',
    { hint: 'Say in one sentence why.', field: 'force' },
  );
}

/**
 * Deploys a version and starts the environment's workflow, or schedules it. What is on its way there already is noted and
 * not begun a second time. A person who goes through what stands in the way says why. @throws as `requirePlace` and `planDeploy`; invalid_input for a force without a reason.
 */
export function deploy(ctx: Ctx, input: DeployInput): DeploymentRow {
  requireReason(ctx, input.force);
  const { place, version, facts, request } = situationOf(ctx, input);
  const plan = planDeploy(facts, request);
  if (!version) throw new Error('a deployment that was planned has a version');
  // A client that gives its requests keys says itself which of them are the same.
  if (plan.replayOf !== null && !ctx.caller.once) {
    const row = rowOf(ctx, plan.replayOf);
    ctx.noted('deployment', {
      verb: 'environment.deploy_replay',
      object: { uid: row.uid, label: `${row.project} ${row.version}` },
      project: row.project,
      environment: row.environment,
    });
    return row;
  }
  const metadata = forcedMetadata(plan);
  const id = recordDeployment(
    ctx,
    recordDeploymentSchema.parse({
      projectId: place.project.id,
      environmentId: place.environment.id,
      version: version.version,
      status: plan.status,
      policy: input.policy,
      commitSha: version.commitSha,
      scheduledFor: plan.scheduledFor,
      flags: [...plan.flags],
      reason: input.reason ?? input.force?.reason ?? null,
      metadata,
    }),
    { verb: plan.status === 'scheduled' ? 'environment.schedule' : 'environment.deploy', after: metadata },
  );
  const row = rowOf(ctx, id);
  if (plan.status === 'pending') dispatch(ctx, row);
  return row;
}
