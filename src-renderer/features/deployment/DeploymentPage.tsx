import { type ComponentType, useMemo } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { runMachine } from '#shared/features/workflow/machine.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import { useCall } from '../../api/client.ts';
import { type Command, shownCommand, useCommands } from '../../app/commands.ts';
import { openDialog } from '../../app/dialogs.ts';
import { goBack, navigate, putSearch, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { IssueList } from '../../ui/IssueList.tsx';
import { WithSidePanel } from '../../ui/Page.tsx';
import { RecordPage } from '../../ui/RecordPage.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import classes from './detail/Detail.module.css';
import { DetailHeader } from './detail/DetailHeader.tsx';
import { DetailRail } from './detail/DetailRail.tsx';
import { EventsPanel } from './detail/EventsPanel.tsx';
import { linkedOf } from './detail/LinkedRows.tsx';
import { RawPanel } from './detail/RawPanel.tsx';
import { RelatedPanel } from './detail/RelatedPanel.tsx';
import { TimelinePanel } from './detail/TimelinePanel.tsx';

const tabs = ['timeline', 'run', 'events', 'issues', 'related', 'raw'] as const;
type Tab = (typeof tabs)[number];

/** The runs of the workflow that carries a deployment out; the shell hands it in. */
export type DeploymentRun = ComponentType<{
  readonly deploymentId: number;
  readonly projectId: number;
  readonly environmentId: number;
}>;

/** While it is under way the tab says so: that is where a person approves, cancels and watches. */
const runTab = ({ status, finishedAt }: Pick<Run, 'status' | 'finishedAt'>) =>
  finishedAt === null ? `Run, ${runMachine.states[status].label}` : 'Run';

const leave = () => goBack(pathTo.deployments());

/** Everything known about one deployment. */
export function DeploymentPage({
  target,
  run,
}: {
  readonly target: { readonly id: number } | { readonly uid: string };
  readonly run: DeploymentRun;
}) {
  const { data, error } = useCall('deployment.get', target, { keepPrevious: false });
  return (
    <RecordPage
      data={data}
      error={error}
      what="a deployment"
      list={{ label: 'Go to the deployments', onClick: () => navigate(pathTo.deployments()) }}
      production={data?.tier === 'production'}
      onLeave={leave}
    >
      {(record) => <OpenDeployment key={record.id} record={record} run={run} />}
    </RecordPage>
  );
}

function OpenDeployment({
  record,
  run: DeploymentRuns,
}: {
  readonly record: DeploymentDetail;
  readonly run: DeploymentRun;
}) {
  const place = usePlace();
  const { search } = place;
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'timeline';
  const wanted = Number(search.get('attempt'));
  const attempt = record.attempts.some((one) => one.attempt === wanted) ? wanted : record.attempt;
  const put = (name: string, value: string | null) => putSearch(place, name, value);
  const { id } = record;
  const [newest] = useCall('workflow.runs', { deploymentId: id, limit: 1 }).data ?? [];
  useCommands(
    'deployment',
    useMemo(
      (): Command[] => [
        {
          id: 'deployment.notes',
          label: 'Edit the notes of this deployment',
          group: 'Actions',
          keys: 'e',
          run: () => openDialog({ kind: 'notes', id }),
        },
        shownCommand('deployment.back', 'Back to the list', 'Esc'),
      ],
      [id],
    ),
  );
  const items: TabItem<Tab>[] = [
    { id: 'timeline', label: 'Timeline' },
    ...(newest || tab === 'run' ? [{ id: 'run' as const, label: newest ? runTab(newest) : 'Run' }] : []),
    { id: 'events', label: 'Events', count: record.events.length },
    { id: 'issues', label: 'Issues', count: record.issues.length },
    { id: 'related', label: 'Related', count: linkedOf(record).length },
    { id: 'raw', label: 'Raw' },
  ];
  return (
    <>
      <DetailHeader record={record} onBack={leave} />
      <Tabs
        label="Parts of this deployment"
        tabs={items}
        value={tab}
        onChange={(next) => put('tab', next === 'timeline' ? null : next)}
      >
        {tab === 'run' ? (
          <DeploymentRuns
            deploymentId={id}
            projectId={record.projectId}
            environmentId={record.environmentId}
          />
        ) : (
          <WithSidePanel panel={<DetailRail record={record} />}>
            <div className={classes.content} data-tab={tab}>
              {tab === 'timeline' ? (
                <TimelinePanel
                  record={record}
                  attempt={attempt}
                  onAttempt={(next) => put('attempt', next === record.attempt ? null : String(next))}
                />
              ) : tab === 'events' ? (
                <EventsPanel events={record.events} />
              ) : tab === 'issues' ? (
                <IssueList issues={record.issues} />
              ) : tab === 'related' ? (
                <RelatedPanel record={record} />
              ) : (
                <RawPanel record={record} />
              )}
            </div>
          </WithSidePanel>
        )}
      </Tabs>
    </>
  );
}
