import { AppError } from '#shared/errors.ts';
import type { NewBuildInput } from '#shared/features/build/inputs.ts';
import { newBuildSchema } from '#shared/features/build/inputs.ts';
import type { Build } from '#shared/features/build/record.ts';
import { planRetry } from '#shared/features/build/retry.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import { needsReason } from '#shared/features/deployment/rules.ts';
import type { Ctx } from '../../context.ts';
import { recordDeployment } from '../deployment/record.ts';
import { artifactFacts, requireOwnFacts } from './artifact.ts';
import { baselineOfArtifact, requireBaseline } from './baseline.ts';
import { ensureMobilePlace } from './place.ts';
import { entryOf, requireBuild } from './records.ts';

/** The deployment that a build is: in the matrix under its store version, or its own while it has none. */
function deploymentOf(ctx: Ctx, input: NewBuildInput): number {
  const { project, environment } = ensureMobilePlace(ctx, input.projectId, input, 'build');
  const { tag, envVersion, storeVersion, status, commitSha, description, actor, reason, errorMessage } =
    input;
  return recordDeployment(
    ctx,
    recordDeploymentSchema.parse({
      projectId: project.id,
      environmentId: environment.id,
      version: storeVersion ?? envVersion,
      kind: 'build',
      policy: 'mobile',
      ...{ status, commitSha, description, actor, reason, errorMessage },
      metadata: { tag, envVersion },
      occurredAt: input.occurredAt,
      startedAt: input.startedAt,
      finishedAt: input.finishedAt,
      steps: input.steps,
      issues: input.issues,
      raw: input.raw,
    }),
  );
}

function record(ctx: Ctx, input: NewBuildInput, verb: string, retried: Build | null): Build {
  requireOwnFacts(input.os, input);
  const artifact = artifactFacts(ctx, input.blob, input);
  const baseline =
    input.baseline === null
      ? baselineOfArtifact(ctx, input.os, input.blob)
      : requireBaseline(ctx, input.os, input.baseline);
  const deploymentId = deploymentOf(ctx, input);
  const { projectId, os, target, tag, envVersion, storeVersion, versionCode, javaVersion, xcodeVersion } =
    input;
  const { extensions, plugins, uploadDuration, downloadUrl, remoteId } = input;
  ctx.stores.build.insert({
    ...{ deploymentId, projectId, os, target, tag, envVersion, storeVersion, versionCode, javaVersion },
    ...{ xcodeVersion, extensions, plugins, uploadDuration, downloadUrl, remoteId, baseline, ...artifact },
    retryOf: retried?.id ?? null,
  });
  const build = requireBuild(ctx, deploymentId);
  ctx.changed('build', deploymentId, {
    verb,
    ...entryOf(build),
    reason: input.reason,
    after: {
      ...{ os, target, tag, envVersion, storeVersion, versionCode, javaVersion, xcodeVersion, extensions },
      ...{ plugins: plugins.length, remoteId, baseline, ...artifact },
      retryOf: retried && `#${retried.number}`,
    },
  });
  return build;
}

/**
 * Records a build: the deployment with its steps and issues, and the facts that only builds have.
 * @throws not_found for a project or stored artifact that is not there; invalid_input for facts that do not fit.
 */
export function createBuild(ctx: Ctx, input: NewBuildInput): Build {
  return record(ctx, input, 'build.create', null);
}

/** A new record with the inputs of one that failed or was canceled. @throws as `planRetry`. */
export function retryBuild(ctx: Ctx, { id, reason }: { id: number; reason: string | null }): Build {
  const { stores } = ctx;
  const build = requireBuild(ctx, id);
  const request = planRetry(build, stores.build.retriesOf(id));
  if (ctx.caller.door === 'desk' && needsReason('retry') && !reason) {
    throw new AppError('invalid_input', 'Trying again needs a reason. Nothing was changed.', {
      hint: 'Say in one sentence why.',
      field: 'reason',
    });
  }
  const description = stores.deployment.detail(id)?.description ?? null;
  return record(ctx, newBuildSchema.parse({ ...request, description, reason }), 'build.retry', build);
}
