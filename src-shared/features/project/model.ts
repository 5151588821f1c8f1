import * as z from '../../contract/schema.ts';

export const projectKinds = ['mobile', 'fleet', 'service'] as const;
export const versionSchemes = ['semver', 'calver', 'free'] as const;
export type VersionScheme = (typeof versionSchemes)[number];

/** A name people read and APIs match case-sensitively: letters, digits and inner spaces or . _ - / */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(120, 'A name has at most 120 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'A name has no control characters.');

/** A glob from the top of the repository; `!` in front leaves out what it names. */
export const pathSchema = z
  .string()
  .trim()
  .min(1, 'A path is needed.')
  .max(300, 'A path has at most 300 characters.')
  .regex(/^!?[^\p{Cc}:!/][^\p{Cc}]*$/u, 'A path begins at the top of the repository, without a slash.');

export const projectSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  name: nameSchema,
  kind: z.enum(projectKinds),
  repository: z.string().nullable(),
  description: z.string().nullable(),
  versionScheme: z.enum(versionSchemes).nullable(),
  /** What belongs to it in its repository; empty for all of it. */
  paths: z.array(z.string()).readonly(),
  createdAt: z.number().int(),
});

/** Something that is shipped: an app, a fleet's software or a service. */
export type Project = z.infer<typeof projectSchema>;
