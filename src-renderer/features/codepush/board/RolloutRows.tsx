import { IconCircleCheck } from '@tabler/icons-react';
import { osLabels } from '#shared/features/build/model.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { STOP } from '../../../ui/stops.ts';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import type { ReleasePart } from '../parts.ts';
import { RolloutMeter, StandingBadge } from '../Standing.tsx';
import { nextStep, standingOf } from '../standing.ts';
import { channelTitle, devicesWords, failedCount, failedText } from '../words.ts';
import classes from './Board.module.css';
import type { PlacedRollout } from './rollouts.ts';

/** The one next action of a rollout: to let more devices in, or to go on after a halt. */
function NextAction({ rollout: { release } }: { readonly rollout: PlacedRollout }) {
  const { deploymentId } = release;
  // To serve it again without its plan would leave it to nobody.
  if (release.plan === 'halted' && release.isDisabled) {
    return (
      <ActionButton
        label="Resume"
        size="xs"
        onClick={() => openDialog({ kind: 'rollout', action: { act: 'resume', deploymentId } })}
      />
    );
  }
  if (standingOf(release) === 'halted') {
    return <ActionButton label="Resume" size="xs" onClick={() => ask({ act: 'resume', deploymentId })} />;
  }
  return (
    <ActionButton
      label="Raise"
      size="xs"
      onClick={() => ask({ act: 'edit', deploymentId, rollout: nextStep(release.rollout) })}
    />
  );
}

function Row({ rollout, note: Note }: { readonly rollout: PlacedRollout; readonly note: ReleasePart }) {
  const { channel, release } = rollout;
  const { counters } = release;
  return (
    <li className={classes.rollout} aria-label={`${release.label} of ${channelTitle(channel)}`}>
      <StandingBadge release={release} />
      <EnvironmentLabel name={`${osLabels[channel.os]} ${channel.name}`} tier={channel.target} />
      <a
        {...STOP}
        className={classes.release}
        href={`#${pathTo.codePush(release.deploymentId)}`}
        title={`${channel.project} ${release.label}`}
      >
        {channel.project} <Version value={release.label} strong />
      </a>
      <span className={classes.range}>
        for <Version value={release.targetBinaryRange} max={18} />
      </span>
      <RolloutMeter release={release} />
      <span className={classes.devices} title="Devices that run it, of all that are known in the channel">
        {formatCount(counters.active)} of {devicesWords(channel.devices)}
      </span>
      <span className={classes.failed} title={failedCount(counters)}>
        {failedText(counters)}
        {failedText(counters) === '' ? '' : ' failed'}
      </span>
      <span className={classes.age}>
        <Instant at={release.releasedAt} />
      </span>
      <span className={classes.action}>
        <NextAction rollout={rollout} />
      </span>
      <Note deploymentId={release.deploymentId} />
    </li>
  );
}

/** Every rollout below 100 percent that goes on or was halted, newest first, each with its one next action. */
export function RolloutRows({
  rollouts,
  note,
}: {
  readonly rollouts: readonly PlacedRollout[];
  /** What is said of a rollout below its row, if there is something to say. */
  readonly note: ReleasePart;
}) {
  return (
    <Section title="Under way" count={rollouts.length} boxed>
      {rollouts.length === 0 ? (
        <p className={classes.calm}>
          <IconCircleCheck size={15} stroke={1.75} aria-hidden className={classes.calmIcon} />
          Every release is complete; nothing is being rolled out.
        </p>
      ) : (
        <ul className={classes.rows}>
          {rollouts.map((rollout) => (
            <Row key={rollout.release.deploymentId} rollout={rollout} note={note} />
          ))}
        </ul>
      )}
    </Section>
  );
}
