import {
  IconAdjustmentsHorizontal,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconScale,
} from '@tabler/icons-react';
import { isOpenPlan } from '#shared/features/rollout/machine.ts';
import { JUDGED_EVERY } from '#shared/features/rollout/rules.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import { formatDuration } from '#shared/time.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { HowComputed } from '../../../ui/HowComputed.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import { gateRows } from '../gate.ts';
import classes from '../Rollout.module.css';
import { useJudged } from '../useJudged.ts';
import { planLooks, verdictLooks } from '../words.ts';
import { Decisions } from './Decisions.tsx';
import { GateTable } from './GateTable.tsx';
import { planInput } from './planInput.ts';

type Found = OutputFor<'rollout.get'>;
type Planned = Found & { readonly plan: NonNullable<Found['plan']> };

/** What the standing step of a plan asks for, what came of it, and what can be done; nothing without a plan. */
export function PlanGate({ deploymentId }: { readonly deploymentId: number }) {
  const { data } = useCall('rollout.get', planInput(deploymentId), { keepPrevious: false });
  if (!data?.plan) return null;
  return (
    <>
      <Gate found={{ ...data, plan: data.plan }} />
      <Decisions decisions={data.decisions} hasMore={data.nextBefore !== null} />
    </>
  );
}

function Gate({ found }: { readonly found: Planned }) {
  const { plan, release } = found;
  const { deploymentId, status } = plan;
  const present = useJudged(found);
  const { countedFrom, haltedBy } = plan;
  // What a disabled release would be judged now says nothing: the numbers that halted it do.
  const judgement = haltedBy?.judgement ?? present;
  const open = isOpenPlan(status);
  const runs = status === 'running';
  const rows = open ? gateRows(judgement) : [];
  const look = runs ? verdictLooks[judgement.action] : planLooks[status];
  const until = runs ? null : `The plan is ${planLooks[status].label}.`;
  return (
    <Section
      title={judgement.step && open ? `Gate of ${formatPercent(judgement.step.percent)}` : 'Plan'}
      count={<StatusBadge status={look.status} label={look.label} />}
      aside={
        <HowComputed about="The gate">
          <p>
            The step that counts is the last one that the rollout has reached. It goes on when all of its
            rules hold, and holds while one does not or a number is not known.
          </p>
          <p>
            It halts when the rate is above the maximum with 95 % confidence, by the Wilson score interval,
            from as many reports as the step asks for and never from fewer than three.
          </p>
          <p>
            Judged as the hours of the step end and every {formatDuration(JUDGED_EVERY)} by Slipway itself,
            while it runs. Every device counts once.
          </p>
        </HowComputed>
      }
    >
      {rows.length > 0 ? <GateTable rows={rows} /> : null}
      <p className={classes.why} aria-live="polite">
        {haltedBy ? (
          <>
            <strong>Why it halted:</strong> {haltedBy.sentence}
          </>
        ) : open ? (
          <>
            <strong>{runs ? 'Judged now:' : 'Would be judged:'}</strong> {judgementWords(judgement)}
          </>
        ) : (
          `The plan is ${planLooks[status].label}; ${release.label} ${servedWords(release)}.`
        )}
      </p>
      {haltedBy ? <AfterHalt found={found} /> : null}
      <p className={classes.due}>
        {plan.dueAt === null ? (
          open && !haltedBy ? (
            <>{until} Nothing is judged until it is resumed.</>
          ) : null
        ) : (
          <>
            Judged next <Instant at={plan.dueAt} />, at <Instant at={plan.dueAt} form="clock" />.
          </>
        )}
        {countedFrom.installed + countedFrom.failed > 0
          ? ` Not counted: ${formatCount(countedFrom.installed + countedFrom.failed)} reports from before a person resumed it.`
          : null}
      </p>
      <div className={classes.buttons}>
        {open ? (
          <>
            {haltedBy ? null : (
              <ActionButton
                label="Judge now"
                icon={IconScale}
                size="xs"
                disabledReason={runs ? null : `${until} Resume it first.`}
                onClick={() => ask({ act: 'judge', deploymentId })}
              />
            )}
            {runs ? (
              <ActionButton
                label="Pause plan"
                icon={IconPlayerPause}
                size="xs"
                onClick={() => ask({ act: 'pause', deploymentId })}
              />
            ) : (
              <ActionButton
                label="Resume plan"
                icon={IconPlayerPlay}
                size="xs"
                onClick={() => ask({ act: 'resume', deploymentId })}
              />
            )}
            <ActionButton
              label="Stop plan"
              icon={IconPlayerStop}
              size="xs"
              onClick={() => ask({ act: 'stop', deploymentId })}
            />
          </>
        ) : null}
        <ActionButton
          label={open ? 'Change plan' : 'Plan it again'}
          icon={IconAdjustmentsHorizontal}
          size="xs"
          disabledReason={
            open || (release.rollout < 100 && !release.superseded)
              ? null
              : `The rollout of ${release.label} is over.`
          }
          onClick={() => ask({ act: 'plan', deploymentId })}
        />
      </div>
    </Section>
  );
}

function servedWords({ isDisabled, rollout }: Planned['release']): string {
  return isDisabled
    ? `is disabled at ${formatPercent(rollout)}`
    : `stays served at ${formatPercent(rollout)}`;
}

/** What a halt has left, and the three ways on. */
function AfterHalt({ found: { channel, release, plan } }: { readonly found: Planned }) {
  const { label, deploymentId } = release;
  const percent = formatPercent(release.rollout);
  const newest = release.number === channel.lastNumber;
  return (
    <>
      <p className={classes.due}>
        {plan.haltedBy ? (
          <>
            Judged <Instant at={plan.haltedBy.at} form="clock" />.{' '}
          </>
        ) : null}
        {release.isDisabled
          ? `Nobody gets ${label} any more; devices that run it are offered the newest other release.`
          : `${label} was served again by hand; its plan neither raises nor halts it.`}
      </p>
      <dl className={classes.ways}>
        <dt>Resume plan</dt>
        <dd>
          serves {label} to the same {percent} again; the {formatCount(plan.haltedBy?.reported.failed ?? 0)}{' '}
          failures so far no longer count, you answer for them
        </dd>
        <dt>
          <button
            type="button"
            className={classes.way}
            onClick={() =>
              openDialog({
                kind: 'codepush',
                action: { act: 'rollback', channelId: channel.id, label: newest ? null : label },
              })
            }
          >
            {newest ? 'Roll back' : `Roll back to ${label}`}
          </button>
        </dt>
        <dd>
          {newest
            ? 'gives every device of its range an older release, as a new one'
            : 'makes its contents the newest release'}
        </dd>
        <dt>
          <button
            type="button"
            className={classes.way}
            onClick={() => openDialog({ kind: 'codepush', action: { act: 'end', deploymentId } })}
          >
            End the rollout
          </button>
        </dt>
        <dd>leaves {label} disabled for good; its plan is done with it</dd>
      </dl>
    </>
  );
}
