import { command, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { releaseRowSchema } from '../codepush/channel-model.ts';
import { channelReleaseSchema } from '../codepush/model.ts';
import { deploymentDetailSchema } from '../deployment/model.ts';
import { jobSchema } from '../job/model.ts';
import { artifactFindingSchema, baselineSchema } from './baseline.ts';
import { buildReportSchema, newBuildSchema, reasonSchema } from './inputs.ts';
import { appStatusSchema, buildTargets, operatingSystems, storeStates } from './model.ts';
import { buildRowSchema, buildSchema, storeEventSchema } from './record.ts';

const id = z.number().int();
const instant = z.number().int();
/** When it happened in the store; now when left out. */
const occurredAt = instant.min(0).optional();

/** The sentence that an action would be refused with. */
const refusalSchema = z.object({
  message: z.string(),
  hint: z.string().nullable(),
  field: z.string().nullable(),
});

const liveInput = z.object({ id, occurredAt, reason: reasonSchema });

const livePreview = z.object({
  checkedAt: instant,
  refusal: refusalSchema.nullable(),
  build: buildRowSchema,
  /** It is Live already, so nothing would change. */
  isLive: z.boolean(),
  /** The build that falls back to Approved. */
  replaces: buildRowSchema.nullable(),
  appStatus: z.object({ before: appStatusSchema.nullable(), after: appStatusSchema.nullable() }),
  warnings: z.array(z.string()),
});
export type LivePreview = z.infer<typeof livePreview>;

const forceUpdateInput = z.object({
  id,
  /** A "please update" bundle for the build's users, mandatory and for all of them. */
  packageHash: z.string().nullable().default(null),
  /** Where it is released; the channel of the build's operating system and target when left out. */
  channelId: id.nullable().default(null),
  description: z.string().default(''),
  occurredAt,
  reason: reasonSchema,
});
export type ForceUpdateInput = z.output<typeof forceUpdateInput>;

const forceUpdatePreview = z.object({
  checkedAt: instant,
  refusal: refusalSchema.nullable(),
  build: buildRowSchema,
  live: buildRowSchema.nullable(),
  /** The binaries that get no more content, and the version that they are sent to. */
  targetBinaryRange: z.string().nullable(),
  appVersion: z.string().nullable(),
  /** The channels whose answers change, and the devices known in each. */
  channels: z.array(z.object({ id, name: z.string(), devices: z.number().int() })),
  /** The release that would be made of the package. */
  release: channelReleaseSchema.nullable(),
  superseded: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type ForceUpdatePreview = z.infer<typeof forceUpdatePreview>;

export const buildActions = ['cancel', 'retry', 'setStoreState', 'setLive', 'forceUpdate'] as const;

export const buildContract = {
  list: query({
    summary: 'The builds of a project, operating system and target, or of all, newest first.',
    reads: ['build', 'deployment', 'project', 'environment'],
    input: z
      .object({
        projectId: id.nullable().default(null),
        os: z.enum(operatingSystems).nullable().default(null),
        target: z.enum(buildTargets).nullable().default(null),
        /** Builds with a lower id. */
        before: id.nullable().default(null),
        limit: z.number().int().min(1).max(100).default(50),
      })
      .prefault({}),
    output: z.object({ rows: z.array(buildRowSchema), nextBefore: id.nullable() }),
  }),
  get: query({
    summary:
      'One build with its deployment, its time in the store, its releases and retries, and what may be done.',
    reads: ['build', 'deployment', 'codepush', 'release', 'project', 'environment'],
    input: z.union([z.object({ id }), z.object({ uid: z.uuid() }), z.object({ number: z.number().int() })]),
    output: z.object({
      build: buildSchema,
      /** Steps, events, issues, moves: everything that any deployment has. */
      deployment: deploymentDetailSchema,
      storeEvents: z.array(storeEventSchema),
      /** Its users get code-push releases: it succeeded and no Force Update is applied. */
      receivesReleases: z.boolean(),
      /** The package that its binary starts with; null when none is known. */
      baseline: baselineSchema.nullable(),
      /** The releases of its channels that delivered that package, newest first. */
      baselineReleases: z.array(releaseRowSchema.extend({ channelName: z.string() })),
      /** What was found in the stored artifact; null without one, or when nobody has looked. */
      artifact: artifactFindingSchema.nullable(),
      /** The releases that were made for it, newest first. */
      releases: z.array(releaseRowSchema),
      retries: z.array(buildRowSchema),
      retryOf: buildRowSchema.nullable(),
      /** What runs in its channel of the store. */
      appStatus: appStatusSchema.nullable(),
      /** What may be done now; a refusal's sentence stands beside what may not. */
      actions: z.array(z.object({ action: z.enum(buildActions), refusal: z.string().nullable() })),
    }),
  }),
  ofChannel: query({
    summary: 'The builds whose users a release of a channel can be for: the Live one, then the newest.',
    reads: ['build', 'deployment', 'codepush'],
    input: z.object({
      projectId: id,
      os: z.enum(operatingSystems),
      target: z.enum(buildTargets),
      /** Only those of which the package is known that their binary starts with. */
      isWithBaseline: z.boolean().default(false),
    }),
    output: z.array(z.object({ build: buildRowSchema, baseline: baselineSchema.nullable() })),
  }),
  appStatuses: query({
    summary: 'What runs in each store channel of a project or of all.',
    reads: ['build', 'project'],
    input: z.object({ projectId: id.nullable().default(null) }).prefault({}),
    output: z.array(appStatusSchema.extend({ projectId: id, project: z.string() })),
  }),
  keepArtifact: job({
    summary:
      'Takes an uploaded artifact (apk, aab, ipa, any file) into the store of files, and the bundle in it as a package. A build then names its SHA-256.',
    input: z.object({
      fileId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'This is no id of an uploaded file.'),
      fileName: z.string().max(300).nullable().default(null),
    }),
    output: jobSchema,
  }),
  create: command({
    summary: 'Records a build with all that is known of it, from a pipeline or by hand.',
    input: newBuildSchema,
    output: buildSchema,
  }),
  report: command({
    summary: 'Takes what a pipeline reports of a build: status, steps, issues, facts of the artifact.',
    input: buildReportSchema,
    output: buildSchema,
  }),
  cancel: command({
    summary: 'Cancels a build that is not over.',
    input: z.object({ id, occurredAt, reason: reasonSchema }),
    output: buildSchema,
  }),
  retry: command({
    summary: 'Records a new build with the inputs of one that failed or was canceled.',
    input: z.object({ id, reason: reasonSchema }),
    output: buildSchema,
  }),
  setStoreState: command({
    summary: 'Notes what the store says of a build. What is outside its usual course is a correction.',
    input: z.object({ id, state: z.enum(storeStates), occurredAt, reason: reasonSchema }),
    output: buildSchema,
  }),
  previewLive: query({
    summary: 'What marking a build Live would do.',
    reads: ['build', 'deployment'],
    input: liveInput,
    output: livePreview,
  }),
  setLive: command({
    summary: 'Marks an approved build Live; the one before falls back to Approved.',
    input: liveInput,
    output: buildSchema,
  }),
  previewForceUpdate: query({
    summary: 'What Force Update on a build would do.',
    reads: ['build', 'deployment', 'codepush', 'report'],
    input: forceUpdateInput,
    output: forceUpdatePreview,
  }),
  forceUpdate: command({
    summary:
      'Sends the users of a replaced build to the store; with a package, releases it to them as mandatory.',
    input: forceUpdateInput,
    output: z.object({
      build: buildSchema,
      release: releaseRowSchema.nullable(),
      warnings: z.array(z.string()),
    }),
  }),
};
