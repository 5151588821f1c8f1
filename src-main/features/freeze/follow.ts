import type { Freeze } from '#shared/features/freeze/model.ts';
import { missedBoundaries, nextBoundary } from '#shared/features/freeze/record.ts';
import type { Audit, Ctx } from '../../context.ts';
import type { FollowedFreeze } from './store.ts';

/** So many beginnings and ends are told in one transaction; a machine that slept for months tells them in several. */
const AT_ONCE = 200;

/** What the log says a freeze is about; its place, when it covers a single one. */
export function aboutFreeze({ stores }: Ctx, { uid, name, scope }: Freeze): Omit<Audit, 'verb'> {
  const only = <T>(ids: readonly T[] | null) => (ids?.length === 1 ? ids[0] : undefined);
  const [project, environment] = [only(scope.projects), only(scope.environments)];
  return {
    object: { uid, label: name },
    project: project === undefined ? null : (stores.project.get(project)?.name ?? null),
    environment: environment === undefined ? null : (stores.environment.get(environment)?.name ?? null),
  };
}

/** What the log keeps of a freeze, by the names of today. */
export function factsOf(
  { stores }: Ctx,
  { name, reason, zone, window, scope }: Freeze,
): Readonly<Record<string, unknown>> {
  const { projects, environments, tiers } = scope;
  return {
    name,
    reason,
    zone,
    ...window,
    projects: projects?.map((id) => stores.project.get(id)?.name ?? id) ?? 'all',
    environments: environments?.map((id) => stores.environment.get(id)?.name ?? id) ?? 'all',
    tiers: tiers ?? 'all',
  };
}

/** Ends what stands, as far as the log goes, at an instant. An occurrence of no length leaves nothing behind. */
export function noteEnd(ctx: Ctx, freeze: FollowedFreeze, startsAt: number, endsAt: number): void {
  if (endsAt > startsAt) ctx.stores.freeze.record(freeze.id, { startsAt, endsAt }, freeze.scope);
  ctx.changed('freeze', freeze.id, {
    verb: 'freeze.end',
    ...aboutFreeze(ctx, freeze),
    reason: freeze.reason,
    before: { startsAt },
    after: { occurredAt: endsAt },
  });
}

/**
 * Brings the log up to now: each beginning and end since it last looked, by the time at which it happened. What was told is
 * marked in the same transaction, so a crash tells nothing twice. @returns the freeze as it is followed now.
 */
export function followFreeze(
  ctx: Ctx,
  freeze: FollowedFreeze,
  limit = Number.POSITIVE_INFINITY,
): FollowedFreeze {
  const { boundaries, followed } = missedBoundaries(freeze, freeze, ctx.now(), limit);
  for (const { what, at, other } of boundaries) {
    if (what === 'end') {
      noteEnd(ctx, freeze, other ?? at, at);
      continue;
    }
    ctx.changed('freeze', freeze.id, {
      verb: 'freeze.begin',
      ...aboutFreeze(ctx, freeze),
      reason: freeze.reason,
      after: { occurredAt: at, endsAt: other },
    });
  }
  const after = { ...freeze, ...followed };
  ctx.stores.freeze.update(after);
  return after;
}

/** Has the next beginning or end told when its time comes; soon, when the log is behind. */
export function watchFreeze({ stores, now }: Ctx, freeze: FollowedFreeze): void {
  const next = freeze.notedTo < now() ? now() + 1 : nextBoundary(freeze, freeze.notedTo);
  if (freeze.removedAt !== null || next === null) stores.due.drop('freeze', freeze.id);
  else stores.due.put(next, 'freeze', freeze.id);
}

/** What happens when a freeze begins or ends, or did while nobody was there to tell. */
export function followDue(ctx: Ctx, freezeId: number): void {
  const freeze = ctx.stores.freeze.get(freezeId);
  if (freeze) watchFreeze(ctx, followFreeze(ctx, freeze, AT_ONCE));
}
