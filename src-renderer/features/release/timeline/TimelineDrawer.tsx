import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconExternalLink, IconRefresh, IconRocket, IconUsers } from '@tabler/icons-react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { bucketsByAge } from '../../../ui/ageBuckets.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { PlaceEntries, PlaceEntry, PlaceNote } from '../../../ui/PlaceTimeline/PlaceEntry.tsx';
import { PlaceHead } from '../../../ui/PlaceTimeline/PlaceHead.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { Instant, useNow } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import type { Timeline } from './lanes.ts';
import { EnvironmentLane } from './Swimlane.tsx';
import classes from './Timeline.module.css';

const MINUTE = 60_000;

/** The timeline of one environment of a project: the swimlane, then every deployment with what can be done from it. */
export function TimelineDrawer({
  projectId,
  project,
  environment,
  onClose,
}: {
  readonly projectId: number;
  readonly project: string;
  readonly environment: BoardEnvironment;
  readonly onClose: () => void;
}) {
  const now = useNow(MINUTE);
  const endOfMinute = now + MINUTE;
  const { environmentId, name, tier, running, next, frozenBy, hold, hasWorkflow } = environment;
  const production = tier === 'production';
  const { data, error } = useCall(
    'environment.timeline',
    { projectId, environmentId },
    { keepPrevious: false },
  );
  return (
    <PeekDrawer
      label={`Timeline of ${project} in ${name}`}
      production={production}
      onClose={onClose}
      header={
        <PlaceHead
          project={project}
          environment={name}
          tier={tier}
          version={running?.version ?? null}
          since={running?.since ?? null}
          freezes={frozenBy}
          hold={hold}
          now={now}
        >
          {next ? (
            <PeekLine>
              <a className={classes.workflow} href={`#${pathTo.deployment(next.deploymentId)}`}>
                next: {next.version} at <Instant at={next.scheduledFor} form="clock" />
              </a>
            </PeekLine>
          ) : null}
          <PeekLine>
            <a className={classes.workflow} href={`#${pathTo.workflow(projectId, environmentId)}`}>
              {hasWorkflow ? 'A workflow runs for every deployment' : 'No workflow: reported from outside'}
            </a>
          </PeekLine>
        </PlaceHead>
      }
      footer={
        <>
          <ActionButton
            label="Deploy"
            icon={IconRocket}
            onClick={() => ask({ act: 'deploy', projectId, environmentId })}
          />
          <ActionButton
            label={`Roll back ${name}`}
            icon={IconArrowBackUp}
            {...(production && data?.entries.length ? { tone: 'prod' as const } : {})}
            disabledReason={data?.entries.length === 0 ? `Nothing was deployed to ${name} yet.` : null}
            onClick={() => ask({ act: 'rollback', projectId, environmentIds: [environmentId] })}
          />
        </>
      }
    >
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : !data ? (
        <RowSkeleton rows={6} />
      ) : data.entries.length === 0 ? (
        <PlaceNote>Nothing was ever deployed here.</PlaceNote>
      ) : (
        <>
          <EnvironmentLane projectId={projectId} environmentId={environmentId} />
          <InsideRow value={true}>
            {bucketsByAge(data.entries, endOfMinute).map(({ title, rows }) => (
              <PeekPart key={title} title={title}>
                <PlaceEntries>
                  {rows.map((row) => (
                    <Entry key={row.id} row={row} isRunning={row.id === running?.deploymentId} />
                  ))}
                </PlaceEntries>
              </PeekPart>
            ))}
          </InsideRow>
        </>
      )}
    </PeekDrawer>
  );
}

function Entry({
  row,
  isRunning,
}: {
  readonly row: Timeline['entries'][number];
  readonly isRunning: boolean;
}) {
  const { id, projectId, environmentId, environment, version, releaseId } = row;
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <PlaceEntry
      href={`#${pathTo.deployment(id)}`}
      version={version}
      running={isRunning ? 'runs now' : null}
      flags={row.flags}
      status={row.status}
      actor={row.actor}
      at={row.triggeredAt}
      menu={
        <>
          <Menu.Item
            leftSection={<IconExternalLink {...icon} />}
            onClick={() => navigate(pathTo.deployment(id))}
          >
            View
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUsers {...icon} />}
            onClick={() => ask({ act: 'digest', deploymentId: id })}
          >
            Digest for the authors
          </Menu.Item>
          {releaseId === null ? null : (
            <>
              <Menu.Item
                leftSection={<IconRefresh {...icon} />}
                onClick={() => ask({ act: 'deploy', projectId, environmentId, releaseId })}
              >
                Redeploy to {environment}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconRocket {...icon} />}
                onClick={() => ask({ act: 'deploy', projectId, releaseId })}
              >
                Deploy elsewhere
              </Menu.Item>
            </>
          )}
          {row.status === 'succeeded' && !isRunning ? (
            <Menu.Item
              leftSection={<IconArrowBackUp {...icon} />}
              onClick={() =>
                ask({ act: 'rollback', projectId, environmentIds: [environmentId], targetId: id })
              }
            >
              Roll back to this
            </Menu.Item>
          ) : null}
        </>
      }
    />
  );
}
