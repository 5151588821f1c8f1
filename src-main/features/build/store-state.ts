import type { StoreState } from '#shared/features/build/model.ts';
import type { Build } from '#shared/features/build/record.ts';
import { planStoreState } from '#shared/features/build/rules.ts';
import type { Ctx } from '../../context.ts';
import { occurredAtOf } from '../deployment/record.ts';
import { entryOf, noteStoreEvent, requireBuild, requireInOrder, withForcedBuilds } from './records.ts';

export interface StoreStateInput {
  readonly id: number;
  readonly state: StoreState;
  readonly occurredAt?: number | undefined;
  readonly reason: string | null;
}

/** Takes a build off Live; its channel has no Live build until one follows. */
function takeDown(ctx: Ctx, build: Build, at: number, note: string | null): void {
  const { stores } = ctx;
  stores.build.endLive(build.id, at);
  noteStoreEvent(ctx, build, { kind: 'live_ended', at, note });
  const status = stores.appStatus.get(build.projectId, build.os, build.target);
  if (status) stores.appStatus.put(build.projectId, { ...status, live: false, updatedAt: at });
  ctx.changed('deployment', build.id, null);
}

/**
 * Notes what the store says of a build (spec/mobile 2.2). What it says already changes nothing; anything outside its
 * usual course is logged as a correction; a Live build that loses its approval is taken off Live.
 * @throws illegal_transition when the build has not succeeded; invalid_input for an instant before its last change.
 */
export function setStoreState(ctx: Ctx, { id, state, occurredAt, reason }: StoreStateInput): Build {
  const build = requireBuild(ctx, id);
  const plan = planStoreState(build, state);
  if (!plan) return build;
  const at = occurredAtOf(ctx, occurredAt);
  const last = ctx.stores.storeEvent.of(id).at(-1);
  requireInOrder(at, last?.occurredAt ?? null, `the last change of build #${build.number} in its store`);
  withForcedBuilds(ctx, build, () => {
    ctx.stores.build.setStoreState(id, plan.isOnStore);
    const kind = plan.correction ? 'correction' : 'state';
    noteStoreEvent(ctx, build, { kind, state: plan.isOnStore, at, note: reason });
    if (plan.endsLive) takeDown(ctx, build, at, reason);
  });
  ctx.changed('build', id, {
    verb: plan.correction ? 'build.correctStoreState' : 'build.setStoreState',
    ...entryOf(build),
    reason,
    before: { isOnStore: build.isOnStore, live: build.live },
    after: { isOnStore: plan.isOnStore, live: build.live && !plan.endsLive },
  });
  return requireBuild(ctx, id);
}
