import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Build } from '#shared/features/build/record.ts';
import type {
  DraftChanges,
  distributionContract,
  NewDistribution,
} from '#shared/features/distribution/contract.ts';
import { isOpen } from '#shared/features/distribution/machine.ts';
import { type DistributionDraft, distributionDraftSchema } from '#shared/features/distribution/model.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import type { DistributionCheck } from '#shared/features/distribution/rules.ts';
import { storeOf, storeRules, type Track, tracks } from '#shared/features/distribution/stores.ts';
import type { Ctx } from '../../context.ts';
import { requireBuild } from '../build/records.ts';
import { checkDraft, distributionLabel, earlierOf, entryOf, requireDistribution } from './situation.ts';

type Contract = typeof distributionContract;
type Committed = OutputOf<Contract['create']>;

/** Fields whose refusal says what else there is rather than what is wrong with the draft. */
const circumstances: ReadonlySet<string> = new Set([
  'status',
  'downloadUrl',
  'storeCredentials',
  'storeVersion',
  'versionCode',
  'releaseMethod',
  'track',
]);

/** What a draft would meet (spec/mobile 2.11). @throws as `requireBuild`. */
export function check(
  ctx: Ctx,
  { deploymentId, ...draft }: ParsedInputOf<Contract['check']>,
): OutputOf<Contract['check']> {
  const build = requireBuild(ctx, deploymentId);
  const store = storeOf[build.os];
  const { label, notesLimit } = storeRules[store];
  return {
    checkedAt: ctx.now(),
    ...{ store, storeLabel: label, notesLimit },
    ...checkDraft(ctx, build, draft),
  };
}

/** The refusal of a draft, which names every field that stands in its way. */
function refusalOf(build: Build, { refusals, tracks: choices }: DistributionCheck, draft: DistributionDraft) {
  const [first, ...more] = refusals;
  const unknownTrack = !choices.some(({ value }) => value === draft.track);
  const isCircumstance = ({ field }: { readonly field: string }) =>
    circumstances.has(field) && !(field === 'track' && unknownTrack);
  const code: ErrorCode = refusals.every(isCircumstance) ? 'conflict' : 'invalid_input';
  const others = more.length === 0 ? '' : ` ${more.length} more in the way.`;
  return new AppError(code, `${first?.message}${others} Nothing was made.`, {
    hint: 'Correct what is named, then try again.',
    fields: refusals,
    object: { noun: 'deployment', id: build.uid, label: `#${build.number} ${build.envVersion}` },
  });
}

const draftOf = (row: DistributionRow): DistributionDraft => distributionDraftSchema.parse(row);

function make(
  ctx: Ctx,
  build: Build,
  draft: DistributionDraft,
  { verb, retryOf, reason }: { verb: string; retryOf: DistributionRow | null; reason: string | null },
): Committed {
  const { stores, caller } = ctx;
  const found = checkDraft(ctx, build, draft);
  if (found.refusals.length > 0) throw refusalOf(build, found, draft);
  const personId = stores.person.ensure(caller.name, caller.email);
  const id = stores.distribution.insert({
    ...draft,
    track: draft.track as Track,
    uid: ctx.uid(),
    deploymentId: build.id,
    projectId: build.projectId,
    store: storeOf[build.os],
    retryOf: retryOf?.id ?? null,
    personId,
    at: ctx.now(),
  });
  stores.distributionEvent.append({
    distributionId: id,
    at: ctx.now(),
    kind: 'created',
    text: retryOf ? `Tries ${distributionLabel(retryOf)} anew. ${reason ?? ''}`.trim() : (reason ?? ''),
    personId,
  });
  const row = requireDistribution(ctx, id);
  ctx.changed('distribution', id, {
    verb,
    ...entryOf(row),
    reason,
    after: { ...draft, status: 'pending', promotesFrom: found.promotesFrom, retryOf: retryOf?.uid ?? null },
  });
  return { distribution: row, warnings: [...found.warnings] };
}

/**
 * Makes a distribution (spec/mobile 2.11). The check and the row are one transaction, so of any number of creates at
 * once for a build and track one comes through.
 * @throws invalid_input for values that its store does not take, conflict for what else stands in the way; both name
 * all fields.
 */
export function create(ctx: Ctx, { deploymentId, reason, ...draft }: NewDistribution): Committed {
  return make(ctx, requireBuild(ctx, deploymentId), draft, {
    verb: draft.releaseMethod === 'promote' ? 'distribution.promote' : 'distribution.create',
    retryOf: null,
    reason,
  });
}

const given = (changes: DraftChanges) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as DraftChanges;

/**
 * Brings the build of a distribution to a higher track. Its notes are taken over; everything else is as usual for a new
 * one, because the tracks of a store do not offer the same. @throws as `create`.
 */
export function promote(
  ctx: Ctx,
  { id, track, changes, reason }: ParsedInputOf<Contract['promote']>,
): Committed {
  const source = requireDistribution(ctx, id);
  const draft = distributionDraftSchema.parse({
    releaseNotes: source.releaseNotes,
    ...given(changes),
    track,
    releaseMethod: 'promote',
  });
  return create(ctx, { ...draft, deploymentId: source.deploymentId, reason });
}

/** Why a distribution cannot be tried anew; null when it can. */
export function retryRefusal({ status }: DistributionRow): string | null {
  if (isOpen(status)) return `The distribution is ${status} still: wait for it, or cancel it.`;
  return status === 'succeeded' ? 'The distribution has succeeded: there is nothing to try anew.' : null;
}

/**
 * Tries a distribution anew: another one with its choices, and its changes (spec/mobile 2.11: a terminal one is final).
 * @throws illegal_transition unless it failed or was canceled; else as `create`.
 */
export function retry(ctx: Ctx, { id, changes, reason }: ParsedInputOf<Contract['retry']>): Committed {
  const row = requireDistribution(ctx, id);
  const refusal = retryRefusal(row);
  if (refusal) {
    throw new AppError('illegal_transition', `${refusal} Nothing was changed.`, {
      from: row.status,
      fields: [{ field: 'status', message: refusal }],
      object: { noun: 'distribution', id: row.uid, label: distributionLabel(row) },
    });
  }
  const draft = distributionDraftSchema.parse({ ...draftOf(row), ...given(changes) });
  return make(ctx, requireBuild(ctx, row.deploymentId), draft, {
    verb: 'distribution.retry',
    retryOf: row,
    reason,
  });
}

/** The tracks of a distribution's store that its build could be promoted to, each with the reason why not now. */
export function promotionsOf(ctx: Ctx, row: DistributionRow): OutputOf<Contract['get']>['promotions'] {
  const build = requireBuild(ctx, row.deploymentId);
  const reachable = tracks.filter((track) => storeRules[row.store].promotions[track]?.includes(row.track));
  const earlier = reachable.length === 0 ? [] : earlierOf(ctx, build);
  return reachable.map((track) => {
    const draft = distributionDraftSchema.parse({ track, releaseMethod: 'promote', releaseNotes: '' });
    const { refusals, tracks: choices, methods } = checkDraft(ctx, build, draft, earlier);
    const choice = choices.find(({ value }) => value === track);
    const method = methods.find(({ value }) => value === 'promote');
    return {
      track,
      label: choice?.label ?? track,
      reason: choice?.reason ?? method?.reason ?? refusals[0]?.message ?? null,
    };
  });
}
