import { Checkbox, Radio, Select } from '@mantine/core';
import { IconArrowDownLeft, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import type { RollbackItem } from '#shared/features/environment/acts.ts';
import { useCall } from '../../../api/client.ts';
import { ActionLine } from '../../../ui/ActionDialog.tsx';
import { StatusIcon, statusLabel } from '../../../ui/StatusBadge.tsx';
import { Version } from '../../../ui/Version.tsx';
import { counted } from '../words.ts';
import classes from './Act.module.css';
import { namedTargets, preselected, type RollbackChoice, type Target } from './rollbackForm.ts';

type Plan = NonNullable<RollbackItem['plan']>;

export interface PartProps {
  readonly item: RollbackItem;
  /** The plan of the rule, before anybody chose. */
  readonly rule: Plan;
  readonly choice: RollbackChoice;
  readonly onChoice: (changes: Partial<RollbackChoice>) => void;
}

/** The rule's own sentence, the targets that have a name, and the way to any other. */
export function Because({ item, rule, choice, onChoice }: PartProps) {
  const named = namedTargets(rule);
  const value = choice.targetId ?? preselected(rule);
  return (
    <>
      <p className={classes.said}>{item.plan?.because ?? rule.because}</p>
      {named.length > 1 ? (
        <Radio.Group
          aria-label={`Target in ${item.environment}`}
          value={String(value)}
          onChange={(id) => onChoice({ targetId: Number(id) })}
        >
          <div className={classes.targets}>
            {named.map((target) => (
              <Radio key={target.id} size="xs" value={String(target.id)} label={target.label} />
            ))}
          </div>
        </Radio.Group>
      ) : null}
      <AnotherTarget item={item} named={named} value={value} onChoice={onChoice} />
    </>
  );
}

/** Any version that ran there before, when it is asked for. */
function AnotherTarget({
  item: { projectId, environmentId, environment },
  named,
  value,
  onChoice,
}: {
  readonly item: RollbackItem;
  readonly named: readonly Target[];
  readonly value: number;
  readonly onChoice: PartProps['onChoice'];
}) {
  const chosen = !named.some(({ id }) => id === value);
  const [open, setOpen] = useState(chosen);
  const { data } = useCall('environment.timeline', { projectId, environmentId, limit: 1 }, { enabled: open });
  if (!open) {
    return (
      <button type="button" className={classes.another} onClick={() => setOpen(true)}>
        Choose another target
      </button>
    );
  }
  const versions = new Map<string, number>();
  for (const { version, deploymentId } of data?.intervals.toReversed() ?? []) {
    if (!versions.has(version)) versions.set(version, deploymentId);
  }
  return (
    <Select
      mt={8}
      label={`Another target in ${environment}`}
      placeholder="A version that ran there before"
      searchable
      nothingFoundMessage="No such version ran there"
      data={[...versions].slice(1).map(([version, id]) => ({ value: String(id), label: version }))}
      value={chosen ? String(value) : null}
      onChange={(id) => onChoice({ targetId: id === null ? null : Number(id) })}
    />
  );
}

/** The versions that are no longer there afterwards. */
export function GoesAway({ plan }: { readonly plan: Plan }) {
  return (
    <div className={classes.list}>
      {plan.goesAway.map((version) => (
        <ActionLine
          key={version}
          icon={<IconArrowDownLeft size={15} stroke={1.75} color="var(--sl-rb)" aria-hidden />}
          aside={version === plan.fromVersion ? 'runs now' : null}
        >
          <Version value={version} max={40} />
        </ActionLine>
      ))}
    </div>
  );
}

/** What is under way there and makes room, and what is scheduled and can. */
export function Canceled({ item, rule, choice, onChoice }: PartProps) {
  const plan = item.plan ?? rule;
  return (
    <>
      {plan.cancels.map(({ deploymentId, number, version, to }) => (
        <ActionLine
          key={deploymentId}
          icon={<StatusIcon status={to} />}
          aside={to === 'canceling' ? 'its workflow is asked to end' : 'at once'}
        >
          <Version value={version} max={30} />{' '}
          <span className={classes.dim}>
            #{number}, becomes {statusLabel(to)}
          </span>
        </ActionLine>
      ))}
      {plan.scheduled.map(({ deploymentId, version }) => (
        <ActionLine
          key={deploymentId}
          icon={<IconClock size={15} stroke={1.75} color="var(--sl-dim)" aria-hidden />}
          aside={
            <Checkbox
              size="xs"
              label="cancel it as well"
              checked={choice.cancelScheduled.includes(deploymentId)}
              onChange={(event) =>
                onChoice({
                  cancelScheduled: event.currentTarget.checked
                    ? [...choice.cancelScheduled, deploymentId]
                    : choice.cancelScheduled.filter((id) => id !== deploymentId),
                })
              }
            />
          }
        >
          <Version value={version} max={30} />{' '}
          <span className={classes.dim}>
            scheduled, {choice.cancelScheduled.includes(deploymentId) ? 'is canceled' : 'stays'}
          </span>
        </ActionLine>
      ))}
    </>
  );
}

/** When it begins. */
export function waitsWords({ waitsFor, hasWorkflow }: Plan, environment: string): string {
  const begins =
    waitsFor === 0
      ? 'It begins at once'
      : `It begins when ${counted(waitsFor, 'deployment that is under way there has', 'deployments that are under way there have')} ended, however long that takes`;
  return hasWorkflow
    ? `${begins}, by the workflow of ${environment}.`
    : `${begins}. ${environment} has no workflow, so it stays pending until a pipeline or a person reports on it.`;
}
