import type { OutputOf } from '#shared/contract/define.ts';
import type { DeploymentRow, UsualTime } from '#shared/features/deployment/model.ts';
import { isStuck } from '#shared/features/deployment/rules.ts';
import type { overviewContract } from '#shared/features/overview/contract.ts';
import { formatDuration, utcDay } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { expiringCredentials } from '../credential/engine.ts';
import { usualTime } from '../deployment/read.ts';
import { environmentsInUse } from '../environment/shown.ts';
import { nextFreezes } from '../freeze/read.ts';
import { waitingForPerson } from '../workflow/asked.ts';

type Overview = OutputOf<(typeof overviewContract)['read']>;
type Attention = Overview['attention'][number];

const RUNNING = ['in_progress', 'canceling', 'pending'] as const;
const DAYS_SHOWN = 14;
/** Running work shown in full; the count says how much more there is. */
const RUNNING_SHOWN = 12;
/** Of each running status, so many of those that were triggered first are held against what is usual. */
const LONGEST_LOOKED_AT = 200;
/** An overridden freeze needs no attention any more after so long. */
const OVERRIDES_SHOWN_MS = 24 * 60 * 60 * 1000;
const ACTIVITY_SHOWN = 8;
const ACTIVITY_LOOKED_AT = 400;

function sentenceOf(row: DeploymentRow): string {
  if (row.errorMessage) return row.errorMessage;
  return row.fromVersion === null ? 'First deployment there' : `${row.fromVersion} still runs there`;
}

function troubled({ stores }: Ctx, projectId: number | null): Attention[] {
  return stores.overview.troubled(projectId).map((deployment) => ({
    why: deployment.status === 'partial' ? 'partial' : 'failed',
    deployment,
    sentence: sentenceOf(deployment),
  }));
}

/** The deployments whose workflow goes on only when a person says so. */
function askedOf({ stores }: Ctx, projectId: number | null): Attention[] {
  return waitingForPerson(stores, projectId).flatMap(({ run, asked }): Attention[] => {
    const deployment = run.deploymentId === null ? undefined : stores.deployment.row(run.deploymentId);
    return deployment ? [{ why: 'asked', deployment, sentence: asked.question || asked.step }] : [];
  });
}

/** What was done past a rule and is to be looked at: promotion held back, and freezes gone through of late. */
function pastRules({ stores, now }: Ctx, projectId: number | null): Attention[] {
  return [
    ...stores.overview.held(projectId).map(
      ({ row, sentence }): Attention => ({
        why: 'held',
        deployment: row,
        sentence: `Auto-promotion: ${sentence}`,
      }),
    ),
    ...stores.overview.overridden(projectId, now() - OVERRIDES_SHOWN_MS).map(
      ({ row, why }): Attention => ({
        why: 'forced',
        deployment: row,
        sentence: why === null ? 'Went through a freeze' : `Went through a freeze: ${why}`,
      }),
    ),
  ];
}

/** What is usual in the cell of a record; asked once a cell. */
function usualTimes(ctx: Ctx): (row: DeploymentRow) => UsualTime {
  const known = new Map<string, UsualTime>();
  return ({ projectId, environmentId }) => {
    const key = `${projectId} ${environmentId}`;
    const usual = known.get(key) ?? usualTime(ctx, projectId, environmentId);
    known.set(key, usual);
    return usual;
  };
}

function stuckAmong(
  ctx: Ctx,
  running: readonly DeploymentRow[],
  usualOf: (row: DeploymentRow) => UsualTime,
): Attention[] {
  return running.flatMap((deployment) => {
    const usual = usualOf(deployment);
    if (!isStuck(deployment, usual, ctx.now())) return [];
    const took = formatDuration(ctx.now() - (deployment.startedAt ?? deployment.triggeredAt));
    return [
      {
        why: 'stuck',
        deployment,
        sentence: `Running ${took}, 95 of 100 finish within ${formatDuration(usual.p95Ms)}`,
      },
    ];
  });
}

