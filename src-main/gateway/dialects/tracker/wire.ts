import { z } from 'zod';
import { trackerStatuses } from './states.ts';

const MOST = 100;
const DEFAULT_TAKE = 20;

const uuid = z.guid('must be a UUID').transform((text) => text.toLowerCase());
const status = z.enum(trackerStatuses, `must be one of ${trackerStatuses.join(', ')}`);
const whole = z.string().regex(/^-?\d+$/, 'must be a whole number');

/** Out of range is clamped and the effective value echoed; no number at all is refused (spec/releases 2.5). */
const take = whole.transform((text) => Math.min(Math.max(Number(text), 1), MOST)).default(DEFAULT_TAKE);

const skip = whole
  .transform(Number)
  .refine((count) => count >= 0, 'must not be negative')
  .refine(Number.isSafeInteger, 'is too large')
  .default(0);

export const listQuery = z.object({
  componentId: uuid.optional(),
  environmentId: uuid.optional(),
  status: status.optional(),
  skip,
  take,
});

export const latestQuery = z.object({ componentId: uuid });
export const idParams = z.object({ id: uuid });

const text = z.string('must be a text').min(1, 'must not be empty');

/** Keys that nobody documented pass through: they are kept with the report as it came. */
export const newDeployment = z.looseObject({
  componentId: uuid,
  environmentId: uuid,
  version: text,
  deployedBy: text,
  status: status.optional(),
  commitSha: z.string().nullish(),
  description: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type NewTrackerDeployment = z.output<typeof newDeployment>;

export const statusChange = z.looseObject({ status, errorMessage: z.string().nullish() });

const instant = z.iso.datetime();

export const trackerDeployment = z.object({
  id: z.guid(),
  componentId: z.guid(),
  componentName: z.string(),
  environmentId: z.guid(),
  environmentName: z.string(),
  version: z.string(),
  status: z.enum(trackerStatuses),
  deployedBy: z.string().nullable(),
  commitSha: z.string().nullable(),
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  deployedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  attempt: z.number().int(),
  errorMessage: z.string().nullable(),
});
export type TrackerDeployment = z.output<typeof trackerDeployment>;

export const trackerPage = z.object({
  data: z.array(trackerDeployment),
  total: z.number().int(),
  skip: z.number().int(),
  take: z.number().int(),
});

export const trackerMatrix = z.array(
  z.object({
    componentId: z.guid(),
    componentName: z.string(),
    environments: z.record(z.string(), z.object({ version: z.string(), deployedAt: instant })),
  }),
);
export type TrackerMatrix = z.output<typeof trackerMatrix>;

export const trackerError = z.object({
  statusCode: z.number().int(),
  error: z.string(),
  message: z.string(),
});
