import * as z from '../../contract/schema.ts';
import { tierSchema } from '../environment/model.ts';
import { deploymentStatuses } from './machine.ts';
import { deploymentFlags, deploymentKinds, sources } from './model.ts';

const ids = z.array(z.number().int()).max(200);

/** The conditions that a chip can set. Within a field any value matches; the fields are AND-ed. */
const conditions = z
  .object({
    project: ids,
    environment: ids,
    tier: z.array(tierSchema),
    status: z.array(z.enum(deploymentStatuses)),
    kind: z.array(z.enum(deploymentKinds)),
    source: z.array(z.enum(sources)),
    actor: z.array(z.string().max(300)).max(50),
    flag: z.array(z.enum(deploymentFlags)),
  })
  .partial();

export type Conditions = z.infer<typeof conditions>;
export type FilterField = keyof Conditions;

export const deploymentFilterSchema = z.object({
  /** Words of the search box: prefixes, all of them must match. `#318442` finds a number, hex finds a commit. */
  text: z.string().max(500).optional(),
  is: conditions.default({}),
  not: conditions.default({}),
  /** Triggered in [from, to), in ms. */
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  importId: z.number().int().optional(),
});
export type DeploymentFilter = z.infer<typeof deploymentFilterSchema>;

export const deploymentSorts = ['time', 'status', 'project', 'environment', 'actor'] as const;

/** An order that an index serves. Within a status, project, environment or actor the newest stands first. */
export const sortSchema = z.object({
  by: z.enum(deploymentSorts).default('time'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
});
export type Sort = z.infer<typeof sortSchema>;
