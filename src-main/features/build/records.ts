import { AppError, isAppError, notFound } from '#shared/errors.ts';
import type { Build, StoreEventKind } from '#shared/features/build/record.ts';
import type { Audit, Ctx } from '../../context.ts';

/** @throws not_found; invalid_input naming `kind` for a deployment that is no build. */
export function requireBuild({ stores }: Ctx, id: number): Build {
  const build = stores.build.get(id);
  if (build) return build;
  const row = stores.deployment.row(id);
  if (!row) throw notFound('build', id);
  const message =
    row.kind === 'build'
      ? `Deployment #${row.number} was recorded without the facts of a build.`
      : `Deployment #${row.number} is a ${row.kind} deployment, not a build.`;
  throw new AppError('invalid_input', `${message} Nothing was changed.`, {
    hint: 'Choose a build.',
    field: 'kind',
    fields: [{ field: 'kind', message }],
  });
}

/** What every entry of the log says of a build, beside what happened. */
export function entryOf({
  uid,
  number,
  envVersion,
  project,
  environment,
}: Build): Pick<Audit, 'object' | 'project' | 'environment'> {
  return { object: { uid, label: `#${number} ${envVersion}` }, project, environment };
}

/** The first field that a refusal is about, however its rule names it. */
function fieldOf(details: Readonly<Record<string, unknown>>): string | null {
  const [first] = Array.isArray(details.fields) ? (details.fields as { field?: unknown }[]) : [];
  const field = details.field ?? first?.field;
  return typeof field === 'string' ? field : null;
}

/** Runs a plan; a refusal is part of the answer. */
export function attempt<Plan>(plan: () => Plan) {
  try {
    return { plan: plan(), refusal: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message, details } = error;
    return { plan: null, refusal: { message, hint: details.hint ?? null, field: fieldOf(details) } };
  }
}

/** Adds to a build's life in the store, by the caller. */
export function noteStoreEvent(
  { stores, caller, now }: Ctx,
  build: Build,
  event: { kind: StoreEventKind; at: number; state?: Build['isOnStore']; note: string | null },
): void {
  stores.storeEvent.append({
    deploymentId: build.id,
    kind: event.kind,
    state: event.state ?? null,
    occurredAt: event.at,
    recordedAt: now(),
    personId: stores.person.ensure(caller.name, caller.email),
    note: event.note,
  });
}

/**
 * What a store says later happened later: history around a store is told in its order.
 * @throws invalid_input naming `occurredAt` for an instant before what is known already.
 */
export function requireInOrder(at: number, lastAt: number | null, what: string): void {
  if (lastAt === null || at >= lastAt) return;
  const message = `This lies before ${what}.`;
  throw new AppError('invalid_input', `${message} Nothing was changed.`, {
    hint: 'Give a later instant, or leave it out for now.',
    field: 'occurredAt',
    fields: [{ field: 'occurredAt', message }],
  });
}

/** Tells the channels of a place when other builds are forced there than before: update checks depend on it. */
export function withForcedBuilds<Result>(ctx: Ctx, build: Build, change: () => Result): Result {
  const { projectId, os, target } = build;
  const forced = () => JSON.stringify(ctx.stores.build.forced(projectId, os, target));
  const before = forced();
  const result = change();
  if (forced() === before) return result;
  for (const channel of ctx.stores.channel.ofProject(projectId)) {
    if (channel.os === os && channel.target === target) ctx.changed('codepush', channel.id, null);
  }
  return result;
}
