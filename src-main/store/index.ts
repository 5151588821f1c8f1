import { activityStore } from '../features/activity/store.ts';
import { artifactBaselineStore } from '../features/build/baseline-store.ts';
import { appStatusStore, storeEventStore } from '../features/build/status-store.ts';
import { buildStore } from '../features/build/store.ts';
import { pickStore } from '../features/candidate/pick-store.ts';
import { cutScheduleStore } from '../features/candidate/schedule-store.ts';
import { candidateStore } from '../features/candidate/store.ts';
import { changelogStore } from '../features/changelog/store.ts';
import { appNameStore } from '../features/codepush/app-store.ts';
import { boardStore } from '../features/codepush/board-store.ts';
import { channelStore } from '../features/codepush/channel-store.ts';
import { clientStore } from '../features/codepush/client-store.ts';
import { packageStore } from '../features/codepush/package-store.ts';
import { codePushStore } from '../features/codepush/release-store.ts';
import { credentialStore } from '../features/credential/store.ts';
import { factsStore } from '../features/deployment/facts-store.ts';
import { deploymentList } from '../features/deployment/list.ts';
import { partsStore } from '../features/deployment/parts-store.ts';
import { deploymentStore } from '../features/deployment/store.ts';
import { deliveryStore } from '../features/distribution/delivery-store.ts';
import { distributionEventStore } from '../features/distribution/event-store.ts';
import { distributionHistoryStore } from '../features/distribution/history-store.ts';
import { distributionStore } from '../features/distribution/store.ts';
import { pastStore } from '../features/environment/past-store.ts';
import { steeringStore } from '../features/environment/steering-store.ts';
import { environmentStore } from '../features/environment/store.ts';
import { freezeStore } from '../features/freeze/store.ts';
import { importStore } from '../features/import/store.ts';
import { importUndoStore } from '../features/import/undo-store.ts';
import { jobStore } from '../features/job/store.ts';
import { matrixStore } from '../features/matrix/store.ts';
import { mobileStore } from '../features/mobile/store.ts';
import { overviewStore } from '../features/overview/store.ts';
import { personStore } from '../features/person/store.ts';
import { removalStore } from '../features/project/removal-store.ts';
import { projectStore } from '../features/project/store.ts';
import { releaseStore } from '../features/release/store.ts';
import { rolloutStore } from '../features/rollout/store.ts';
import { searchStore } from '../features/search/store.ts';
import { storageStore } from '../features/storage/store.ts';
import { tokenStore } from '../features/token/store.ts';
import { viewStore } from '../features/view/store.ts';
import { runStore } from '../features/workflow/run-store.ts';
import { workflowStore } from '../features/workflow/store.ts';
import { aliasStore, dueStore, workspaceStore } from '../features/workspace/store.ts';
import { builtOnDemand } from './on-demand.ts';
import type { Connection } from './open.ts';
import { statementsOf } from './sql.ts';

/** Every store over one connection; one is built, and its statements prepared, when it is first asked for. */
export function createStores(db: Connection) {
  const statements = statementsOf(db);
  return builtOnDemand({
    activity: () => activityStore(db, statements),
    alias: () => aliasStore(db),
    appName: () => appNameStore(db),
    appStatus: () => appStatusStore(db),
    artifactBaseline: () => artifactBaselineStore(db),
    board: () => boardStore(db),
    build: () => buildStore(db, statements),
    candidate: () => candidateStore(db),
    changelog: () => changelogStore(db),
    channel: () => channelStore(db),
    client: () => clientStore(db),
    codepush: () => codePushStore(db),
    cutSchedule: () => cutScheduleStore(db),
    credential: () => credentialStore(db),
    delivery: () => deliveryStore(db),
    deployment: () => deploymentStore(db, statements),
    deployments: () => deploymentList(statements),
    distribution: () => distributionStore(db, statements),
    distributionEvent: () => distributionEventStore(db),
    distributionHistory: () => distributionHistoryStore(db, statements),
    due: () => dueStore(db),
    environment: () => environmentStore(db),
    facts: () => factsStore(db, statements),
    freeze: () => freezeStore(db),
    import: () => importStore(db),
    importUndo: () => importUndoStore(db),
    job: () => jobStore(db),
    matrix: () => matrixStore(db),
    mobile: () => mobileStore(db, statements),
    overview: () => overviewStore(db),
    package: () => packageStore(db),
    parts: () => partsStore(db),
    past: () => pastStore(db),
    person: () => personStore(db),
    pick: () => pickStore(db),
    project: () => projectStore(db),
    release: () => releaseStore(db),
    removal: () => removalStore(db),
    rollout: () => rolloutStore(db),
    run: () => runStore(db),
    search: () => searchStore(db),
    steering: () => steeringStore(db),
    storage: () => storageStore(db),
    storeEvent: () => storeEventStore(db),
    token: () => tokenStore(db),
    view: () => viewStore(db),
    workflow: () => workflowStore(db),
    workspace: () => workspaceStore(db),
  });
}

export type Stores = ReturnType<typeof createStores>;
