import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { freezeFault } from '#shared/features/freeze/check.ts';
import { clockNotes } from '#shared/features/freeze/clocks.ts';
import type { FreezeRow, freezeContract } from '#shared/features/freeze/contract.ts';
import type { Freeze, FrozenSpan } from '#shared/features/freeze/model.ts';
import { plannedWindow } from '#shared/features/freeze/record.ts';
import { occurrencesFrom, spanOf, standingAt, type Timing } from '#shared/features/freeze/rules.ts';
import { covers } from '#shared/features/freeze/scope.ts';
import type { Ctx } from '../../context.ts';
import { spansBetween } from './judge.ts';
import type { FollowedFreeze } from './store.ts';

type Contract = typeof freezeContract;
type Bar = OutputOf<Contract['lanes']>[number]['bars'][number];
type NextFreeze = Bar & { readonly stands: boolean };

const NEXT_SHOWN = 5;
const PLACES_SHOWN = 50;
const SCHEDULED_LOOKED_AT = 1000;

function timesOf(freeze: Timing, now: number): Pick<FreezeRow, 'stands' | 'next'> {
  const stands = standingAt(freeze, now);
  const found = occurrencesFrom(freeze, now, NEXT_SHOWN + 1);
  return { stands, next: found.filter(({ startsAt }) => startsAt > now).slice(0, NEXT_SHOWN) };
}

/** How far the log is does not belong to what a freeze is. */
function plain({ notedTo: _notedTo, openSince: _openSince, ...freeze }: FollowedFreeze): Freeze {
  return freeze;
}

export function freezeRowOf({ now }: Pick<Ctx, 'now'>, freeze: FollowedFreeze): FreezeRow {
  return { ...plain(freeze), ...timesOf(freeze, now()) };
}

const soonest = ({ stands, next }: FreezeRow) =>
  stands?.startsAt ?? next[0]?.startsAt ?? Number.MAX_SAFE_INTEGER;

export function listFreezes(
  ctx: Ctx,
  { before, limit }: ParsedInputOf<Contract['list']>,
): OutputOf<Contract['list']> {
  const { stores, now } = ctx;
  const rows = stores.freeze.standing(now()).map((freeze) => freezeRowOf(ctx, freeze));
  const over = stores.freeze.over(now(), before, limit + 1);
  return {
    freezes: rows.sort((a, b) => soonest(a) - soonest(b) || a.id - b.id),
    over: over.slice(0, limit).map(plain),
    nextBefore: over.length > limit ? (over[limit - 1]?.id ?? null) : null,
  };
}

/** Every linked place, in promotion order. */
function placesOf({ stores }: Ctx) {
  const projects = new Map(stores.project.all().map(({ id, name }) => [id, name]));
  const linked = Map.groupBy(stores.project.links(), ({ environmentId }) => environmentId);
  return stores.environment.all().flatMap(({ id, name, tier }) =>
    (linked.get(id) ?? []).map(({ projectId }) => ({
      projectId,
      project: projects.get(projectId) ?? '',
      environmentId: id,
      environment: name,
      tier,
    })),
  );
}

type LinkedPlace = ReturnType<typeof placesOf>[number];

/** The linked places of each environment that are asked about: of every project, or of one. */
function placesByEnvironment(ctx: Ctx, projectId: number | null): Map<number, readonly LinkedPlace[]> {
  const linked = Map.groupBy(placesOf(ctx), ({ environmentId }) => environmentId);
  return new Map(
    ctx.stores.environment.all().map(({ id, name, tier }) => {
      // An environment without projects is frozen by what covers all of them.
      const unlinked = { projectId: 0, project: '', environmentId: id, environment: name, tier };
      const own = linked.get(id) ?? [unlinked];
      return [id, own.filter((place) => projectId === null || place.projectId === projectId)];
    }),
  );
}

/** The part of a span that an environment sees; null when it covers none of its places. */
function barOf(
  { freezeId, name, startsAt, endsAt, scope }: FrozenSpan,
  places: readonly LinkedPlace[],
): Bar | null {
  const covered = places.filter((place) => covers(scope, place)).length;
  if (covered === 0) return null;
  return { freezeId, name, startsAt, endsAt, partial: covered < places.length };
}

export function readLanes(
  ctx: Ctx,
  { from, to, projectId }: ParsedInputOf<Contract['lanes']>,
): OutputOf<Contract['lanes']> {
  const spans = spansBetween(ctx, from, to);
  const places = placesByEnvironment(ctx, projectId);
  return ctx.stores.environment.all().map(({ id, name, tier }) => ({
    id,
    name,
    tier,
    bars: spans.map((span) => barOf(span, places.get(id) ?? [])).filter((bar) => bar !== null),
  }));
}

/** By environment: what stands there, else what begins there next, for any project or for one. */
export function nextFreezes(ctx: Ctx, projectId: number | null): Map<number, NextFreeze> {
  const { stores, now } = ctx;
  const spans = stores.freeze
    .standing(now())
    .flatMap((freeze) => occurrencesFrom(freeze, now(), 1).map((one) => spanOf(freeze, one)))
    .sort((a, b) => a.startsAt - b.startsAt || a.freezeId - b.freezeId);
  const found = new Map<number, NextFreeze>();
  if (spans.length === 0) return found;
  for (const [environmentId, places] of placesByEnvironment(ctx, projectId)) {
    for (const span of spans) {
      const bar = barOf(span, places);
      if (!bar) continue;
      found.set(environmentId, { ...bar, stands: bar.startsAt <= now() });
      break;
    }
  }
  return found;
}

const NOTHING = {
  stands: null,
  next: [],
  notes: [],
  placeCount: 0,
  places: [],
  scheduled: [],
  workflows: [],
};

/** What a freeze would do, by the rules that will do it. A draft that cannot be made says why instead. */
export function previewFreeze(
  ctx: Ctx,
  { id, zone, window, scope }: ParsedInputOf<Contract['preview']>,
): OutputOf<Contract['preview']> {
  const { stores, now } = ctx;
  const checkedAt = now();
  const fault = freezeFault({ zone, window }, checkedAt);
  if (fault) return { ...NOTHING, fault, checkedAt };
  const before = id === null ? null : stores.freeze.get(id);
  const planned = plannedWindow(before, { zone, window, scope }, checkedAt);
  const draft: Timing = { zone, window: planned, removedAt: null };
  const covered = placesOf(ctx).filter((place) => covers(scope, place));
  const known = new Map(
    covered.map(({ tier: _tier, ...place }) => [`${place.projectId} ${place.environmentId}`, place]),
  );
  const placed = <Row extends { readonly projectId: number; readonly environmentId: number }>(
    rows: readonly Row[],
  ) =>
    rows
      .flatMap((row) => {
        const place = known.get(`${row.projectId} ${row.environmentId}`);
        return place ? [{ ...row, ...place }] : [];
      })
      .slice(0, PLACES_SHOWN);
  return {
    fault: null,
    ...timesOf(draft, checkedAt),
    notes: clockNotes(zone, window, checkedAt),
    placeCount: known.size,
    places: [...known.values()].slice(0, PLACES_SHOWN),
    scheduled: placed(
      stores.freeze
        .scheduled(SCHEDULED_LOOKED_AT)
        .filter(({ scheduledFor }) => scheduledFor >= checkedAt && standingAt(draft, scheduledFor) !== null),
    ),
    workflows: placed(stores.freeze.workflows()),
    checkedAt,
  };
}
