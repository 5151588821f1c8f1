import type { BuildReport } from '#shared/features/build/inputs.ts';
import type { Build } from '#shared/features/build/record.ts';
import type { Ctx } from '../../context.ts';
import { reportDeployment } from '../deployment/edit.ts';
import { moveDeployment } from '../deployment/move.ts';
import { artifactFacts, requireOwnFacts } from './artifact.ts';
import { baselineOfArtifact, requireBaseline } from './baseline.ts';
import { entryOf, requireBuild, withForcedBuilds } from './records.ts';
import type { BuildInputs } from './store.ts';

const factNames = [
  'storeVersion',
  'versionCode',
  'javaVersion',
  'xcodeVersion',
  'extensions',
  'plugins',
  'checksum',
  'size',
  'uploadDuration',
  'downloadUrl',
  'blob',
  'remoteId',
  'baseline',
] as const satisfies readonly (keyof BuildInputs)[];

/** A link may carry a signature in its query, and a list of plugins is long: the log says that they changed. */
const logged = (name: (typeof factNames)[number], { [name]: value }: BuildInputs): unknown => {
  if (name === 'downloadUrl') return value === null ? null : 'a link';
  return Array.isArray(value) ? value.length : value;
};

/** The facts after a report. Facts of the old artifact do not outlive it. */
function factsAfter(ctx: Ctx, build: Build, report: BuildReport): BuildInputs {
  const given = Object.fromEntries(
    factNames.filter((name) => report[name] !== undefined).map((name) => [name, report[name]]),
  ) as Partial<BuildInputs>;
  requireOwnFacts(build.os, given);
  const before = Object.fromEntries(factNames.map((name) => [name, build[name]])) as unknown as BuildInputs;
  const after: BuildInputs = { ...before, ...given };
  const isSame = after.blob === before.blob;
  const old = isSame && after.blob === null ? before : { checksum: null, size: null };
  const { checksum = old.checksum, size = old.size } = given;
  const own = isSame ? before.baseline : baselineOfArtifact(ctx, build.os, after.blob);
  const { baseline = own } = given;
  return {
    ...after,
    ...artifactFacts(ctx, after.blob, { checksum, size }),
    baseline: baseline === null || baseline === own ? baseline : requireBaseline(ctx, build.os, baseline),
  };
}

function saveFacts(ctx: Ctx, build: Build, after: BuildInputs, reason: string | null): void {
  const changed = factNames.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(build[name]));
  if (changed.length === 0) return;
  const { stores } = ctx;
  withForcedBuilds(ctx, build, () => stores.build.setInputs(build.id, after));
  const status = build.live ? stores.appStatus.get(build.projectId, build.os, build.target) : null;
  if (status) {
    const { storeVersion, versionCode } = after;
    stores.appStatus.put(build.projectId, { ...status, storeVersion, versionCode, updatedAt: ctx.now() });
  }
  ctx.changed('build', build.id, {
    verb: 'build.report',
    ...entryOf(build),
    reason,
    before: Object.fromEntries(changed.map((name) => [name, logged(name, build)])),
    after: Object.fromEntries(changed.map((name) => [name, logged(name, after)])),
  });
}

/**
 * Takes what a pipeline reports: facts, steps, issues and where the build stands. A status that it has already changes
 * nothing, so that a report sent twice is one.
 * @throws illegal_transition for a status that its machine does not allow; not_found and invalid_input as `createBuild`.
 */
export function reportBuild(ctx: Ctx, report: BuildReport): Build {
  const { id, status, steps, issues, reason, errorMessage, occurredAt } = report;
  const build = requireBuild(ctx, id);
  saveFacts(ctx, build, factsAfter(ctx, build, report), reason);
  if (steps.length + issues.length > 0) reportDeployment(ctx, { id, steps, issues, artifacts: [] });
  if (status !== undefined && status !== build.status) {
    moveDeployment(ctx, id, status, { reason, errorMessage, occurredAt });
  }
  ctx.changed('build', id, null);
  return requireBuild(ctx, id);
}

/** Cancels a build that is not over. @throws illegal_transition when it is; invalid_input at the desk without a reason. */
export function cancelBuild(
  ctx: Ctx,
  { id, reason, occurredAt }: { id: number; reason: string | null; occurredAt?: number | undefined },
): Build {
  requireBuild(ctx, id);
  moveDeployment(ctx, id, 'canceled', { reason, errorMessage: null, occurredAt });
  ctx.changed('build', id, null);
  return requireBuild(ctx, id);
}
