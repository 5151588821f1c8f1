import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { nameSchema, pathSchema, projectKinds, projectSchema, versionSchemes } from './model.ts';
import { removalSchema, removeSchema } from './removal.ts';
import { repositorySchema } from './repository.ts';

export const projectSummarySchema = projectSchema.extend({
  deployments: z.number().int(),
  releases: z.number().int(),
  environmentIds: z.array(z.number().int()),
});

const fields = {
  kind: z.enum(projectKinds),
  repository: repositorySchema,
  description: z.string().max(2000).nullable(),
  versionScheme: z.enum(versionSchemes).nullable(),
  paths: z.array(pathSchema).max(50),
};

export const projectContract = {
  list: query({
    summary: 'Every project by name, with its counts and linked environments.',
    reads: ['project', 'environment', 'deployment', 'release'],
    input: z.void(),
    output: z.array(projectSummarySchema),
  }),
  create: command({
    summary: 'Creates a project and links it to environments.',
    input: z.object({
      name: nameSchema,
      kind: fields.kind.default('service'),
      repository: fields.repository.default(null),
      description: fields.description.default(null),
      versionScheme: fields.versionScheme.default(null),
      paths: fields.paths.default([]),
      environmentIds: z.array(z.number().int()).default([]),
    }),
    output: projectSchema,
  }),
  update: command({
    summary: 'Changes a project; fields left out stay as they are.',
    input: z.object({
      id: z.number().int(),
      name: nameSchema.optional(),
      kind: fields.kind.optional(),
      repository: fields.repository.optional(),
      description: fields.description.optional(),
      versionScheme: fields.versionScheme.optional(),
      paths: fields.paths.optional(),
      environmentIds: z.array(z.number().int()).optional(),
    }),
    output: projectSchema,
  }),
  removal: query({
    summary: 'What deleting a project would take away, and what keeps it from being deleted.',
    reads: ['project', 'environment', 'deployment', 'release', 'freeze', 'workflow', 'credential'],
    input: z.object({ id: z.number().int() }),
    output: removalSchema,
  }),
  remove: command({
    summary: 'Deletes a project that no record names, with what sets it up. One with history stays.',
    input: removeSchema,
    output: removalSchema,
  }),
};
