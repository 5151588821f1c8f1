import * as z from '../../contract/schema.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { channelReleaseSchema, selectionPolicies } from './model.ts';

/** What apps send as `deployment_key`: public, since it stands in every installed app (spec/mobile 3.1). */
export const deploymentKeySchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{10,100}$/, 'A deployment key has 10 to 100 letters, digits, - or _.');

export const channelNameSchema = z.string().trim().min(1, 'A channel needs a name.').max(100);

export const channelSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  projectId: z.number().int(),
  project: z.string(),
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  name: z.string(),
  key: z.string(),
  selection: z.enum(selectionPolicies),
  /** Where its releases stand in the matrix. */
  environmentId: z.number().int(),
  lastNumber: z.number().int(),
  /** Reports that named a label which the channel does not have. */
  quarantined: z.number().int(),
  /** PEM; packages are verified against it at upload. */
  publicKey: z.string().nullable(),
  createdAt: z.number().int(),
});
export type Channel = z.infer<typeof channelSchema>;

/** A release of a channel as its history shows it. */
export const releaseRowSchema = channelReleaseSchema.extend({
  deploymentId: z.number().int(),
  deploymentUid: z.string(),
  deploymentNumber: z.number().int(),
  channelId: z.number().int(),
  tag: z.string(),
  parentId: z.number().int().nullable(),
  originalChannelId: z.number().int().nullable(),
  actor: z.string().nullable(),
  releasedAt: z.number().int(),
  /** SHA-256 of its stored package. Null when only a history came in without the contents: nobody is served it. */
  blob: z.string().nullable(),
});
export type ReleaseRow = z.infer<typeof releaseRowSchema>;

export const placeCountersSchema = z.object({
  active: z.number().int(),
  installed: z.number().int(),
  downloaded: z.number().int(),
  failed: z.number().int(),
  anonymous: z.number().int(),
});

/** What a package is, found when it came in (spec/mobile 3.6). */
export const packageFactsSchema = z.object({
  packageHash: z.string(),
  size: z.number().int(),
  kind: z.enum(['zip', 'bundle']),
  files: z.number().int(),
  unpackedSize: z.number().int(),
  /** Names that an app may have compiled in as its bundle. */
  bundles: z.array(z.string()),
  /** `valid` was verified against a channel's public key; `unverified` names these contents, by whomever. */
  signature: z.enum(['none', 'unverified', 'valid', 'invalid']),
  /** Files that Android's reader of zips cannot read. */
  unreadableOnAndroid: z.array(z.string()),
  fileName: z.string().nullable(),
});
export type PackageFacts = z.infer<typeof packageFactsSchema>;
