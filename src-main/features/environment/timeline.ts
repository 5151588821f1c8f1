import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import { intervalsOf } from '#shared/features/environment/timeline.ts';
import { covers } from '#shared/features/freeze/scope.ts';
import type { Ctx } from '../../context.ts';
import { spansBetween } from '../freeze/judge.ts';
import { requirePlace } from './place.ts';

type Acts = typeof environmentActs;

/** How many successes the intervals are made of: the latest. */
const SUCCESSES = 300;

/** What ran when in a place, what was tried, and when it was frozen. @throws as `requirePlace`. */
export function readTimeline(
  ctx: Ctx,
  { limit, ...ids }: ParsedInputOf<Acts['timeline']>,
): OutputOf<Acts['timeline']> {
  const { stores } = ctx;
  const { project, environment } = requirePlace(ctx, ids);
  const entries = stores.deployment.history(project.id, environment.id, limit);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const attempts = stores.past.attempts([...byId.keys()]).flatMap((attempt) => {
    const entry = byId.get(attempt.deploymentId);
    if (!entry || attempt.status === 'scheduled') return [];
    const { deploymentId, status, triggeredAt, finishedAt } = attempt;
    const { number, version, flags } = entry;
    return [
      {
        deploymentId,
        number,
        version,
        status,
        triggeredAt,
        finishedAt,
        isRollback: flags.includes('rollback'),
      },
    ];
  });
  const successes = stores.past.successes(project.id, environment.id, SUCCESSES);
  const intervals = intervalsOf(successes);
  const from = Math.min(...intervals.map((one) => one.from), ...attempts.map((one) => one.triggeredAt));
  const began = Number.isFinite(from) ? from : null;
  const place = { projectId: project.id, environmentId: environment.id, tier: environment.tier };
  return {
    intervals,
    attempts,
    entries: entries.map((entry) => ({
      ...entry,
      releaseId: stores.release.idOf(project.id, entry.version),
    })),
    from: began,
    freezes:
      began === null
        ? []
        : spansBetween(ctx, began, ctx.now())
            .filter(({ scope }) => covers(scope, place))
            .map(({ name, startsAt, endsAt }) => ({ name, startsAt, endsAt })),
  };
}
