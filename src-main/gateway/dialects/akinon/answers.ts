import { z } from 'zod';
import { buildTargets, operatingSystems, storeStates } from '#shared/features/build/model.ts';
import { tracks } from '#shared/features/distribution/stores.ts';
import { HEX_ID } from './ids.ts';
import { deploymentWords, distributionWords, releaseMethodWords } from './states.ts';

const id = z.string().regex(HEX_ID);
const date = z.iso.datetime();
const credentials = z.record(z.string(), z.unknown());

const user = z.object({
  _id: id,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.union([z.literal(0), z.literal(1)]),
  lastLoginAt: date,
  createdAt: date,
  updatedAt: date,
});
export type UserAnswer = z.output<typeof user>;

const project = z.object({
  _id: id,
  name: z.string(),
  slug: z.string(),
  description: z.string().optional(),
  organization: id,
  credential: credentials,
  additionalCredentials: credentials,
  storeCredentials: credentials,
  appStatuses: z.record(z.string(), z.unknown()),
  status: z.enum(['active', 'inactive', 'draft']),
  lastActivityAt: date.optional(),
  createdAt: date,
  updatedAt: date,
});
export type ProjectAnswer = z.output<typeof project>;

const common = z.object({
  _id: id,
  project,
  user,
  parent: id.optional(),
  description: z.string().optional(),
  status: z.enum(deploymentWords),
  os: z.enum(operatingSystems),
  buildTarget: z.enum(buildTargets),
  stages: z.array(z.object({ _id: id, name: z.string(), createdAt: date, updatedAt: date })),
  startedAt: date.optional(),
  completedAt: date.optional(),
  abolisher: id.optional(),
  forceUpdate: z.boolean(),
  tag: z.string(),
  checksum: z.string().optional(),
  size: z.number().int().optional(),
  uploadDuration: z.number().int().optional(),
  downloadUrl: z.string().optional(),
  remoteId: z.number().int().optional(),
  plugins: z.array(
    z.object({ name: z.string(), version: z.string().optional(), moduleName: z.string().optional() }),
  ),
  issues: z.array(z.object({ type: z.enum(['error', 'warning']), message: z.string() })),
  timeline: z.array(
    z.object({ step: z.number(), startTime: date, finishTime: date, error: z.string().optional() }),
  ),
  createdAt: date,
  updatedAt: date,
});
export type CommonAnswer = z.output<typeof common>;

const buildDeployment = common.extend({
  deploymentType: z.literal('build'),
  envVersion: z.string(),
  storeVersion: z.string().optional(),
  isLive: z.boolean(),
  isOnStore: z.enum(storeStates).nullable(),
  versionCode: z.number().int().optional(),
  javaVersion: z.string().optional(),
  xcodeVersion: z.string().optional(),
  extensions: z.array(z.string()).optional(),
});

export const codePushDeployment = common.extend({
  deploymentType: z.literal('code-push'),
  targetBinaryRange: z.string(),
  label: z.string(),
  originalLabel: z.string().optional(),
  isMandatory: z.boolean(),
  isDisabled: z.boolean(),
  rollout: z.number(),
  releaseMethod: z.enum(releaseMethodWords),
});

export const deployment = z.discriminatedUnion('deploymentType', [buildDeployment, codePushDeployment]);
export type DeploymentAnswer = z.output<typeof deployment>;

/** The arithmetic of the usual Mongo paginate plugin, whose names these are (spec/mobile 1.2). */
export const deploymentPage = z.object({
  totalDocs: z.number().int(),
  limit: z.number().int(),
  page: z.number().int(),
  totalPages: z.number().int(),
  pagingCounter: z.number().int(),
  hasPrevPage: z.boolean(),
  hasNextPage: z.boolean(),
  prevPage: z.number().int().nullable(),
  nextPage: z.number().int().nullable(),
  docs: z.array(deployment),
});
export type PageAnswer = z.output<typeof deploymentPage>;

export const metrics = z.array(
  z.object({
    label: z.string(),
    active: z.number(),
    installed: z.number(),
    downloaded: z.number(),
    failed: z.number(),
  }),
);

export const distribution = z.object({
  _id: id,
  type: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  deploymentId: id,
  projectId: id,
  userId: id.optional(),
  abolisherId: id.optional(),
  releaseNotes: z.string(),
  status: z.enum(distributionWords),
  startedAt: date.optional(),
  completedAt: date.optional(),
  remoteId: z.string(),
  releaseMethod: z.enum(['upload', 'promote']),
  track: z.enum(tracks),
  uploadMetadata: z.boolean(),
  uploadScreenshots: z.boolean(),
  shouldSubmitForReview: z.boolean(),
  shouldAutoRelease: z.boolean(),
  userFraction: z.number(),
  updatePriority: z.number(),
  createdAt: date,
  updatedAt: date,
});
export type DistributionAnswer = z.output<typeof distribution>;

/** A refused input names its fields; every other refusal is a list of sentences (spec/decisions, Releases). */
export const refusal = z.union([
  z.object({ validationError: z.record(z.string(), z.string()) }),
  z.object({ apiError: z.array(z.string()) }),
]);
