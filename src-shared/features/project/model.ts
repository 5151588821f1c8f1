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

export const projectSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  name: nameSchema,
  kind: z.enum(projectKinds),
  repository: z.string().nullable(),
  description: z.string().nullable(),
  versionScheme: z.enum(versionSchemes).nullable(),
  createdAt: z.number().int(),
});

/** Something that is shipped: an app, a fleet's software or a service. */
export type Project = z.infer<typeof projectSchema>;
