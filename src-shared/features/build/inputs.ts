import * as z from '../../contract/schema.ts';
import { issueInputSchema, stepInputSchema } from '../deployment/parts.ts';
import { commitSchema, versionSchema } from '../release/model.ts';
import {
  buildTargets,
  countCodePoints,
  envVersionSchema,
  operatingSystems,
  platformFacts,
  pluginSchema,
} from './model.ts';
import { mobilePolicy } from './policy.ts';

const id = z.number().int();
const instant = z.number().int().min(0);
const text = z.string().trim().min(1);

export const reasonSchema = z.string().trim().max(2000).nullable().default(null);

/** The five statuses of a build, as the machine has them. */
export const mobileStatuses = Object.keys(mobilePolicy.states) as [
  keyof typeof mobilePolicy.states,
  ...(keyof typeof mobilePolicy.states)[],
];

const pluginInputSchema = z.object({
  name: text.max(300),
  version: pluginSchema.shape.version.default(null),
  moduleName: pluginSchema.shape.moduleName.default(null),
});

/** What is known of a build while it is made and afterwards; most of it comes from the pipeline. */
const facts = {
  storeVersion: versionSchema.nullable(),
  versionCode: z.number().int().min(0).nullable(),
  javaVersion: text.max(100).nullable(),
  xcodeVersion: text.max(100).nullable(),
  extensions: z.array(text.max(300)).max(200),
  plugins: z.array(pluginInputSchema).max(2000),
  /** Of the artifact; the stored file's own SHA-256 when there is one. */
  checksum: text.max(300).nullable(),
  size: z.number().int().min(0).nullable(),
  uploadDuration: z.number().int().min(0).nullable(),
  /** Where the artifact is, when it is somewhere else. */
  downloadUrl: text.max(4000).nullable(),
  /** The SHA-256 of a file that came in by `keepArtifact`. */
  blob: z.string().nullable(),
  remoteId: text.max(300).nullable(),
  /** The hash of a package, read by `codepush.inspect`: the bundle output that the binary starts with. */
  baseline: z.string().nullable(),
};

const parts = {
  steps: z.array(stepInputSchema).max(500).default([]),
  issues: z.array(issueInputSchema).max(500).default([]),
  errorMessage: z.string().max(20_000).nullable().default(null),
  reason: reasonSchema,
};

interface PlatformFacts {
  readonly versionCode?: unknown;
  readonly javaVersion?: unknown;
  readonly xcodeVersion?: unknown;
  readonly extensions?: readonly unknown[] | undefined;
}

const isGiven = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;

/** The facts that were given and that builds of this operating system do not have (spec/mobile 1.3). */
export function foreignFacts(os: (typeof operatingSystems)[number], given: PlatformFacts): string[] {
  const all = new Set(Object.values(platformFacts).flat());
  return [...all].filter((name) => !platformFacts[os].includes(name) && isGiven(given[name]));
}

/** A new build, as a pipeline or a person tells of it. */
export const newBuildSchema = z.object({
  projectId: id,
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  tag: text.max(200),
  envVersion: versionSchema.pipe(envVersionSchema),
  storeVersion: facts.storeVersion.default(null),
  versionCode: facts.versionCode.default(null),
  javaVersion: facts.javaVersion.default(null),
  xcodeVersion: facts.xcodeVersion.default(null),
  extensions: facts.extensions.default([]),
  plugins: facts.plugins.default([]),
  checksum: facts.checksum.default(null),
  size: facts.size.default(null),
  uploadDuration: facts.uploadDuration.default(null),
  downloadUrl: facts.downloadUrl.default(null),
  blob: facts.blob.default(null),
  remoteId: facts.remoteId.default(null),
  /** What the stored artifact holds when it is left out. */
  baseline: facts.baseline.default(null),
  status: z.enum(mobileStatuses).default('pending'),
  commitSha: commitSchema.nullable().default(null),
  description: z
    .string()
    .refine((given) => countCodePoints(given) <= 1000, 'A description has at most 1000 characters.')
    .nullable()
    .default(null),
  /** Who did it, when that is not the caller. */
  actor: text.max(300).nullable().default(null),
  /** When it was triggered; now when left out. */
  occurredAt: instant.optional(),
  startedAt: instant.nullable().default(null),
  finishedAt: instant.nullable().default(null),
  ...parts,
  /** The report as another system worded it, kept beside the record. */
  raw: z.object({ system: z.string().max(60), body: z.unknown() }).optional(),
});
export type NewBuildInput = z.output<typeof newBuildSchema>;

/** What a pipeline reports later. A fact that is left out stays; null takes it away. */
export const buildReportSchema = z
  .object(facts)
  .partial()
  .extend({
    id,
    /** Where it stands now; the status that it has already changes nothing. */
    status: z.enum(mobileStatuses).optional(),
    /** When the status was reached; now when left out. */
    occurredAt: instant.optional(),
    ...parts,
  });
export type BuildReport = z.output<typeof buildReportSchema>;
