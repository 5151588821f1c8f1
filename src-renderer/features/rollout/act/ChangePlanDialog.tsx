import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconScale,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { planMachine } from '#shared/features/rollout/machine.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { gateRows } from '../gate.ts';
import { GateTable } from '../release/GateTable.tsx';
import { planInput } from '../release/planInput.ts';
import { useJudged } from '../useJudged.ts';
import { channelTitle, planLooks, verdictLooks } from '../words.ts';
import classes from './Act.module.css';
import type { PlanAct } from './action.ts';

type Found = OutputFor<'rollout.get'>;
type Planned = Found & { readonly plan: NonNullable<Found['plan']> };

const looks: Readonly<Record<PlanAct, { title: string; verb: string; icon: TablerIcon }>> = {
  judge: { title: 'Judge the plan of', verb: 'Judge', icon: IconScale },
  pause: { title: 'Pause the plan of', verb: 'Pause the plan of', icon: IconPlayerPause },
  resume: { title: 'Resume the plan of', verb: 'Resume the plan of', icon: IconPlayerPlay },
  stop: { title: 'Stop the plan of', verb: 'Stop the plan of', icon: IconPlayerStop },
};

/** Judges, pauses, resumes or stops the plan of one release. */
export function ChangePlanDialog({
  act,
  deploymentId,
  onClose,
}: {
  readonly act: PlanAct;
  readonly deploymentId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('rollout.get', planInput(deploymentId), { keepPrevious: false });
  return data?.plan ? <Change act={act} found={{ ...data, plan: data.plan }} onClose={onClose} /> : null;
}

function Change({
  act,
  found,
  onClose,
}: {
  readonly act: PlanAct;
  readonly found: Planned;
  readonly onClose: () => void;
}) {
  const { channel, release, plan } = found;
  const { deploymentId, status } = plan;
  const judge = useAct('rollout.judge');
  // The judgement takes no reason: its own is kept.
  const move = useAct(`rollout.${act === 'judge' ? 'pause' : act}`);
  const [reason, setReason] = useState('');
  const judgement = useJudged(found);
  const { title, verb, icon } = looks[act];
  const becomes = act === 'judge' ? undefined : planMachine.states[status].on[act];
  const can = act === 'judge' ? status === 'running' : becomes !== undefined;
  const percent = formatPercent(release.rollout);
  const onConfirm = async () => {
    try {
      if (act === 'judge') await judge.run({ deploymentId });
      else await move.run({ deploymentId, reason: reason.trim() || null });
      onClose();
    } catch {
      // The error stands in the dialog, over the plan as it is now.
    }
  };
  const error = judge.error ?? move.error;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${title} ${release.label} in ${channelTitle(channel)}`}
      tier={channel.target}
      now={{
        label: 'Now',
        version: <span className={classes.word}>{planLooks[status].label}</span>,
        note: `at ${percent}`,
      }}
      next={
        act === 'judge'
          ? {
              label: 'Comes to',
              version: <span className={classes.word}>{verdictLooks[judgement.action].label}</span>,
              note:
                judgement.nextPercent === null
                  ? `stays at ${percent}`
                  : `goes to ${formatPercent(judgement.nextPercent)}`,
            }
          : {
              label: 'Will be',
              version: <span className={classes.word}>{planLooks[becomes ?? status].label}</span>,
              note: `keeps its ${percent}`,
            }
      }
      rows={changeRows(act, found, judgement)}
      {...(act === 'judge'
        ? {}
        : {
            // A pause must never wait for words; the others change what production gets.
            reason: {
              required: channel.target === 'production' && act !== 'pause',
              value: reason,
              onChange: setReason,
            },
          })}
      confirmLabel={`${verb} ${release.label} in ${channel.name}`}
      confirmIcon={icon}
      destructive={act === 'stop'}
      blockedReason={can ? null : `The plan is ${planLooks[status].label}`}
      busy={judge.busy || move.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function changeRows(
  act: PlanAct,
  { release, plan, counters }: Planned,
  judgement: ReturnType<typeof useJudged>,
): ActionRow[] {
  const { label } = release;
  const percent = formatPercent(release.rollout);
  const say = (note: string, words: string): ActionRow[] => [
    { label: 'What happens', note, content: <p className={classes.said}>{words}</p> },
  ];
  switch (act) {
    case 'judge': {
      const rows = gateRows(judgement);
      return [
        {
          label: 'Because',
          note: 'the rule',
          content: <p className={classes.said}>{judgementWords(judgement)}</p>,
        },
        ...(rows.length > 0 ? [{ label: 'The gate', content: <GateTable rows={rows} /> }] : []),
      ];
    }
    case 'pause':
      return say(
        'can be resumed',
        `Nothing is judged any more. ${label} stays served at ${percent}, and is neither raised nor halted by itself.`,
      );
    case 'resume':
      return plan.status === 'halted'
        ? say(
            'counted from now',
            `${label} is served again at ${percent}. Its hours count anew, and the ${formatCount(counters.failed)} failures so far are no longer held against it: you answer for them.`,
          )
        : say(
            'judged at once',
            `The plan goes on from ${percent} and is judged at once: ${judgementWords(judgement)}`,
          );
    case 'stop':
      return say(
        'the plan, not the release',
        `${label} stays served at ${percent} and is raised or halted by hand only. It can be planned again.`,
      );
  }
}
