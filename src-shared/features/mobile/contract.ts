import { query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { type SystemId, systems } from '../../systems.ts';
import { buildTargets, operatingSystems, storeStates } from '../build/model.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import {
  mobileDeploymentSchema,
  mobileDistributionSchema,
  mobileKinds,
  mobileProjectSchema,
} from './model.ts';

const id = z.number().int();
const instant = z.number().int();
const systemIds = Object.keys(systems) as [SystemId, ...SystemId[]];

/**
 * A record as another system names it: the id that an import brought from there, else the one of ours that the text
 * stands for. Null when it can stand for none.
 */
export const foreignKeySchema = z.object({ externalId: z.string().max(200), id: id.nullable() });
export type ForeignKey = z.output<typeof foreignKeySchema>;

const inProject = {
  system: z.enum(systemIds),
  /** The workspace: an alias, or the beginning of its uid without dashes. */
  organization: z.string().regex(/^[0-9a-f]{24,32}$/),
  project: foreignKeySchema,
};

export const mobileFilterSchema = z.object({
  kind: z.enum(mobileKinds).nullable().default(null),
  os: z.enum(operatingSystems).nullable().default(null),
  target: z.enum(buildTargets).nullable().default(null),
  /** An empty list matches nothing. */
  statuses: z.array(z.enum(deploymentStatuses)).nullable().default(null),
  /** Only builds are live or not, and only builds are in a store or have versions. */
  live: z.boolean().nullable().default(null),
  isOnStore: z.enum(storeStates).nullable().default(null),
  envVersion: z.string().max(200).nullable().default(null),
  storeVersion: z.string().max(200).nullable().default(null),
  forceUpdate: z.boolean().nullable().default(null),
  parent: foreignKeySchema.nullable().default(null),
  person: foreignKeySchema.nullable().default(null),
  /** Created in [from, to), in ms. */
  createdFrom: instant.nullable().default(null),
  createdTo: instant.nullable().default(null),
});
export type MobileFilter = z.output<typeof mobileFilterSchema>;

/** What a list can be ordered by; what a kind does not have stands first, as the smallest value. */
export const mobileSorts = [
  'id',
  'kind',
  'status',
  'os',
  'target',
  'tag',
  'person',
  'canceledBy',
  'parent',
  'description',
  'createdAt',
  'startedAt',
  'finishedAt',
  'updatedAt',
  'forceUpdate',
  'checksum',
  'size',
  'uploadDuration',
  'downloadUrl',
  'remoteId',
  'envVersion',
  'storeVersion',
  'versionCode',
  'live',
  'isOnStore',
  'label',
  'originalLabel',
  'targetBinaryRange',
  'isMandatory',
  'isDisabled',
  'rollout',
  'releaseMethod',
] as const;
export type MobileSort = (typeof mobileSorts)[number];

export const mobileOrderSchema = z.object({
  by: z.enum(mobileSorts),
  direction: z.enum(['ascending', 'descending']),
});
export type MobileOrder = z.output<typeof mobileOrderSchema>;

const slice = {
  skip: z.number().int().min(0).default(0),
  take: z.number().int().min(1).max(1000).default(100),
};

const pageOutput = z.object({
  project: mobileProjectSchema,
  rows: z.array(mobileDeploymentSchema),
  total: z.number().int(),
});
export type MobilePage = z.infer<typeof pageOutput>;

/** What programs read of builds and code-push releases that page by number and name records by ids of their own. */
export const mobileContract = {
  page: query({
    summary:
      'A project’s builds and code-push releases by number of rows to pass over, newest created first.',
    reads: ['deployment', 'build', 'codepush', 'project', 'credential'],
    input: z.object({ ...inProject, ...slice }),
    output: pageOutput,
  }),
  search: scan({
    summary: 'The builds and code-push releases of a project that match, in any order, with the exact total.',
    reads: ['deployment', 'build', 'codepush', 'project', 'credential'],
    input: z.object({
      ...inProject,
      ...slice,
      filter: mobileFilterSchema.prefault({}),
      /** The first counts most; the newest first within equals. */
      order: z.array(mobileOrderSchema).max(20).default([]),
    }),
    output: pageOutput,
  }),
  get: query({
    summary: 'One build or code-push release with its project.',
    reads: ['deployment', 'build', 'codepush', 'project', 'credential'],
    input: z.object({ ...inProject, deployment: foreignKeySchema }),
    output: z.object({ project: mobileProjectSchema, row: mobileDeploymentSchema }),
  }),
  place: query({
    summary: 'Our key of a deployment that another system names, and of which kind it is.',
    reads: ['deployment', 'project'],
    input: z.object({ ...inProject, deployment: foreignKeySchema }),
    output: z.object({ deploymentId: id, kind: z.enum(mobileKinds) }),
  }),
  release: query({
    summary: 'Our keys of a code-push release and its channel; a build is refused.',
    reads: ['deployment', 'project', 'codepush'],
    input: z.object({ ...inProject, deployment: foreignKeySchema }),
    output: z.object({ deploymentId: id, channelId: id }),
  }),
  metrics: query({
    summary:
      'What clients reported around a deployment: every place of a release’s channel; of a build, the releases that were made for it and its binary.',
    reads: ['deployment', 'codepush', 'report'],
    input: z.object({ ...inProject, deployment: foreignKeySchema }),
    output: z.array(
      z.object({
        place: z.string(),
        active: z.number().int(),
        installed: z.number().int(),
        downloaded: z.number().int(),
        failed: z.number().int(),
      }),
    ),
  }),
  distributions: query({
    summary: 'The distributions of a build to its store, newest first; a release has none.',
    reads: ['distribution', 'deployment', 'project'],
    input: z.object({ ...inProject, deployment: foreignKeySchema }),
    output: z.array(mobileDistributionSchema),
  }),
  distribution: query({
    summary: 'One distribution of a build.',
    reads: ['distribution', 'deployment', 'project'],
    input: z.object({ ...inProject, deployment: foreignKeySchema, distribution: foreignKeySchema }),
    output: mobileDistributionSchema,
  }),
};
