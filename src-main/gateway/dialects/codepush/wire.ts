import { z } from 'zod';
import { LONGEST_DESCRIPTION } from '#shared/features/codepush/checks.ts';
import { isLabel } from '#shared/features/codepush/labels.ts';
import { isRange, RANGE_HINT } from '#shared/features/codepush/range.ts';

/** What no name may have: names stand in addresses, and `:` names an owner. */
const FORBIDDEN = /[\\/?:\p{Cc}]/u;

const text = z.string('must be a text');
const name = text
  .trim()
  .min(1, 'must not be empty')
  .refine((given) => !FORBIDDEN.test(given), 'must not have \\ / ? : or control characters');

/** Names in a path are as they come: an app that the desk named may have more in its name than the tools allow. */
export const appParams = z.object({ app: z.string() });
export const deploymentParams = appParams.extend({ deployment: z.string() });
export const promoteParams = deploymentParams.extend({ destination: z.string() });
export const rollbackParams = deploymentParams.extend({ label: z.string() });
export const sessionParams = z.object({ machine: z.string() });

export const newApp = z.looseObject({
  name,
  /** `iOS`, `Android` or `Huawei`; older tools leave it out. */
  os: text.nullish(),
  manuallyProvisionDeployments: z.boolean().nullish(),
});
export const appChange = z.looseObject({ name: name.nullish() });
export const newDeployment = z.looseObject({ name, key: text.nullish() });
export const deploymentChange = z.looseObject({ name: name.nullish() });

const flag = z.boolean('must be true or false').nullish();

/** Null and absent change nothing; the command line sends null for whatever was not said (spec/mobile 2.4). */
export const packageInfo = z.looseObject({
  label: text.refine(isLabel, 'must be a label like v1').nullish(),
  appVersion: text
    .refine((range) => range === '' || isRange(range), `must be a range of versions. ${RANGE_HINT}`)
    .nullish(),
  description: text.max(LONGEST_DESCRIPTION, `must have at most ${LONGEST_DESCRIPTION} characters`).nullish(),
  isDisabled: flag,
  isMandatory: flag,
  rollout: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], 'must be a number')
    .refine((rollout) => Number.isInteger(rollout) && rollout >= 1 && rollout <= 100, {
      message: 'must be a whole number from 1 to 100',
    })
    .nullish(),
});
export type PackageInfo = z.output<typeof packageInfo>;

export const releaseChange = z.looseObject({ packageInfo: packageInfo.nullish() });

/** What a release has to say of itself, sent as JSON in a text field beside the file. */
export const newPackage = packageInfo.extend({
  appVersion: text.refine(isRange, `must be a range of versions. ${RANGE_HINT}`),
});

const instant = z.number().int();

const collaborators = z.record(
  z.string(),
  z.object({ isCurrentAccount: z.boolean(), permission: z.enum(['Owner', 'Collaborator']) }),
);

export const restApp = z.object({ name: z.string(), collaborators, deployments: z.array(z.string()) });
export type RestApp = z.output<typeof restApp>;

export const restPackage = z.object({
  label: z.string(),
  appVersion: z.string(),
  packageHash: z.string(),
  size: z.number().int(),
  /** Null when only the history of this release came in. */
  blobUrl: z.string().nullable(),
  description: z.string(),
  isDisabled: z.boolean(),
  isMandatory: z.boolean(),
  rollout: z.number(),
  releaseMethod: z.enum(['Upload', 'Promote', 'Rollback']),
  releasedBy: z.string(),
  uploadTime: instant,
  originalLabel: z.string().optional(),
  originalDeployment: z.string().optional(),
});
export type RestPackage = z.output<typeof restPackage>;

export const restDeployment = z.object({
  name: z.string(),
  key: z.string(),
  createdTime: instant,
  package: restPackage.nullable(),
});
export type RestDeployment = z.output<typeof restDeployment>;

export const restMetrics = z.record(
  z.string(),
  z.object({
    active: z.number().int(),
    downloaded: z.number().int().optional(),
    failed: z.number().int().optional(),
    installed: z.number().int().optional(),
  }),
);
export type RestMetrics = z.output<typeof restMetrics>;

export const restAccount = z.object({
  name: z.string(),
  email: z.string(),
  linkedProviders: z.array(z.string()),
});

export const restAccessKey = z.object({
  name: z.string(),
  friendlyName: z.string(),
  description: z.string(),
  createdBy: z.string(),
  createdTime: instant,
  expires: instant,
  isSession: z.boolean(),
});

/** Refusals are plain sentences: the command line prints the body as it stands. */
export const restError = z.string();
