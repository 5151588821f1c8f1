import * as z from '../../contract/schema.ts';

/** From the first to the last stop of a version; the order of the matrix' groups. */
export const tiers = ['development', 'staging', 'production'] as const;
export type Tier = (typeof tiers)[number];
export const tierSchema = z.enum(tiers);

export const environmentNameSchema = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
    'An environment name has letters, digits, - and _ only, without spaces.',
  );

export const environmentSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  name: environmentNameSchema,
  tier: tierSchema,
  position: z.number().int(),
  createdAt: z.number().int(),
});

/** A workspace-wide place to deploy to. A project reaches it through a link of its own. */
export type Environment = z.infer<typeof environmentSchema>;
