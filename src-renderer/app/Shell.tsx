import { useMemo } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Route, Router, Switch } from 'wouter';
import { useCall } from '../api/client.ts';
import { ActivityPage } from '../features/activity/ActivityPage.tsx';
import { BuildPage } from '../features/build/BuildPage.tsx';
import { ChannelPage } from '../features/codepush/ChannelPage.tsx';
import { ReleasePage } from '../features/codepush/ReleasePage.tsx';
import { RolloutsPage } from '../features/codepush/RolloutsPage.tsx';
import { useCodePushCommands } from '../features/codepush/useCodePushCommands.ts';
import { ProjectStoresPage } from '../features/credential/ProjectStoresPage.tsx';
import { DeploymentPage } from '../features/deployment/DeploymentPage.tsx';
import { DeploymentsPage } from '../features/deployment/DeploymentsPage.tsx';
import { DistributionPage } from '../features/distribution/DistributionPage.tsx';
import { DistributionsPage } from '../features/distribution/DistributionsPage.tsx';
import { DeliverySection } from '../features/distribution/delivery/DeliverySection.tsx';
import { FreezesSection } from '../features/freeze/FreezesSection.tsx';
import { MatrixPage } from '../features/matrix/MatrixPage.tsx';
import { OverviewPage } from '../features/overview/OverviewPage.tsx';
import { ChangesPage } from '../features/release/changes/ChangesPage.tsx';
import { ProgressionPage } from '../features/release/progression/ProgressionPage.tsx';
import { ReleaseRecordPage } from '../features/release/ReleaseRecordPage.tsx';
import { ReleasesPage } from '../features/release/ReleasesPage.tsx';
import { EnvironmentLane } from '../features/release/timeline/Swimlane.tsx';
import { useReleaseCommands } from '../features/release/useReleaseCommands.ts';
import { PlanNote } from '../features/rollout/board/PlanNote.tsx';
import { PlanGate } from '../features/rollout/release/PlanGate.tsx';
import { PlanLadder } from '../features/rollout/release/PlanLadder.tsx';
import { useRolloutCommands } from '../features/rollout/useRolloutCommands.ts';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { BuildRunPage } from '../features/workflow/BuildRunPage.tsx';
import { DeploymentRuns } from '../features/workflow/DeploymentRuns.tsx';
import { RunPage } from '../features/workflow/RunPage.tsx';
import { RunsPage } from '../features/workflow/RunsPage.tsx';
import { useWorkflowCommands } from '../features/workflow/useWorkflowCommands.ts';
import { WorkflowPage } from '../features/workflow/WorkflowPage.tsx';
import { WorkflowsPage } from '../features/workflow/WorkflowsPage.tsx';
import { FirstRun } from '../features/workspace/FirstRun.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { DialogOutlet } from './DialogOutlet.tsx';
import { Header } from './Header.tsx';
import { KeySheet } from './KeySheet.tsx';
import { useCommandKeys } from './keys.ts';
import { useHashPath, usePlace } from './location.ts';
import { useMobileCommands } from './mobileCommands.ts';
import { Navigation } from './Navigation.tsx';
import { Palette } from './Palette.tsx';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { useShellCommands } from './shellCommands.ts';

/** The frame around every screen: header, navigation, status bar, palette, keys, dialogs. */
export function Shell() {
  const { path } = usePlace();
  const settings = useCall('settings.get', undefined);
  useShellCommands();
  useCodePushCommands();
  useMobileCommands();
  useReleaseCommands();
  useRolloutCommands();
  useWorkflowCommands();
  useCommandKeys(useMemo(() => settings.data?.keys ?? {}, [settings.data]));
  return (
    <div className={styles.shell}>
      <button
        type="button"
        className={styles.skip}
        onClick={() => document.getElementById('content')?.focus()}
      >
        Skip to content
      </button>
      <Header />
      <Navigation />
      <main className={styles.content} id="content" tabIndex={-1}>
        <ErrorBoundary
          resetKeys={[path]}
          fallbackRender={({ error, resetErrorBoundary }) => (
            <ErrorState
              title="This screen met an error of its own."
              kept="Nothing was changed."
              actions={[{ label: 'Show it again', onClick: resetErrorBoundary }]}
              detail={error instanceof Error ? error.message : String(error)}
            />
          )}
        >
          <Screens />
        </ErrorBoundary>
      </main>
      <StatusBar />
      <DialogOutlet />
      <Palette />
      <KeySheet />
    </div>
  );
}

