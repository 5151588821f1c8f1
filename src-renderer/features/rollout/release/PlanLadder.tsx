import { IconStairsUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isUnfinished } from '#shared/features/codepush/model.ts';
import { formatDuration } from '#shared/time.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { HowComputed } from '../../../ui/HowComputed.tsx';
import { Ladder, type LadderRung } from '../../../ui/Ladder.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import type { StatusName } from '../../../ui/StatusBadge.tsx';
import { Instant, useNow } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import classes from '../Rollout.module.css';
import { type PlanRung, planRungs, stoodMs } from '../rungs.ts';
import { useJudged } from '../useJudged.ts';
import { devicesWords, planLooks, ruleWords } from '../words.ts';
import { planInput } from './planInput.ts';

type Found = OutputFor<'rollout.get'>;
type Planned = Found & { readonly plan: NonNullable<Found['plan']> };

/** The steps of a release: those of its plan, else those that it took, and the way to a plan. */
export function PlanLadder({
  deploymentId,
  children,
}: {
  readonly deploymentId: number;
  /** The ladder of a release without a plan. */
  readonly children: ReactNode;
}) {
  const { data, error } = useCall('rollout.get', planInput(deploymentId), { keepPrevious: false });
  if (!data) return error ? children : null;
  const { plan, release } = data;
  if (plan) return <Steps found={{ ...data, plan }} />;
  const canBePlanned = isUnfinished(release) && !release.superseded;
  return (
    <>
      {children}
      {canBePlanned ? (
        <div className={classes.offer}>
          <ActionButton
            label="Plan the rollout"
            icon={IconStairsUp}
            size="xs"
            onClick={() => ask({ act: 'plan', deploymentId })}
          />
          <span>Its steps then open by themselves, as long as devices report well.</span>
        </div>
      ) : null}
    </>
  );
}

function Steps({ found }: { readonly found: Planned }) {
  const { plan, release, decisions } = found;
  const now = useNow();
  const { action, reasons } = useJudged(found);
  const { steps, deploymentId } = plan;
  const reach = useCall('rollout.preview', { deploymentId, steps }).data?.steps;
  const rungs = planRungs(plan, release.rollout, decisions, now);
  const waits = reasons.every((reason) => reason === 'too_early' || reason === 'too_few_reports');
  const held =
    plan.status !== 'running' ? plan.status !== 'done' : action === 'halt' || (action === 'hold' && !waits);
  const taken = rungs.filter(({ state }) => state !== 'ahead').length;

  const icon = ({ state }: PlanRung): StatusName => {
    if (state === 'ahead') return 'pending';
    if (state === 'passed') return 'succeeded';
    return plan.status === 'running' ? (held ? 'held' : 'in_progress') : planLooks[plan.status].status;
  };
  const rung = (one: PlanRung, at: number): LadderRung => {
    const { step, state, since } = one;
    const devices = reach?.[at]?.percent === step.percent ? reach[at].devices : null;
    const ends = step.percent === 100;
    return {
      key: String(step.percent),
      state,
      title: formatPercent(step.percent),
      icon: icon(one),
      lines: [
        devices === null ? '' : devicesWords(devices),
        since === null ? whenWords(one, now) : <Instant key="since" at={since} form="clock" />,
        ...(ends ? [state === 'ahead' ? 'then done' : null] : ruleWords(step)),
        state === 'current' && plan.haltedBy ? (
          <>
            halted <Instant at={plan.haltedBy.at} form="clock" />
          </>
        ) : state === 'ahead' ? null : (
          standWords(stoodMs(rungs, at, now), state, release.rollout, step.percent)
        ),
      ].filter((line) => line !== null),
    };
  };
  return (
    <Section
      title="Steps"
      count={`${taken} of ${steps.length}, ${planLooks[plan.status].label}`}
      aside={
        <HowComputed about="The steps of the plan">
          <p>
            Devices are those known in the channel that the step lets in, the steps before among them. A step
            opens from its time on, at the earliest: when the gate of the one before it passes.
          </p>
        </HowComputed>
      }
    >
      <Ladder label="Steps of the plan" rungs={rungs.map(rung)} held={held} />
    </Section>
  );
}

function whenWords({ state, opensAt }: PlanRung, now: number): ReactNode {
  if (state !== 'ahead') return null;
  if (opensAt === null) return 'waits for the plan';
  if (opensAt <= now) return 'waits for the gate';
  return (
    <>
      from <Instant at={opensAt} form="clock" />
    </>
  );
}

function standWords(
  ms: number | null,
  state: PlanRung['state'],
  rollout: number,
  percent: number,
): ReactNode {
  const span = ms === null ? null : formatDuration(Math.floor(ms / 1000) * 1000);
  if (state === 'passed') return span === null ? null : `stood ${span}, gate passed`;
  const raised = rollout > percent ? `raised by hand to ${formatPercent(rollout)}` : null;
  return [span === null ? null : `${span} so far`, raised].filter(Boolean).join(', ') || null;
}
