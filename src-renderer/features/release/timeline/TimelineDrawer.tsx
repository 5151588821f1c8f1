import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDots,
  IconExternalLink,
  IconHandStop,
  IconRefresh,
  IconRocket,
  IconSnowflake,
} from '@tabler/icons-react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { formatClock } from '#shared/time.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { bucketsByAge } from '../../../ui/ageBuckets.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FlagIcons } from '../../../ui/FlagIcons.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { TierTag } from '../../../ui/TierTag.tsx';
import { Instant, useNow, useZone } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
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
  const zone = useZone();
  const { environmentId, name, tier, running, frozenBy, hold, hasWorkflow } = environment;
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
        <>
          <PeekLine>
            <span className={classes.title}>Environment timeline</span>
          </PeekLine>
          <PeekLine aside={<TierTag tier={tier} />}>
            <strong className={classes.project}>{project}</strong>
            <EnvironmentLabel name={name} tier={tier} />
          </PeekLine>
          <PeekLine
            aside={
              running ? (
                <span>
                  since <Instant at={running.since} form="clock" />
                </span>
              ) : null
            }
          >
            {running ? <Version value={running.version} strong /> : <span>Nothing runs here</span>}
          </PeekLine>
          <PeekLine>
            <a className={classes.workflow} href={`#${pathTo.workflow(projectId, environmentId)}`}>
              {hasWorkflow ? 'A workflow runs for every deployment' : 'No workflow: reported from outside'}
            </a>
          </PeekLine>
          {frozenBy.map(({ freezeId, name: freeze, endsAt }) => (
            <PeekLine key={freezeId}>
              <span className={classes.state}>
                <IconSnowflake size={14} stroke={1.75} aria-hidden />
                frozen by {freeze},{' '}
                {endsAt === null ? 'until it is lifted' : `until ${formatClock(endsAt, now, zone)}`}
              </span>
            </PeekLine>
          ))}
          {hold ? (
            <PeekLine>
              <span className={classes.state} data-held title={hold.reason}>
                <IconHandStop size={14} stroke={1.75} aria-hidden />
                auto-promotion held <Instant at={hold.since} />
              </span>
            </PeekLine>
          ) : null}
        </>
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
        <p className={classes.none}>Nothing was ever deployed here.</p>
      ) : (
        <>
          <EnvironmentLane projectId={projectId} environmentId={environmentId} />
          <InsideRow value={true}>
            {bucketsByAge(data.entries, now).map(({ title, rows }) => (
              <PeekPart key={title} title={title}>
                <ul className={classes.entries}>
                  {rows.map((row) => (
                    <Entry key={row.id} row={row} isRunning={row.id === running?.deploymentId} />
                  ))}
                </ul>
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
    <li className={classes.entry}>
      <a className={classes.what} href={`#${pathTo.deployment(id)}`}>
        <span className={classes.line}>
          <Version value={version} max={24} strong={isRunning} />
          {isRunning ? <span className={classes.runs}>runs now</span> : null}
          <FlagIcons flags={row.flags} size={13} />
        </span>
        <span className={classes.line}>
          <StatusBadge status={row.status} size={13} />
          {row.actor ? <span className={classes.actor}>{row.actor}</span> : null}
        </span>
      </a>
      <span className={classes.age}>
        <Instant at={row.triggeredAt} form="clock" />
      </span>
      <Menu width={230}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={`Actions for ${version}`}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconExternalLink {...icon} />}
            onClick={() => navigate(pathTo.deployment(id))}
          >
            View
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
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