/** Which screen a path shows: one line each. */
function Screens() {
  return (
    <Router hook={useHashPath}>
      <Switch>
        <Route path="/">{() => <OverviewPage empty={<FirstRun />} />}</Route>
        <Route path="/deployments" component={DeploymentsPage} />
        <Route path="/deployments/uid/:uid">
          {({ uid }) => <DeploymentPage target={{ uid }} run={DeploymentRuns} />}
        </Route>
        <Route path="/deployments/:id">
          {({ id }) => <DeploymentPage target={{ id: Number(id) }} run={DeploymentRuns} />}
        </Route>
        <Route path="/deployments/:id/build">{({ id }) => <BuildPage id={Number(id)} />}</Route>
        <Route path="/distributions" component={DistributionsPage} />
        <Route path="/distributions/uid/:uid">{({ uid }) => <DistributionPage target={{ uid }} />}</Route>
        <Route path="/distributions/:id">
          {({ id }) => <DistributionPage target={{ id: Number(id) }} />}
        </Route>
        <Route path="/runs" component={RunsPage} />
        <Route path="/runs/uid/:uid">{({ uid }) => <RunPage target={{ uid }} />}</Route>
        <Route path="/runs/build/:id">{({ id }) => <BuildRunPage candidateId={Number(id)} />}</Route>
        <Route path="/runs/:id">{({ id }) => <RunPage target={{ id: Number(id) }} />}</Route>
        <Route path="/workflows/:id">{({ id }) => <WorkflowsPage projectId={Number(id)} />}</Route>
        <Route path="/workflows/:id/builds">
          {({ id }) => <WorkflowPage projectId={Number(id)} environmentId={null} />}
        </Route>
        <Route path="/workflows/:id/:place">
          {({ id, place }) => <WorkflowPage projectId={Number(id)} environmentId={Number(place)} />}
        </Route>
        <Route path="/matrix">{() => <MatrixPage lane={EnvironmentLane} />}</Route>
        <Route path="/releases" component={ReleasesPage} />
        <Route path="/releases/changes" component={ChangesPage} />
        <Route path="/releases/progression/:id">
          {({ id }) => <ProgressionPage projectId={Number(id)} />}
        </Route>
        <Route path="/releases/uid/:uid">{({ uid }) => <ReleaseRecordPage target={{ uid }} />}</Route>
        <Route path="/releases/:id">{({ id }) => <ReleaseRecordPage target={{ id: Number(id) }} />}</Route>
        <Route path="/rollouts">{() => <RolloutsPage note={PlanNote} />}</Route>
        <Route path="/rollouts/channels/:id">{({ id }) => <ChannelPage id={Number(id)} />}</Route>
        <Route path="/rollouts/releases/:id">
          {({ id }) => (
            <ReleasePage deploymentId={Number(id)} plan={{ Ladder: PlanLadder, Gate: PlanGate }} />
          )}
        </Route>
        <Route path="/activity" component={ActivityPage} />
        <Route path="/settings">{() => <SettingsPage section="projects" freezes={FreezesSection} />}</Route>
        <Route path="/settings/projects/:id">
          {({ id }) => <ProjectStoresPage id={Number(id)} delivery={DeliverySection} />}
        </Route>
        <Route path="/settings/:section">
          {({ section }) => <SettingsPage section={section} freezes={FreezesSection} />}
        </Route>
        <Route>
          {() => (
            <ErrorState
              title="There is no such screen."
              kept="Nothing was changed."
              actions={[
                {
                  label: 'Go to the overview',
                  onClick: () => {
                    location.hash = '/';
                  },
                },
              ]}
            />
          )}
        </Route>
      </Switch>
    </Router>
  );
}
