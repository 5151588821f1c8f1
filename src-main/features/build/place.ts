import { notFound } from '#shared/errors.ts';
import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { Environment } from '#shared/features/environment/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';
import { createEnvironment } from '../environment/engine.ts';

export interface MobilePlace {
  readonly project: Project;
  readonly environment: Environment;
}

/** `android-production` for the builds of a channel, `android-production-ota` for what is pushed into them. */
export function mobileEnvironmentName(
  os: OperatingSystem,
  target: BuildTarget,
  kind: 'build' | 'code-push',
): string {
  return kind === 'build' ? `${os}-${target}` : `${os}-${target}-ota`;
}

/**
 * Where the deployments of a mobile channel stand in the matrix: an operating system and target are an environment,
 * made with the first record that needs it. @throws not_found for a project that is not there.
 */
export function ensureMobilePlace(
  ctx: Ctx,
  projectId: number,
  { os, target }: { readonly os: OperatingSystem; readonly target: BuildTarget },
  kind: 'build' | 'code-push',
): MobilePlace {
  const { stores } = ctx;
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const name = mobileEnvironmentName(os, target, kind);
  const environment = stores.environment.byName(name) ?? createEnvironment(ctx, { name, tier: target }, null);
  return { project, environment };
}
