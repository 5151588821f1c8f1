import type { OutputFor } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Ladder, type LadderRung } from '../../../ui/Ladder.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { Instant } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import { standingOf, standingSentences } from '../standing.ts';
import { devicesWords } from '../words.ts';
import type { ReleaseEvent } from './log.ts';
import classes from './Release.module.css';
import { type RolloutStep, reachedAt, stoodWords } from './steps.ts';

/** Where the rollout came from, where it stands, and where it might go, with the devices of each step. */
export function StepLadder({
  detail: { release },
  steps,
  reached,
  halted,
}: {
  readonly detail: OutputFor<'codepush.get'>;
  readonly steps: readonly RolloutStep[];
  /** Known devices drawn at 0, 1, … 100 percent; null while they are being drawn. */
  readonly reached: readonly number[] | null;
  readonly halted: ReleaseEvent | null;
}) {
  const standing = standingOf(release);
  const next = standing === 'rolling_out' ? steps.find(({ state }) => state === 'ahead') : undefined;
  const now = reached === null ? null : reachedAt(reached, release.rollout);
  const rung = (step: RolloutStep): LadderRung => {
    const devices = reached === null ? null : reachedAt(reached, step.percent);
    const current = step.state === 'current';
    return {
      key: `${step.percent} ${step.at}`,
      state: step.state,
      title: formatPercent(step.percent),
      icon:
        current && standing === 'halted'
          ? 'paused'
          : step.state === 'ahead'
            ? 'pending'
            : currentIcon(step, standing),
      lines: [
        devices === null ? '' : devicesWords(devices),
        step.at === null ? (
          devices === null || now === null ? (
            'not yet'
          ) : (
            `${formatCount(devices - now)} more`
          )
        ) : (
          <Instant key="at" at={step.at} form="clock" />
        ),
        current && standing === 'halted' && halted ? (
          <>
            halted <Instant at={halted.at} />
          </>
        ) : (
          stoodWords(step)
        ),
      ].filter((line) => line !== null),
      ...(step === next
        ? {
            action: (
              <ActionButton
                label="Raise"
                size="xs"
                onClick={() =>
                  ask({ act: 'edit', deploymentId: release.deploymentId, rollout: step.percent })
                }
              />
            ),
          }
        : {}),
    };
  };
  const taken = steps.filter(({ state }) => state !== 'ahead').length;
  return (
    <Section
      title="Steps"
      count={
        taken === steps.length
          ? formatCount(taken)
          : `${taken} taken, ${steps.length - taken} usual ones ahead`
      }
    >
      <Ladder label="Steps of the rollout" rungs={steps.map(rung)} held={standing === 'halted'} />
      {standing === 'rolling_out' || standing === 'complete' ? null : (
        <p className={classes.quiet}>{standingSentences[standing]}</p>
      )}
    </Section>
  );
}

function currentIcon(step: RolloutStep, standing: ReturnType<typeof standingOf>) {
  if (step.state === 'passed' || standing === 'complete') return 'succeeded';
  return standing === 'rolling_out' ? 'in_progress' : 'canceled';
}
