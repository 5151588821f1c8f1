import { Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconClipboardPlus,
  IconCopy,
  IconLink,
  IconNote,
  IconPackage,
  IconRefresh,
  IconRocket,
  IconStairsUp,
  IconUsers,
} from '@tabler/icons-react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { navigate } from '../../../app/location.ts';
import { deepLinkTo, pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { FlagIcons } from '../../../ui/FlagIcons.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { FromTo, RecordHeader } from '../../../ui/RecordHeader.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { TierTag } from '../../../ui/TierTag.tsx';
import { useTime } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { CancelRun } from '../CancelRun.tsx';
import { moveIcons, type OfferedMove, offeredMoves } from '../moves.ts';
import { stepProgress, timeLeft, timeWords } from '../steps.ts';
import { waitingActs } from '../waiting.ts';
import { moveIn, moveLabels, numberLabel } from '../words.ts';

/** What it is, from which version to which, how far it is, and what can be done with it. */
export function DetailHeader({
  record,
  onBack,
}: {
  readonly record: DeploymentDetail;
  readonly onBack: () => void;
}) {
  const { buttons, others } = offeredMoves(record);
  const production = record.tier === 'production';
  // Marking says what was done elsewhere; rolling back does it. Of what runs, that is the likelier wish.
  const runsThere = record.kind === 'environment' && record.running;
  return (
    <RecordHeader
      back={{ label: 'Deployments', onClick: onBack }}
      id={numberLabel(record.number)}
      copyValue={deepLinkTo('deployment', record.uid)}
      title={record.project}
      beside={
        <>
          <EnvironmentLabel name={record.environment} tier={record.tier} />
          <TierTag tier={record.tier} />
          <FlagIcons flags={record.flags} size={15} />
        </>
      }
      actions={
        <>
          {record.kind === 'build' ? (
            <ActionButton
              label="Open the build"
              icon={IconPackage}
              onClick={() => navigate(pathTo.build(record.id))}
            />
          ) : record.kind === 'code-push' ? (
            <ActionButton
              label="Open the release"
              icon={IconStairsUp}
              onClick={() => navigate(pathTo.codePush(record.id))}
            />
          ) : null}
          {runsThere ? (
            <ActionButton
              label={`Roll back ${record.environment}`}
              icon={IconArrowBackUp}
              tone={production ? 'prod' : 'default'}
              onClick={() => openRollback(record)}
            />
          ) : null}
          {record.openRunId === null ? null : <CancelRun runId={record.openRunId} />}
          {waitingActs(record).map(({ label, icon, dialog }) => (
            <ActionButton key={label} label={label} icon={icon} onClick={() => openDialog(dialog)} />
          ))}
          {buttons.map(({ event, to, refusal }) => (
            <ActionButton
              key={event}
              label={refusal === null && changesHistory(event) ? moveIn(event, record) : moveLabels[event]}
              icon={moveIcons[event]}
              disabledReason={refusal}
              {...(event === 'roll_back' && production && !runsThere ? { tone: 'prod' as const } : {})}
              onClick={() => openDialog({ kind: 'move', ids: [record.id], to })}
            />
          ))}
          <DeploymentMenu record={record} others={others} />
        </>
      }
    >
      <FromTo
        from={
          record.fromVersion === null ? null : <Version value={record.fromVersion} size="header" max={28} />
        }
        to={<Version value={record.version} size="header" strong max={34} />}
      />
      <StatusLine record={record} />
    </RecordHeader>
  );
}

function openRollback({
  projectId,
  environmentId,
}: Pick<DeploymentDetail, 'projectId' | 'environmentId'>): void {
  openDialog({
    kind: 'release',
    action: { act: 'rollback', projectId, environmentIds: [environmentId] },
  });
}

/** The moves that change what is said to run name the environment they touch. */
const changesHistory = (event: OfferedMove['event']) => event === 'roll_back' || event === 'succeed';

function StatusLine({ record }: { readonly record: DeploymentDetail }) {
  const { now, zone } = useTime();
  const { status, scheduledFor } = record;
  const notes = [
    status === 'scheduled' && scheduledFor !== null ? timeWords(scheduledFor, now, zone) : null,
    stepProgress(record),
    timeLeft(record, now),
    record.attempts.length > 1 ? `attempt ${record.attempt} of ${record.attempts.length}` : null,
    record.running ? `runs in ${record.environment} now` : null,
  ].filter(Boolean);
  return <StatusBadge status={status} {...(notes.length > 0 ? { note: notes.join(', ') } : {})} />;
}

function DeploymentMenu({
  record,
  others,
}: {
  readonly record: DeploymentDetail;
  readonly others: readonly OfferedMove[];
}) {
  const clipboard = useClipboard();
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <MoreMenu label="More actions" width={260} place="header">
      {others.map(({ event, to }) => {
        const Icon = moveIcons[event];
        return (
          <Menu.Item
            key={event}
            leftSection={<Icon {...icon} />}
            onClick={() => openDialog({ kind: 'move', ids: [record.id], to })}
          >
            {moveIn(event, record)}
          </Menu.Item>
        );
      })}
      {others.length > 0 ? <Menu.Divider /> : null}
      {record.kind === 'environment' ? <EnvironmentItems record={record} /> : null}
      <Menu.Item
        leftSection={<IconClipboardPlus {...icon} />}
        onClick={() => openDialog({ kind: 'record', projectId: record.projectId, version: record.version })}
      >
        Record this version elsewhere
      </Menu.Item>
      <Menu.Item
        leftSection={<IconNote {...icon} />}
        onClick={() => openDialog({ kind: 'notes', id: record.id })}
      >
        Edit notes
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUsers {...icon} />}
        onClick={() => openDialog({ kind: 'release', action: { act: 'digest', deploymentId: record.id } })}
      >
        Digest for the authors of its changes
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLink {...icon} />}
        onClick={() => clipboard.copy(deepLinkTo('deployment', record.uid))}
      >
        Copy link
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => clipboard.copy(record.version)}>
        Copy version
      </Menu.Item>
    </MoreMenu>
  );
}

/** What is done to the environment from here: this version once more, or another one instead of it. */
function EnvironmentItems({
  record: { projectId, environmentId, environment, releaseId, running },
}: {
  readonly record: DeploymentDetail;
}) {
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <>
      {running ? null : (
        <Menu.Item
          leftSection={<IconArrowBackUp {...icon} />}
          onClick={() => openRollback({ projectId, environmentId })}
        >
          Roll back {environment}
        </Menu.Item>
      )}
      {releaseId === null ? null : (
        <>
          <Menu.Item
            leftSection={<IconRefresh {...icon} />}
            onClick={() =>
              openDialog({ kind: 'release', action: { act: 'deploy', projectId, environmentId, releaseId } })
            }
          >
            Redeploy to {environment}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRocket {...icon} />}
            onClick={() => openDialog({ kind: 'release', action: { act: 'deploy', projectId, releaseId } })}
          >
            Deploy this version elsewhere
          </Menu.Item>
        </>
      )}
      <Menu.Divider />
    </>
  );
}
