import * as z from '../../contract/schema.ts';

export const operatingSystems = ['android', 'ios', 'huawei'] as const;
export type OperatingSystem = (typeof operatingSystems)[number];

/** How an operating system is written for people, and in the names of CodePush apps. */
export const osLabels: Readonly<Record<OperatingSystem, string>> = {
  android: 'Android',
  ios: 'iOS',
  huawei: 'Huawei',
};

export const buildTargets = ['staging', 'production'] as const;
export type BuildTarget = (typeof buildTargets)[number];

/** What the store says of a build; null while nobody has said anything. */
export const storeStates = ['pending', 'success', 'rejected'] as const;
export type StoreState = (typeof storeStates)[number];

/** One rule that an input breaks, or a thing to know of it, beside the field it is about. */
export interface Finding<Field extends string = string> {
  readonly field: Field;
  readonly message: string;
}

/** A text's length in Unicode code points, as JSON Schema and the stores count it: an emoji outside the BMP is one. */
export function countCodePoints(text: string): number {
  return [...text].length;
}

/** The version of a project's environment that a build is made from: 5 to 20 characters (spec/mobile 1.3). */
export const envVersionSchema = z
  .string()
  .refine((text) => countCodePoints(text) >= 5, 'An environment version has at least 5 characters.')
  .refine((text) => countCodePoints(text) <= 20, 'An environment version has at most 20 characters.');

/** A native module inside a build. Over-the-air content that calls one needs a binary that has it. */
export const pluginSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  moduleName: z.string().nullable(),
});
export type Plugin = z.infer<typeof pluginSchema>;

const instant = z.number().int();

/** What a build deployment has beside the base record (spec/mobile 1.3). */
export const buildFactsSchema = z.object({
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  tag: z.string(),
  envVersion: envVersionSchema,
  storeVersion: z.string().nullable(),
  versionCode: z.number().int().nullable(),
  javaVersion: z.string().nullable(),
  xcodeVersion: z.string().nullable(),
  extensions: z.array(z.string()),
  plugins: z.array(pluginSchema),
  checksum: z.string().nullable(),
  /** In bytes. */
  size: z.number().int().min(0).nullable(),
  /** In milliseconds. */
  uploadDuration: z.number().int().min(0).nullable(),
  downloadUrl: z.string().nullable(),
  isOnStore: z.enum(storeStates).nullable(),
  /** When it last became Live, and when that ended; Live now is the first without the second. */
  liveFrom: instant.nullable(),
  liveUntil: instant.nullable(),
  forceUpdate: z.boolean(),
});
export type BuildFacts = z.infer<typeof buildFactsSchema>;

type PlatformFact = 'versionCode' | 'javaVersion' | 'xcodeVersion' | 'extensions';

/** The facts that only builds of one platform have (spec/mobile 1.3): what a form offers and a payload carries. */
export const platformFacts: Readonly<Record<OperatingSystem, readonly PlatformFact[]>> = {
  android: ['versionCode', 'javaVersion'],
  huawei: ['versionCode', 'javaVersion'],
  ios: ['xcodeVersion', 'extensions'],
};

/** What runs in one channel of a project's stores: one row for each operating system and target (spec/mobile 1.6). */
export const appStatusSchema = z.object({
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  deploymentId: z.number().int(),
  /** False when the build was taken off Live and none has followed. */
  live: z.boolean(),
  envVersion: z.string(),
  storeVersion: z.string().nullable(),
  versionCode: z.number().int().nullable(),
  tag: z.string(),
  publisher: z.string().nullable(),
  publishedAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type AppStatus = z.infer<typeof appStatusSchema>;
