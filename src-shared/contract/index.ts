import { activityContract } from '../features/activity/contract.ts';
import { buildContract } from '../features/build/contract.ts';
import { candidateContract } from '../features/candidate/contract.ts';
import { changelogContract } from '../features/changelog/contract.ts';
import { codepushContract } from '../features/codepush/contract.ts';
import { credentialContract } from '../features/credential/contract.ts';
import { deploymentContract } from '../features/deployment/contract.ts';
import { distributionContract } from '../features/distribution/contract.ts';
import { environmentContract } from '../features/environment/contract.ts';
import { exportContract } from '../features/export/contract.ts';
import { freezeContract } from '../features/freeze/contract.ts';
import { importContract } from '../features/import/contract.ts';
import { jobContract } from '../features/job/contract.ts';
import { matrixContract } from '../features/matrix/contract.ts';
import { mobileContract } from '../features/mobile/contract.ts';
import { overviewContract } from '../features/overview/contract.ts';
import { projectContract } from '../features/project/contract.ts';
import { releaseContract } from '../features/release/contract.ts';
import { rolloutContract } from '../features/rollout/contract.ts';
import { searchContract } from '../features/search/contract.ts';
import { settingsContract } from '../features/settings/contract.ts';
import { storageContract } from '../features/storage/contract.ts';
import { tokenContract } from '../features/token/contract.ts';
import { viewContract } from '../features/view/contract.ts';
import { workflowContract } from '../features/workflow/contract.ts';
import { workspaceContract } from '../features/workspace/contract.ts';
import type { ClientOf, Procedure } from './define.ts';

/** Everything a door can ask for: one line per feature. */
export const contract = {
  activity: activityContract,
  build: buildContract,
  candidate: candidateContract,
  changelog: changelogContract,
  codepush: codepushContract,
  credential: credentialContract,
  deployment: deploymentContract,
  distribution: distributionContract,
  environment: environmentContract,
  export: exportContract,
  freeze: freezeContract,
  import: importContract,
  job: jobContract,
  matrix: matrixContract,
  mobile: mobileContract,
  overview: overviewContract,
  project: projectContract,
  release: releaseContract,
  rollout: rolloutContract,
  search: searchContract,
  settings: settingsContract,
  storage: storageContract,
  token: tokenContract,
  view: viewContract,
  workflow: workflowContract,
  workspace: workspaceContract,
};

export type Contract = typeof contract;
export type Client = ClientOf<Contract>;

/** The procedures by their full name, `deployment.list`. */
export const procedures: ReadonlyMap<string, Procedure> = new Map(
  Object.entries(contract).flatMap(([feature, table]) =>
    Object.entries(table as Record<string, Procedure>).map(([name, procedure]): [string, Procedure] => [
      `${feature}.${name}`,
      procedure,
    ]),
  ),
);

/** Builds the typed client of any transport: a function that takes a full name and an input. */
export function createClient(call: (name: string, input: unknown) => Promise<unknown>): Client {
  const features = Object.entries(contract).map(([feature, table]) => [
    feature,
    Object.fromEntries(
      Object.keys(table).map((name) => [name, (input?: unknown) => call(`${feature}.${name}`, input)]),
    ),
  ]);
  return Object.fromEntries(features) as Client;
}
