import { IconStairsUp } from '@tabler/icons-react';
import { planTimes } from '#shared/features/rollout/rules.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { formatPercent } from '../../../ui/numbers.ts';
import { Instant, useNow } from '../../../ui/time.tsx';
import classes from '../Rollout.module.css';
import { useJudged } from '../useJudged.ts';
import { planLooks, verdictLooks } from '../words.ts';

type Row = OutputFor<'rollout.list'>[number];

/** That a plan leads a rollout, with its next step and when that can open; nothing for a rollout without one. */
export function PlanNote({ deploymentId }: { readonly deploymentId: number }) {
  const row = useCall('rollout.list', {}).data?.find(({ plan }) => plan.deploymentId === deploymentId);
  return row ? <Note row={row} /> : null;
}

/** A sentence behind a colon. */
const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function Note({ row }: { readonly row: Row }) {
  const { plan, release } = row;
  const { action } = useJudged(row);
  const now = useNow(60_000);
  const at = plan.steps.findIndex(({ percent }) => percent > release.rollout);
  const opensAt = planTimes(plan, release.rollout, now).opensAt[at] ?? null;
  const next = plan.steps[at];
  return (
    <span className={classes.note}>
      <IconStairsUp size={14} stroke={1.75} aria-hidden />
      {plan.status === 'running' ? (
        <span>
          Plan: {next ? `next ${formatPercent(next.percent)}` : 'no step after this one'}
          {next && opensAt !== null ? (
            opensAt <= now ? (
              action === 'hold' ? (
                ', time is up, its gate holds'
              ) : (
                `, ${verdictLooks[action].label} at the next judgement`
              )
            ) : (
              <>
                , <Instant at={opensAt} /> at the earliest
              </>
            )
          ) : null}
        </span>
      ) : plan.haltedBy ? (
        <span>
          Plan, <Instant at={plan.haltedBy.at} />: {lowered(plan.haltedBy.sentence)}
        </span>
      ) : (
        <span>
          Plan {planLooks[plan.status].label}
          {next ? `, ${formatPercent(next.percent)} would be next` : ''}
        </span>
      )}
    </span>
  );
}