function stepOf({ stores }: Ctx, row: DeploymentRow): Overview['running'][number]['step'] {
  const steps = stores.parts.steps(row.id).filter((step) => step.attempt === row.attempt);
  const current =
    steps.find((step) => step.status === 'running') ?? steps.find((step) => step.finishedAt === null);
  return current ? { name: current.name, position: current.position, of: steps.length } : null;
}

function environments(ctx: Ctx, projectId: number | null): Overview['environments'] {
  const { stores, now } = ctx;
  const freezes = nextFreezes(ctx, projectId);
  const first = utcDay(now()) - DAYS_SHOWN + 1;
  const days = projectId === null ? stores.overview.days(first) : stores.overview.daysOf(projectId, first);
  const counts = stores.overview.activeByEnvironment(projectId);
  const cells = stores.matrix.cells().filter((cell) => projectId === null || cell.projectId === projectId);
  return environmentsInUse(ctx).map(({ id, name, tier }) => {
    const own = cells.filter((cell) => cell.environmentId === id);
    const newest = projectId === null ? stores.overview.newestIn(id) : (own[0]?.latestId ?? null);
    return {
      id,
      name,
      tier,
      projects: own.filter((cell) => cell.version !== null).length,
      cells: own.length,
      succeeded: own.filter((cell) => cell.latestStatus === 'succeeded').length,
      failed: own.filter((cell) => cell.latestStatus === 'failed' || cell.latestStatus === 'errored').length,
      running: counts.get(id) ?? 0,
      freeze: freezes.get(id) ?? null,
      latest: newest === null ? null : (stores.deployment.row(newest) ?? null),
      days: Array.from({ length: DAYS_SHOWN }, (_, index) => {
        const found = days.find((day) => day.day === first + index && day.environmentId === id);
        return { count: found?.count ?? 0, failed: found?.failed ?? 0 };
      }),
    };
  });
}

/** The newest entries; of one project those among the newest few hundred. */
function newestActivity({ stores }: Ctx, projectId: number | null): Overview['activity'] {
  if (projectId === null) return stores.activity.page({}, null, ACTIVITY_SHOWN).rows;
  const name = stores.project.get(projectId)?.name;
  return stores.activity
    .page({}, null, ACTIVITY_LOOKED_AT)
    .rows.filter((entry) => entry.project === name)
    .slice(0, ACTIVITY_SHOWN);
}

export const overviewEngine: Handlers<typeof overviewContract> = {
  read(ctx, { projectId }) {
    const { stores } = ctx;
    const rows = (order: 'newest' | 'oldest', limit: number) =>
      RUNNING.flatMap((status) => stores.deployment.ofStatus(status, projectId, order, limit));
    const usualOf = usualTimes(ctx);
    const shown = environments(ctx, projectId);
    const asked = askedOf(ctx, projectId);
    // However long a person takes, nothing is stuck by it.
    const waiting = new Set(asked.map(({ deployment }) => deployment.id));
    const longest = rows('oldest', LONGEST_LOOKED_AT).filter(({ id }) => !waiting.has(id));
    return {
      attention: [
        ...asked,
        ...stuckAmong(ctx, longest, usualOf),
        ...troubled(ctx, projectId),
        ...pastRules(ctx, projectId),
      ].sort((a, b) => b.deployment.triggeredAt - a.deployment.triggeredAt),
      expiring: expiringCredentials(ctx, projectId),
      running: rows('newest', RUNNING_SHOWN)
        .slice(0, RUNNING_SHOWN)
        .map((deployment) => ({
          deployment,
          step: stepOf(ctx, deployment),
          usual: usualOf(deployment),
        })),
      runningCount: shown.reduce((sum, { running }) => sum + running, 0),
      environments: shown,
      activity: newestActivity(ctx, projectId),
    };
  },
};
