import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconClipboardPlus,
  IconClockPin,
  IconCopy,
  IconExternalLink,
  IconRefresh,
  IconRocket,
} from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef } from 'react';
import { deploymentPolicies } from '#shared/features/deployment/machine.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { Cell, CellHold, Matrix } from '#shared/features/matrix/model.ts';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { bucketsByAge } from '../../ui/ageBuckets.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { InsideRow } from '../../ui/InsideRow.ts';
import { PeekDrawer, PeekPart } from '../../ui/PeekDrawer.tsx';
import { PlaceEntries, PlaceEntry, PlaceNote } from '../../ui/PlaceTimeline/PlaceEntry.tsx';
import { PlaceHead } from '../../ui/PlaceTimeline/PlaceHead.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import classes from './CellTimeline.module.css';
import type { MatrixEnvironment } from './rows.ts';
import { driftWord } from './words.ts';

const SHOWN = 200;
const MINUTE = 60_000;

/** The drawing of which version ran when, by the feature that knows releases. */
export type LanePart = ComponentType<{ readonly projectId: number; readonly environmentId: number }>;

/** The timeline of one project in one environment: every record there, and what can be done again from it. */
export function CellTimeline({
  project,
  environment,
  projectId,
  cell,
  freezes,
  hold,
  at,
  now,
  pastReason,
  takeFocus,
  lane: Lane,
  onMoveTo,
  onClose,
}: {
  readonly project: string;
  readonly environment: MatrixEnvironment;
  readonly projectId: number;
  readonly cell: Cell | undefined;
  /** What freezes this place at the instant shown. */
  readonly freezes: Matrix['freezes'];
  /** What holds auto-promotion back there at the instant shown. */
  readonly hold: CellHold | null;
  /** The instant shown; null is now. */
  readonly at: number | null;
  readonly now: number;
  /** Why nothing can be changed, while the past is shown. */
  readonly pastReason: string | null;
  /** The keys go into the drawer, because Enter asked for it. */
  readonly takeFocus: boolean;
  readonly lane: LanePart;
  readonly onMoveTo: (at: number) => void;
  readonly onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const place = { projectId, environmentId: environment.id };
  const { data, error } = useCall(
    'deployment.history',
    { projectId, environmentId: environment.id, limit: SHOWN },
    { keepPrevious: false },
  );
  const known = useCall('environment.timeline', place, { keepPrevious: false }).data?.entries;
  const loaded = data !== undefined;
  useEffect(() => {
    if (takeFocus && loaded) list.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [takeFocus, loaded]);
  const drift = driftWord(cell?.drift ?? null);
  const from = at ?? now + MINUTE;
  return (
    <PeekDrawer
      label={`Environment timeline of ${project} in ${environment.name}`}
      production={environment.tier === 'production'}
      onClose={onClose}
      header={
        <PlaceHead
          project={project}
          environment={environment.name}
          tier={environment.tier}
          version={cell?.version ?? null}
          since={cell?.deployedAt ?? null}
          beside={drift ? <span className={classes.drift}>{drift}</span> : null}
          freezes={freezes}
          hold={hold}
          now={now}
        />
      }
      footer={
        <>
          <ActionButton
            label={`Deploy to ${environment.name}`}
            icon={IconRocket}
            disabledReason={pastReason}
            onClick={() => openDialog({ kind: 'release', action: { act: 'deploy', ...place } })}
          />
          <ActionButton
            label="Roll back"
            icon={IconArrowBackUp}
            {...(environment.tier === 'production' && !pastReason ? { tone: 'prod' as const } : {})}
            disabledReason={pastReason}
            onClick={() =>
              openDialog({
                kind: 'release',
                action: { act: 'rollback', projectId, environmentIds: [environment.id] },
              })
            }
          />
        </>
      }
    >
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : !data ? (
        <RowSkeleton rows={6} />
      ) : data.length === 0 ? (
        <PlaceNote>Nothing was ever deployed here.</PlaceNote>
      ) : (
        <div ref={list}>
          <Lane {...place} />
          <InsideRow value={true}>
            {bucketsByAge(data, from).map(({ title, rows }) => (
              <PeekPart key={title} title={title}>
                <PlaceEntries>
                  {rows.map((row) => (
                    <Entry
                      key={row.id}
                      row={row}
                      releaseId={known?.find(({ id }) => id === row.id)?.releaseId ?? null}
                      running={cell?.deploymentId === row.id}
                      past={at !== null}
                      later={row.triggeredAt > from}
                      pastReason={pastReason}
                      onMoveTo={onMoveTo}
                    />
                  ))}
                </PlaceEntries>
              </PeekPart>
            ))}
          </InsideRow>
          {data.length === SHOWN ? <PlaceNote>The newest {SHOWN} are shown.</PlaceNote> : null}
        </div>
      )}
    </PeekDrawer>
  );
}

function Entry({
  row,
  releaseId,
  running,
  past,
  later,
  pastReason,
  onMoveTo,
}: {
  readonly row: DeploymentRow;
  /** Its version, to be deployed again; null when it is not known. */
  readonly releaseId: number | null;
  readonly running: boolean;
  readonly past: boolean;
  readonly later: boolean;
  readonly pastReason: string | null;
  readonly onMoveTo: (at: number) => void;
}) {
  const { id, projectId, environmentId, version } = row;
  const canRollBack = deploymentPolicies[row.policy].states[row.status].on.roll_back !== undefined;
  const took =
    row.finishedAt !== null && row.startedAt !== null ? Math.max(0, row.finishedAt - row.startedAt) : null;
  return (
    <PlaceEntry
      href={`#${pathTo.deployment(id)}`}
      version={version}
      running={running ? (past ? 'ran then' : 'runs now') : null}
      later={later}
      status={row.status}
      actor={row.actor}
      took={took}
      at={row.triggeredAt}
      menu={
        <>
          <Menu.Item
            leftSection={<IconExternalLink size={15} stroke={1.75} />}
            onClick={() => navigate(pathTo.deployment(id))}
          >
            Open
          </Menu.Item>
          <Menu.Item
            leftSection={<IconClockPin size={15} stroke={1.75} />}
            onClick={() => onMoveTo(row.finishedAt ?? row.triggeredAt)}
          >
            Show the matrix at that moment
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} stroke={1.75} />} onClick={() => copy(version)}>
            Copy the version
          </Menu.Item>
          <Menu.Divider />
          {releaseId === null ? null : (
            <Menu.Item
              leftSection={<IconRefresh size={15} stroke={1.75} />}
              disabled={pastReason !== null}
              {...(pastReason ? { title: pastReason } : {})}
              onClick={() =>
                openDialog({
                  kind: 'release',
                  action: { act: 'deploy', projectId, environmentId, releaseId },
                })
              }
            >
              Redeploy to {row.environment}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconClipboardPlus size={15} stroke={1.75} />}
            disabled={pastReason !== null}
            {...(pastReason ? { title: pastReason } : {})}
            onClick={() => openDialog({ kind: 'record', projectId, environmentId, version })}
          >
            Record this version again
          </Menu.Item>
          {canRollBack ? (
            <Menu.Item
              leftSection={<IconArrowBackUp size={15} stroke={1.75} />}
              disabled={pastReason !== null}
              {...(pastReason ? { title: pastReason } : {})}
              onClick={() => openDialog({ kind: 'move', ids: [id], to: 'rolled_back' })}
            >
              Mark as rolled back
            </Menu.Item>
          ) : null}
          {pastReason ? <Menu.Label>{pastReason}</Menu.Label> : null}
        </>
      }
    />
  );
}

const copy = (text: string) => void navigator.clipboard?.writeText(text);
