import type { OutputOf } from '#shared/contract/define.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import {
  planRollback,
  type RollbackDeployment,
  type RollbackPlan,
} from '#shared/features/environment/rollback.ts';
import type { RollbackInput, RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import {
  droppedHotfixWords,
  rollbackWarningWords,
  supersededWords,
} from '#shared/features/environment/rollback-words.ts';
import { intervalsOf, ranFor } from '#shared/features/environment/timeline.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';
import { rowOf } from '../deployment/read.ts';
import { recordDeployment } from '../deployment/record.ts';
import { dispatch, droppedHotfixes } from './deploy.ts';
import { frozenAt, type Place, pastOf, requirePlace } from './place.ts';

type Acts = typeof environmentActs;
type Item = RollbackInput['items'][number];

/** How many successes it is told from how long the target ran: the latest. */
const SUCCESSES = 300;

interface Planned {
  readonly place: Place;
  readonly history: readonly RollbackDeployment[];
  readonly plan: RollbackPlan;
}

function requestOf(ctx: Ctx, place: Place, { force, targetId }: Item) {
  return { ...place, frozenBy: frozenAt(ctx, place, ctx.now()), force, targetId };
}

/** The action and its preview decide alike. @throws as `requirePlace` and `planRollback`. */
function planItem(ctx: Ctx, item: Item): Planned {
  const place = requirePlace(ctx, item);
  const history = pastOf(ctx, place);
  return { place, history, plan: planRollback(history, requestOf(ctx, place, item)) };
}

/** How long the target ran there before, and how often it failed. */
function faredOf(ctx: Ctx, { place: { project, environment }, history, plan }: Planned) {
  const { version } = plan.target;
  const successes = ctx.stores.past.successes(project.id, environment.id, SUCCESSES);
  const failures = history
    .filter((past) => past.version === version)
    .flatMap(({ attempts }) => attempts)
    .filter(({ status }) => status === 'failed' || status === 'errored').length;
  return { ranMs: ranFor(intervalsOf(successes), version, ctx.now()), failures };
}

function runningOf({ stores }: Ctx, { project, environment }: Place) {
  const cell = stores.matrix.cell(project.id, environment.id);
  const state = cell?.deploymentId ? stores.deployment.row(cell.deploymentId) : undefined;
  if (!cell || !state) return null;
  // A record that says nothing of its commit is of the one that its version was cut from.
  const commitSha = state.commitSha ?? stores.release.byVersion(project.id, state.version)?.commitSha ?? null;
  return { id: state.id, commitSha, since: cell.deployedAt ?? state.triggeredAt };
}

function shown(ctx: Ctx, planned: Planned): RollbackItem['plan'] {
  const { stores } = ctx;
  const { plan, place } = planned;
  const { target, replaced } = plan;
  const { id: projectId } = place.project;
  const release = stores.release.byVersion(projectId, target.version);
  const running = runningOf(ctx, place);
  const dropped = release ? droppedHotfixes(ctx, running?.id ?? null, release) : [];
  return {
    targetId: target.id,
    version: target.version,
    branch: plan.branch,
    because: plan.because,
    fromVersion: plan.fromVersion,
    target: {
      releaseId: release?.id ?? null,
      commitSha: release?.commitSha ?? null,
      ...faredOf(ctx, planned),
    },
    running: running && { commitSha: running.commitSha, since: running.since },
    replaced: { number: replaced.number, version: replaced.version, isAbandoned: replaced.isAbandoned },
    cancels: [...plan.cancels],
    waitsFor: plan.waitsFor.length,
    scheduled: plan.scheduled.map((one) => ({
      ...one,
      scheduledFor: stores.deployment.detail(one.deploymentId)?.scheduledFor ?? null,
    })),
    walkBack: plan.walkBack,
    undo: plan.undo,
    warnings: [
      ...plan.warnings.map((warning) => rollbackWarningWords(warning, target)),
      ...dropped.map(({ subject }) => droppedHotfixWords(subject, target)),
    ],
    skipped: [...plan.skipped],
    goesAway: plan.goesAway.map((version) => ({
      version,
      releaseId: stores.release.idOf(projectId, version),
    })),
    hasWorkflow: stores.workflow.at(projectId, place.environment.id) !== null,
  };
}

/** What rolling back would do, place by place. @throws as `requirePlace`. */
export function previewRollback(ctx: Ctx, { items }: RollbackInput): OutputOf<Acts['previewRollback']> {
  return {
    checkedAt: ctx.now(),
    items: items.map((item): RollbackItem => {
      const place = requirePlace(ctx, item);
      const about = {
        projectId: place.project.id,
        project: place.project.name,
        environmentId: place.environment.id,
        environment: place.environment.name,
        frozenBy: frozenAt(ctx, place, ctx.now()),
      };
      try {
        return { ...about, refusal: null, plan: shown(ctx, planItem(ctx, item)) };
      } catch (error) {
        if (!isAppError(error)) throw error;
        const plan = planAnyway(ctx, item);
        return { ...about, refusal: error.message, plan: plan && shown(ctx, plan) };
      }
    }),
  };
}

/** What would be done if the freezes were gone through; null when there is nothing to do. */
function planAnyway(ctx: Ctx, item: Item): Planned | null {
  try {
    return planItem(ctx, { ...item, force: { freezeIds: 'all', reason: null } });
  } catch {
    return null;
  }
}

function rollBack(ctx: Ctx, item: Item, { reason, policy }: RollbackInput): DeploymentRow {
  const { stores } = ctx;
  const { place, plan } = planItem(ctx, item);
  const { target, replaced } = plan;
  const version = stores.release.byVersion(place.project.id, target.version);
  const metadata =
    plan.overriddenFreezes.length === 0
      ? {}
      : { overriddenFreezes: plan.overriddenFreezes.map(({ name }) => name) };
  const id = recordDeployment(
    ctx,
    recordDeploymentSchema.parse({
      projectId: place.project.id,
      environmentId: place.environment.id,
      version: target.version,
      policy,
      commitSha: version?.commitSha ?? null,
      flags: [...plan.flags],
      reason: reason ?? item.force?.reason ?? null,
      description: plan.because,
      metadata,
    }),
    { verb: 'environment.rollback', after: { because: plan.because, ...metadata } },
  );
  const row = rowOf(ctx, id);
  stores.steering.putRollback(id, {
    replacedId: replaced.deploymentId,
    targetId: target.id,
    branch: plan.branch,
  });
  const errorMessage = supersededWords(row);
  for (const { deploymentId, to } of plan.cancels) {
    moveDeployment(ctx, deploymentId, to, { reason: errorMessage, errorMessage });
  }
  for (const { deploymentId } of plan.scheduled.filter((one) =>
    item.cancelScheduled.includes(one.deploymentId),
  )) {
    moveDeployment(ctx, deploymentId, 'canceled', { reason: errorMessage, errorMessage });
  }
  dispatch(ctx, row);
  return row;
}

/**
 * Rolls back one environment or several in one transaction (spec/releases 2.6). What is active there is canceled, and the
 * new deployment begins once none is. A person says why. @throws as `planRollback`; invalid_input without a reason.
 */
export function rollback(ctx: Ctx, input: RollbackInput): DeploymentRow[] {
  if (ctx.caller.door === 'desk' && input.reason === null) {
    throw new AppError('invalid_input', 'A rollback needs a reason. Nothing was changed.', {
      hint: 'Say in one sentence why.',
      field: 'reason',
    });
  }
  return input.items.map((item) => rollBack(ctx, item, input));
}
