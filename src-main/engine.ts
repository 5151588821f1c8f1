import { activityEngine } from './features/activity/engine.ts';
import { buildEngine } from './features/build/engine.ts';
import { candidateEngine } from './features/candidate/engine.ts';
import { changelogEngine } from './features/changelog/engine.ts';
import { codepushEngine } from './features/codepush/engine.ts';
import { credentialEngine } from './features/credential/engine.ts';
import { deploymentEngine } from './features/deployment/engine.ts';
import { distributionEngine } from './features/distribution/engine.ts';
import { environmentEngine } from './features/environment/engine.ts';
import { freezeEngine } from './features/freeze/engine.ts';
import { importEngine } from './features/import/engine.ts';
import { jobEngine } from './features/job/engine.ts';
import { matrixEngine } from './features/matrix/engine.ts';
import { mobileEngine } from './features/mobile/engine.ts';
import { overviewEngine } from './features/overview/engine.ts';
import { projectEngine } from './features/project/engine.ts';
import { releaseEngine } from './features/release/engine.ts';
import { rolloutEngine } from './features/rollout/engine.ts';
import { searchEngine } from './features/search/engine.ts';
import { storageEngine } from './features/storage/engine.ts';
import { tokenEngine } from './features/token/engine.ts';
import { viewEngine } from './features/view/engine.ts';
import { workflowEngine } from './features/workflow/engine.ts';
import { workspaceEngine } from './features/workspace/engine.ts';
import type { Handler } from './handlers.ts';

/** What the engine answers, by feature: one line each. */
const engines = {
  activity: activityEngine,
  build: buildEngine,
  candidate: candidateEngine,
  changelog: changelogEngine,
  codepush: codepushEngine,
  credential: credentialEngine,
  deployment: deploymentEngine,
  distribution: distributionEngine,
  environment: environmentEngine,
  freeze: freezeEngine,
  import: importEngine,
  job: jobEngine,
  matrix: matrixEngine,
  mobile: mobileEngine,
  overview: overviewEngine,
  project: projectEngine,
  release: releaseEngine,
  rollout: rolloutEngine,
  search: searchEngine,
  storage: storageEngine,
  token: tokenEngine,
  view: viewEngine,
  workflow: workflowEngine,
  workspace: workspaceEngine,
};

/** The engine's functions by full name. The contract's types were checked where each table was written. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries(engines).flatMap(([feature, table]) =>
    Object.entries(table as unknown as Record<string, Handler>).map(([name, handler]): [string, Handler] => [
      `${feature}.${name}`,
      handler,
    ]),
  ),
);
