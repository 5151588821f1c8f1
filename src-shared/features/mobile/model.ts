import * as z from '../../contract/schema.ts';
import {
  appStatusSchema,
  buildFactsSchema,
  buildTargets,
  operatingSystems,
  pluginSchema,
} from '../build/model.ts';
import { releaseMethods } from '../codepush/model.ts';
import { credentialSchema } from '../credential/model.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import { issueSchema, stepSchema } from '../deployment/parts.ts';
import { distributionSchema } from '../distribution/model.ts';

const instant = z.number().int();

/** A record of ours, and what the system that asks calls it when it brought an id of its own (an alias). */
export const referenceSchema = z.object({ id: z.number().int(), externalId: z.string().nullable() });
export type Reference = z.infer<typeof referenceSchema>;

/** Somebody who acts on mobile deployments: a person or a pipeline. */
export const mobilePersonSchema = referenceSchema.extend({
  name: z.string(),
  email: z.string().nullable(),
  /** When the first token was made for them, else when the workspace was. */
  since: instant,
  /** The last use of a token that stands for them. */
  seenAt: instant.nullable(),
});
export type MobilePerson = z.infer<typeof mobilePersonSchema>;

/** A project with what its deployments are shown with: the apps in its stores and what it holds credentials for. */
export const mobileProjectSchema = referenceSchema.extend({
  name: z.string(),
  description: z.string().nullable(),
  createdAt: instant,
  lastActivityAt: instant.nullable(),
  appStatuses: z.array(appStatusSchema.extend({ deployment: referenceSchema })),
  /** Names of slots, never a value out of one. */
  credentials: z.array(credentialSchema),
});
export type MobileProject = z.infer<typeof mobileProjectSchema>;

const common = referenceSchema.extend({
  uid: z.string(),
  number: z.number().int(),
  status: z.enum(deploymentStatuses),
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  tag: z.string(),
  description: z.string().nullable(),
  person: mobilePersonSchema.nullable(),
  canceledBy: referenceSchema.nullable(),
  /** The build that a release was made for. */
  parent: referenceSchema.nullable(),
  forceUpdate: z.boolean(),
  checksum: z.string().nullable(),
  /** In bytes. */
  size: z.number().int().nullable(),
  /** In milliseconds. */
  uploadDuration: z.number().int().nullable(),
  downloadUrl: z.string().nullable(),
  remoteId: z.string().nullable(),
  plugins: z.array(pluginSchema),
  steps: z.array(stepSchema),
  issues: z.array(issueSchema),
  errorMessage: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  updatedAt: instant,
});

/** A build or a code-push release as other programs ask for it, with everything known of it (spec/mobile 1.3). */
export const mobileDeploymentSchema = z.discriminatedUnion('kind', [
  common.extend({
    kind: z.literal('build'),
    ...buildFactsSchema.pick({
      envVersion: true,
      storeVersion: true,
      versionCode: true,
      javaVersion: true,
      xcodeVersion: true,
      extensions: true,
      isOnStore: true,
    }).shape,
    live: z.boolean(),
  }),
  common.extend({
    kind: z.literal('code-push'),
    channelId: z.number().int(),
    /** The SHA-256 of the file that holds its contents; null when they are not here. */
    blob: z.string().nullable(),
    label: z.string(),
    originalLabel: z.string().nullable(),
    targetBinaryRange: z.string(),
    isMandatory: z.boolean(),
    isDisabled: z.boolean(),
    rollout: z.number(),
    releaseMethod: z.enum(releaseMethods),
  }),
]);
export type MobileDeployment = z.infer<typeof mobileDeploymentSchema>;

export const mobileKinds = ['build', 'code-push'] as const satisfies readonly MobileDeployment['kind'][];
export type MobileKind = (typeof mobileKinds)[number];

/** A distribution with what the system that asks calls its build, its project and its people. */
export const mobileDistributionSchema = distributionSchema.omit({ actor: true, canceledBy: true }).extend({
  externalId: z.string().nullable(),
  deployment: referenceSchema,
  project: referenceSchema,
  person: referenceSchema.nullable(),
  canceledBy: referenceSchema.nullable(),
});
export type MobileDistribution = z.infer<typeof mobileDistributionSchema>;
