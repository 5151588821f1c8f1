import * as z from '../../contract/schema.ts';
import { distributionStatuses } from './machine.ts';
import { stores, tracks } from './stores.ts';

export const releaseMethods = ['upload', 'promote'] as const;
export type ReleaseMethod = (typeof releaseMethods)[number];

/**
 * A number or a text of digits, kept as text; null until the store or the worker has given one. The interface declares
 * it three ways (spec/mobile 1.7, trap 2).
 */
export const remoteIdSchema = z
  .union([z.number().int().min(0), z.string().regex(/^\d{1,30}$/, 'A remote id is a number.')])
  .transform(String);

const choices = {
  releaseMethod: z.enum(releaseMethods),
  releaseNotes: z.string(),
  /** The share of users, 0 to 1: 1 is everybody, 0 a draft that nobody gets. */
  userFraction: z.number(),
  updatePriority: z.number(),
  uploadMetadata: z.boolean(),
  uploadScreenshots: z.boolean(),
  shouldSubmitForReview: z.boolean(),
  shouldAutoRelease: z.boolean(),
};

/**
 * What a person or a pipeline asks for (spec/mobile 1.5). Only shapes are checked here: which values are legal depends
 * on the store, the track and what went before, so `checkDistribution` says that, with the reason.
 */
export const distributionDraftSchema = z.object({
  track: z.string(),
  releaseNotes: choices.releaseNotes,
  releaseMethod: choices.releaseMethod.default('upload'),
  userFraction: choices.userFraction.default(1),
  updatePriority: choices.updatePriority.default(0),
  uploadMetadata: choices.uploadMetadata.default(false),
  uploadScreenshots: choices.uploadScreenshots.default(false),
  shouldSubmitForReview: choices.shouldSubmitForReview.default(false),
  shouldAutoRelease: choices.shouldAutoRelease.default(false),
});
export type DistributionDraft = Readonly<z.output<typeof distributionDraftSchema>>;
export type DraftField = keyof DistributionDraft;

const instant = z.number().int();

export const distributionSchema = z.object({
  ...choices,
  id: z.number().int(),
  uid: z.string(),
  projectId: z.number().int(),
  deploymentId: z.number().int(),
  store: z.enum(stores),
  track: z.enum(tracks),
  status: z.enum(distributionStatuses),
  remoteId: z.string().nullable(),
  /** What the store says of it, in the store's own word: see `readStoreState`. */
  storeState: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** The distribution that this one tries anew. */
  retryOf: z.number().int().nullable(),
  actor: z.string().nullable(),
  canceledBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  updatedAt: instant,
});

/** The delivery of one build to one track of its store. */
export type Distribution = z.infer<typeof distributionSchema>;
