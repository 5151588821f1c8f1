import { z } from 'zod';
import { deploymentWords } from './states.ts';

const MOST = 100;
const DEFAULT_PER_PAGE = 10;
/** Far behind the end of any list, and its rows can still be counted exactly. */
const LAST_PAGE = 1e12;

export const INVALID_JSON = 'Invalid JSON body';

const text = z.string('must be a text').nullish();
const message = z.string('must be a text').max(20_000, 'must not be longer than 20000 characters').nullish();
const flag = z.boolean('must be true or false').nullish();

/** Out of range is clamped, because no refusal is documented for it (spec/releases 2.5); no number at all is refused. */
const clamped = (initial: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform((digits) => Math.min(Math.max(Number(digits), 1), most))
    .default(initial);

export const pageQuery = z.object({
  page: clamped(1, LAST_PAGE),
  per_page: clamped(DEFAULT_PER_PAGE, MOST),
});

export const releaseParams = z.object({ project_name: z.string(), release_candidate_version: z.string() });
export const placeParams = z.object({ project_name: z.string(), env_name: z.string() });

const version = text.describe('release-version-rcX, X a whole number');

/** A field that is missing is refused by the rule that reads it, in the documented words. Other keys pass through. */
export const newRelease = z.looseObject(
  {
    repo: text.describe('org/repo_name'),
    commit: text.describe('The head commit to cut the release at'),
    trigger_build_workflow: flag.describe('Whether the build workflow is started; false when left out'),
  },
  INVALID_JSON,
);

export const newDeployment = z.looseObject(
  {
    release_candidate_version: version,
    force: flag.describe('Goes through a freeze and all else that may be forced; beside what is documented'),
  },
  INVALID_JSON,
);

export const deploymentReport = z.looseObject(
  {
    release_candidate_version: version,
    status: text.describe(`One of ${deploymentWords.join(', ')}`),
    error_message: message.describe('Kept with a failure or an error; beside what is documented'),
  },
  INVALID_JSON,
);
export type DeploymentReport = z.output<typeof deploymentReport>;

/** Without a body nothing is forced. */
export const rollbackRequest = z
  .looseObject({ force: flag.describe('Goes through a freeze; false when left out') }, INVALID_JSON)
  .nullish();

const instant = z.iso.datetime();

export const aviatorDeployment = z.object({
  id: z.guid(),
  environment_name: z.string(),
  release_version: z.string(),
  release_candidate_version: z.string(),
  from_release_version: z.string().nullable(),
  from_release_candidate_version: z.string().nullable(),
  status: z.enum(deploymentWords),
  actor: z.string().nullable(),
  deploy_start_at: instant,
  deploy_end_at: instant.nullable(),
  error_message: z.string().nullable(),
});
export type AviatorDeployment = z.output<typeof aviatorDeployment>;

/** A success that says nothing: its body is empty. */
export const nothing = z.null();

export const aviatorError = z.object({ error: z.string() });
