import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { useCall } from '../../../api/client.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { FlagIcons } from '../../../ui/FlagIcons.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { FactList } from '../../../ui/Page.tsx';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { PlaceState } from '../../../ui/PlaceTimeline/PlaceState.tsx';
import { FromTo } from '../../../ui/RecordHeader.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { timelineSteps } from '../../../ui/StepTimeline/reported.ts';
import { StepTimeline } from '../../../ui/StepTimeline/StepTimeline.tsx';
import text from '../../../ui/Text.module.css';
import { useNow } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { WaitingPeek } from '../../../ui/WaitingPeek.tsx';
import { CancelRun } from '../CancelRun.tsx';
import { factsOf } from '../detail/facts.tsx';
import { LinkedRows } from '../detail/LinkedRows.tsx';
import { moveIcons, type OfferedMove, offeredMoves } from '../moves.ts';
import { stepProgress } from '../steps.ts';
import { waitingActs } from '../waiting.ts';
import { moveLabels, numberLabel } from '../words.ts';
import classes from './Peek.module.css';

/** The record beside the grid: enough to judge it, and the moves it allows. */
export function DeploymentPeek({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { data, error } = useCall('deployment.get', { id });
  if (!data || error?.code === 'not_found')
    return <WaitingPeek label="Deployment" error={error} onClose={onClose} />;
  return <PeekOf record={data} onClose={onClose} />;
}

function PeekOf({ record, onClose }: { readonly record: DeploymentDetail; readonly onClose: () => void }) {
  const now = useNow();
  const steps = timelineSteps(record.steps, record.attempt);
  const open = () => navigate(pathTo.deployment(record.id));
  const { buttons } = offeredMoves(record);
  const [first, second] = buttons.filter(({ refusal }) => refusal === null);
  const shown = [first, second && fits(first, second) ? second : undefined].filter(
    (move) => move !== undefined,
  );
  return (
    <PeekDrawer
      label={`Deployment ${numberLabel(record.number)}`}
      production={record.tier === 'production'}
      onClose={onClose}
      onOpen={open}
      header={
        <>
          <PeekLine aside={<span className={classes.number}>{numberLabel(record.number)}</span>}>
            <StatusBadge status={record.status} {...noteOf(record)} />
          </PeekLine>
          <PeekLine
            aside={
              <>
                <EnvironmentLabel name={record.environment} tier={record.tier} />
                {record.tier}
              </>
            }
          >
            <strong className={classes.name}>{record.project}</strong>
          </PeekLine>
          <PeekLine aside={<FlagIcons flags={record.flags} />}>
            <FromTo
              from={record.fromVersion === null ? null : <Version value={record.fromVersion} max={20} />}
              to={<Version value={record.version} max={24} strong />}
            />
          </PeekLine>
          {record.there ? <PlaceState {...record.there} now={now} /> : null}
        </>
      }
      footer={
        <>
          {record.openRunId === null ? null : <CancelRun runId={record.openRunId} size="xs" />}
          {waitingActs(record)
            .slice(0, 1)
            .map(({ label, icon, dialog }) => (
              <ActionButton
                key={label}
                size="xs"
                label={label}
                icon={icon}
                onClick={() => openDialog(dialog)}
              />
            ))}
          {shown.map(({ event, to }) => (
            <ActionButton
              key={event}
              size="xs"
              label={moveLabels[event]}
              icon={moveIcons[event]}
              {...(event === 'roll_back' && record.tier === 'production' ? { tone: 'prod' } : {})}
              onClick={() => openDialog({ kind: 'move', ids: [record.id], to })}
            />
          ))}
          <ActionButton label="Open" size="xs" after={<KeyHint keys="Enter" />} onClick={open} />
        </>
      }
    >
      {record.errorMessage ? (
        <PeekPart title="Error">
          <p className={classes.error}>{record.errorMessage}</p>
        </PeekPart>
      ) : null}
      {steps.length > 0 ? (
        <div className={classes.steps}>
          <StepTimeline
            compact
            steps={steps}
            startedAt={record.startedAt}
            finishedAt={record.finishedAt}
            now={record.finishedAt ?? now}
          />
        </div>
      ) : null}
      <PeekPart>
        <FactList facts={factsOf(record)} />
      </PeekPart>
      <PeekPart title="Linked">
        <LinkedRows record={record} most={4} />
      </PeekPart>
      {record.notes ? (
        <PeekPart title="Notes">
          <p className={text.prose}>{record.notes}</p>
        </PeekPart>
      ) : null}
    </PeekDrawer>
  );
}

/** Two buttons stand in the drawer's foot when their words have room beside the third. */
function fits(first: OfferedMove | undefined, second: OfferedMove): boolean {
  return (first ? moveLabels[first.event].length : 0) + moveLabels[second.event].length <= 24;
}

function noteOf(record: DeploymentDetail): { note?: string } {
  const notes = [stepProgress(record), record.attempt > 1 ? `attempt ${record.attempt}` : null].filter(
    Boolean,
  );
  return notes.length === 0 ? {} : { note: notes.join(', ') };
}
