import type { z } from 'zod';
import type { deploymentParams, projectParams } from './wire.ts';

/** A project's deployments, and one of them. */
export const LIST = '/api/v1/organizations/:organizationId/projects/:projectId/deployments';
export const ONE = `${LIST}/:deploymentId`;

export const inProject = ({ organizationId, projectId }: z.output<typeof projectParams>) => ({
  system: 'akinon' as const,
  organization: organizationId,
  project: projectId,
});

export const named = (params: z.output<typeof deploymentParams>) => ({
  ...inProject(params),
  deployment: params.deploymentId,
});
