import { z } from 'zod';
import { built } from '#shared/contract/schema.ts';
import { buildTargets, operatingSystems, storeStates } from '#shared/features/build/model.ts';
import { remoteIdSchema } from '#shared/features/distribution/model.ts';
import { HIGHEST_PRIORITY, tracks } from '#shared/features/distribution/stores.ts';
import { mobileKinds } from '#shared/features/mobile/model.ts';
import { parseCreated } from './created.ts';
import { HEX_ID, toKey } from './ids.ts';
import { parseSort } from './sort.ts';
import { distributionWords } from './states.ts';

const DEFAULT_LIMIT = 10;
/** A larger page is cut down to this, and the answer's `limit` says so. */
const MOST = 500;
const LAST_PAGE = 1_000_000_000;

const hexId = z.string().regex(HEX_ID, 'must be 24 hex digits');
const recordId = hexId.transform(toKey);
const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `must be one of ${words.join(', ')}`);

export const projectParams = z.object({
  organizationId: hexId.transform((text) => text.toLowerCase()),
  projectId: recordId,
});
export const deploymentParams = projectParams.extend({ deploymentId: recordId });
export const distributionParams = deploymentParams.extend({ distributionId: recordId });

const counted = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
  .refine((number) => number >= 1, 'must be at least 1');
const limit = counted.transform((number) => Math.min(number, MOST)).default(DEFAULT_LIMIT);
const page = counted.refine((number) => number <= LAST_PAGE, 'is too large').default(1);
const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform((word) => word === 'true');

/** A text that a parser reads; what it cannot read is refused with the words for it. */
const read = <Value>(parse: (text: string) => Value | null, message: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue(message);
    return z.NEVER;
  });

export const listQuery = z.object({
  limit,
  page,
  sort: read(
    parseSort,
    'must name fields of a deployment, each with - before it for the other way',
  ).optional(),
  deploymentType: oneOf(mobileKinds).optional(),
  isLive: yesOrNo.optional(),
  isOnStore: oneOf(storeStates).optional(),
  status: z.string().optional(),
  os: oneOf(operatingSystems).optional(),
  buildTarget: oneOf(buildTargets).optional(),
  forceUpdate: yesOrNo.optional(),
  envVersion: z.string().max(200).optional(),
  storeVersion: z.string().max(200).optional(),
  parent: z.string().max(200).transform(toKey).optional(),
  createdBy: recordId.optional(),
  createdAt: read(parseCreated, 'must be an ISO date, an ISO instant, or from..to').optional(),
});
export type ListQuery = z.output<typeof listQuery>;

export const storeStateBody = z.object({ isOnStore: oneOf(storeStates) });

/** Null says nothing, as the CodePush command line means it. */
export const releaseEditBody = z.object({
  release: z
    .object({
      targetBinaryRange: z.string().nullish(),
      description: z.string().nullish(),
      isDisabled: z.boolean().nullish(),
      isMandatory: z.boolean().nullish(),
      rollout: z.number().min(0).max(100).nullish(),
    })
    .nullish(),
});

export const rollbackBody = z.object({ releaseLabel: z.string().min(1, 'must name a release') });

export const newDistributionBody = z.object({
  releaseNotes: z.string(),
  track: oneOf(tracks),
  releaseMethod: oneOf(['upload', 'promote']).optional(),
  uploadMetadata: z.boolean().optional(),
  uploadScreenshots: z.boolean().optional(),
  shouldSubmitForReview: z.boolean().optional(),
  shouldAutoRelease: z.boolean().optional(),
  userFraction: z.number().min(0).max(1).optional(),
  updatePriority: z.number().min(0).max(HIGHEST_PRIORITY).optional(),
});

export const distributionChangeBody = z.object({
  status: oneOf(distributionWords).optional(),
  remoteId: built(remoteIdSchema).optional(),
});
