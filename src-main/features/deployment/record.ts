import type { OutputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import type { deploymentContract, RecordDeployment } from '#shared/features/deployment/contract.ts';
import { isActive } from '#shared/features/deployment/machine.ts';
import { flagMask } from '#shared/features/deployment/model.ts';
import { flagsOnSuccess, fromVersionOf, planFirstAttempt } from '#shared/features/deployment/rules.ts';
import type { Environment } from '#shared/features/environment/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import { LAST_INSTANT } from '#shared/ids.ts';
import type { Ctx } from '../../context.ts';
import { ensureRelease } from '../release/engine.ts';
import { settleHold } from './success.ts';

/** What only an importer knows beside a record's own facts. */
export interface Provenance {
  readonly importId: number;
  readonly rawSystem: string;
  /** The record as the source words it, as JSON text. */
  readonly raw: string;
}

interface Place {
  readonly project: Project;
  readonly environment: Environment;
}

/** How far ahead of the present a report may lie before it is taken for a mistake. */
const CLOCK_SKEW = 24 * 60 * 60 * 1000;

function placeOf({ stores }: Ctx, input: Pick<RecordDeployment, 'projectId' | 'environmentId'>): Place {
  const project = stores.project.get(input.projectId);
  if (!project) throw notFound('project', input.projectId);
  const environment = stores.environment.get(input.environmentId);
  if (!environment) throw notFound('environment', input.environmentId);
  return { project, environment };
}

/** The instant a fact is said to have happened at. @throws invalid_input when it lies a day ahead, or past 2109. */
export function occurredAtOf(ctx: Ctx, given: number | undefined): number {
  const at = given ?? ctx.now();
  if (at > ctx.now() + CLOCK_SKEW || at > LAST_INSTANT) {
    throw new AppError('invalid_input', 'This happened in the future, by the clock of this machine.', {
      hint: 'Give the time in milliseconds since 1970, or leave it out for now.',
      occurredAt: at,
    });
  }
  return at;
}

function cellVersionAt(ctx: Ctx, input: RecordDeployment, at: number) {
  const { stores } = ctx;
  const fact = stores.matrix.runningAt(input.projectId, input.environmentId, { at, knownAt: null });
  if (!fact) return null;
  const state = stores.deployment.state(fact.deploymentId);
  return {
    ...fact,
    triggeredAt: state?.triggeredAt ?? fact.succeededAt,
    releaseId: state?.releaseId ?? null,
  };
}

/** Decides a new record: its first attempt, where it comes from, its flags. The action and its preview share it. */
function plan(ctx: Ctx, input: RecordDeployment) {
  const occurredAt = occurredAtOf(ctx, input.occurredAt);
  if (input.status === 'scheduled' && input.scheduledFor === null) {
    throw new AppError('invalid_input', 'A scheduled deployment needs the time it is scheduled for.', {
      hint: 'Give scheduledFor, or record it as pending.',
    });
  }
  const attempt = planFirstAttempt({ ...input, occurredAt });
  const running = cellVersionAt(ctx, input, occurredAt);
  const succeeded = attempt.succeededAt !== null;
  const succeededAt = attempt.succeededAt ?? occurredAt;
  const atSuccess =
    succeeded && succeededAt !== occurredAt ? cellVersionAt(ctx, input, succeededAt) : running;
  const outOfOrder = succeeded ? flagsOnSuccess(occurredAt, atSuccess) : [];
  return {
    occurredAt,
    attempt,
    fromVersion: fromVersionOf(running),
    fromReleaseId: running?.releaseId ?? null,
    flags: flagMask([...input.flags, ...outOfOrder]),
  };
}

/** How the log tells of a record: the procedure that made it, and what of its decision the record alone does not say. */
interface Told {
  readonly verb: string;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * Records a deployment in one piece: the record, its first event and attempt, parts, sums, cell, index and audit.
 * @returns the new row's id. @throws not_found, invalid_input.
 */
export function recordDeployment(
  ctx: Ctx,
  input: RecordDeployment,
  told: Told = { verb: 'deployment.record', after: {} },
): number {
  const place = placeOf(ctx, input);
  const { stores } = ctx;
  const isNewRelease = stores.release.idOf(input.projectId, input.version) === null;
  const { id, number, uid } = writeDeployment(ctx, place, input, null);
  const isMoved = stores.matrix.recompute(input.projectId, input.environmentId);
  // A new release may lie between any two cells of its project.
  if (isNewRelease) stores.matrix.refreshDrift(input.projectId);
  else if (isMoved) stores.matrix.refreshDrift(input.projectId, input.environmentId);
  stores.search.index(id, {
    version: input.version,
    project: place.project.name,
    environment: place.environment.name,
    actor: input.actor ?? ctx.caller.name,
    words: `${input.description ?? ''} ${input.errorMessage ?? ''}`.trim(),
  });
  ctx.changed('deployment', id, {
    verb: told.verb,
    object: { uid, label: `#${number} ${input.version}` },
    project: place.project.name,
    environment: place.environment.name,
    reason: input.reason,
    after: { status: input.status, version: input.version, attempt: 1, ...told.after },
  });
  // A success of long ago that is recorded late says nothing of what runs now.
  if (stores.matrix.cell(input.projectId, input.environmentId)?.deploymentId === id) {
    settleHold(ctx, { id, projectId: input.projectId, environmentId: input.environmentId });
  }
  return id;
}

/**
 * Whether a version stands below the one that ran before it. A foreign history has no triggers to compare, so an
 * import marks its order by the versions themselves (spec/decisions, GitHub releases import).
 */
function isLower({ stores }: Ctx, releaseId: number, before: number | null): boolean {
  if (before === null) return false;
  return (stores.release.keyOf(releaseId) ?? '') < (stores.release.keyOf(before) ?? '');
}

/** The vendor's own words: an import's row, or what came in through the gateway. */
function rawOf(from: Provenance | null, { raw }: RecordDeployment): string | null {
  if (from) return from.raw;
  return raw === undefined ? null : JSON.stringify(raw.body);
}

/** The rows of a new record. Cell, drift and search index are the caller's: an import refreshes them once a chunk. */
export function writeDeployment(ctx: Ctx, place: Place, input: RecordDeployment, from: Provenance | null) {
  const { stores, caller } = ctx;
  const { occurredAt, attempt, fromVersion, fromReleaseId, flags: planned } = plan(ctx, input);
  const uid = ctx.uid();
  const number = stores.deployment.lastNumber() + 1;
  const personId = stores.person.ensure(input.actor ?? caller.name, input.actor ? null : caller.email);
  const releaseId = ensureRelease(ctx, place.project, input.version, {
    publishedAt: occurredAt,
    commitSha: input.commitSha,
    importId: from?.importId ?? null,
  });
  const flags =
    from && isLower(ctx, releaseId, fromReleaseId) ? planned | flagMask(['out_of_order']) : planned;
  const isLinked = !stores.project.link(place.project.id, place.environment.id);
  // An environment that was taken off the project comes back with what ran there.
  if (!isLinked && stores.matrix.cell(place.project.id, place.environment.id))
    stores.matrix.refreshDrift(place.project.id);
  const id = stores.deployment.insert(
    {
      uid,
      number,
      kind: input.kind,
      status: input.status,
      policy: input.policy,
      projectId: place.project.id,
      environmentId: place.environment.id,
      releaseId,
      version: input.version,
      fromVersion,
      commitSha: input.commitSha,
      personId,
      source: caller.door,
      attempt: 1,
      triggeredAt: occurredAt,
      startedAt: attempt.startedAt,
      finishedAt: attempt.finishedAt,
      succeededAt: attempt.succeededAt,
      errorMessage: input.errorMessage,
      flags,
      recordedAt: ctx.now(),
      importId: from?.importId ?? null,
    },
    {
      occurredAt,
      scheduledFor: input.scheduledFor,
      description: input.description,
      notes: null,
      reason: input.reason,
      metadata: Object.keys(input.metadata).length === 0 ? null : JSON.stringify(input.metadata),
      rawSystem: from?.rawSystem ?? input.raw?.system ?? null,
      raw: rawOf(from, input),
    },
  );
  const owner = { id, projectId: place.project.id, environmentId: place.environment.id };
  stores.deployment.putAttempt(owner, attempt, ctx.now());
  stores.deployment.appendEvent({
    deploymentId: id,
    attempt: 1,
    status: input.status,
    cause: 'record',
    occurredAt: attempt.finishedAt ?? attempt.startedAt ?? occurredAt,
    recordedAt: ctx.now(),
    personId,
    note: input.errorMessage,
  });
  stores.parts.addSteps(id, 1, input.steps);
  for (const artifact of input.artifacts) stores.parts.addArtifact(id, artifact);
  for (const issue of input.issues) stores.parts.addIssue(id, issue, ctx.now());
  stores.matrix.count(owner.projectId, owner.environmentId, input.status, occurredAt, 1);
  if (input.status === 'scheduled' && input.scheduledFor !== null) {
    stores.due.put(input.scheduledFor, 'deployment', id);
  }
  return { id, number, uid };
}

/** What recording would do. The same plan as the action, and no write. */
export function previewRecord(
  ctx: Ctx,
  input: RecordDeployment,
): OutputOf<(typeof deploymentContract)['previewRecord']> {
  const { stores } = ctx;
  const { project, environment } = placeOf(ctx, input);
  const { attempt, fromVersion, flags } = plan(ctx, input);
  const now = stores.matrix.cell(project.id, environment.id);
  const newest = now?.deployedAt ?? null;
  const takesOver = attempt.succeededAt !== null && (newest === null || attempt.succeededAt >= newest);
  const active = stores.deployment
    .history(project.id, environment.id, 50)
    .filter((row) => isActive(row.status));
  const warnings: string[] = [];
  if (now?.version === input.version) warnings.push(`${input.version} already runs in ${environment.name}.`);
  if (flags !== 0)
    warnings.push(
      'It finished after a deployment that was triggered later, and will be marked out of order.',
    );
  if (active.length > 0) warnings.push(`${active.length} active in ${environment.name} go on beside it.`);
  return {
    checkedAt: ctx.now(),
    project: project.name,
    environment: environment.name,
    fromVersion,
    version: input.version,
    effect: {
      before: now?.version ?? null,
      after: takesOver ? input.version : (now?.version ?? null),
      because: takesOver
        ? 'It is recorded as succeeded, later than every other success there.'
        : 'Only a success that is the latest there changes what runs.',
    },
    newRelease: stores.release.idOf(project.id, input.version) === null,
    active,
    warnings,
  };
}
