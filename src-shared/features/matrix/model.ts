import * as z from '../../contract/schema.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import { environmentSchema } from '../environment/model.ts';
import { frozenSpanSchema } from '../freeze/model.ts';

/** What runs for one project in one environment, and what deserves a mark over it. */
export const cellSchema = z.object({
  projectId: z.number().int(),
  environmentId: z.number().int(),
  /** Null when nothing ever succeeded there (or nothing is left after roll-backs). */
  deploymentId: z.number().int().nullable(),
  version: z.string().nullable(),
  deployedAt: z.number().int().nullable(),
  /** Releases behind (negative) or ahead (positive) of the column to the left that has a version; null without one. */
  drift: z.number().int().nullable(),
  /** The newest record by trigger, when it is not the one that runs: its status is drawn over the version. */
  latestId: z.number().int().nullable(),
  latestStatus: z.enum(deploymentStatuses).nullable(),
});
export type Cell = z.infer<typeof cellSchema>;

/** Auto-promotion of a project in an environment that is held back after a rollback or a deployment by hand. */
export const cellHoldSchema = z.object({
  projectId: z.number().int(),
  environmentId: z.number().int(),
  since: z.number().int(),
  reason: z.string(),
});
export type CellHold = z.infer<typeof cellHoldSchema>;

export const matrixSchema = z.object({
  environments: z.array(environmentSchema.pick({ id: true, name: true, tier: true, position: true })),
  projects: z.array(z.object({ id: z.number().int(), name: z.string() })),
  cells: z.array(cellSchema),
  /** What is frozen at the instant; each says which places it covers. */
  freezes: z.array(frozenSpanSchema),
  /** What is held at the instant. */
  holds: z.array(cellHoldSchema),
});
export type Matrix = z.infer<typeof matrixSchema>;

/** Drift beyond this is told as "more": nobody counts further. */
export const DRIFT_LIMIT = 99;
