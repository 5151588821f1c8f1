import { Checkbox, Radio, Select } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import { skippedWords } from '#shared/features/environment/rollback-words.ts';
import { useCall } from '../../../api/client.ts';
import { ActionLine } from '../../../ui/ActionDialog.tsx';
import { StatusIcon, statusLabel } from '../../../ui/StatusBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { counted } from '../words.ts';
import classes from './Act.module.css';
import { namedTargets, preselected, type RollbackChoice } from './rollbackForm.ts';

type Plan = NonNullable<RollbackItem['plan']>;

export interface PartProps {
  readonly item: RollbackItem;
  /** The plan of the rule, before anybody chose. */
  readonly rule: Plan;
  readonly choice: RollbackChoice;
  readonly onChoice: (changes: Partial<RollbackChoice>) => void;
}

/** The rule's own sentence, what it passed over, the targets that have a name, and the way to any other. */
export function Because({ item, rule, choice, onChoice }: PartProps) {
  const named = namedTargets(rule);
  const value = choice.targetId ?? preselected(rule);
  const chosen = !named.some(({ id }) => id === value);
  const [isOpen, setOpen] = useState(chosen);
  const { because, skipped } = item.plan ?? rule;
  return (
    <>
      <p className={classes.said}>
        {because} <span className={classes.dim}>Skipped: {skippedWords(skipped) ?? 'nothing'}.</span>{' '}
        {isOpen ? null : (
          <button type="button" className={classes.another} onClick={() => setOpen(true)}>
            Choose another target
          </button>
        )}
      </p>
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
      {isOpen ? <AnotherTarget item={item} value={chosen ? value : null} onChoice={onChoice} /> : null}
    </>
  );
}

/** Any version that ran there before, when it is asked for. */
function AnotherTarget({
  item: { projectId, environmentId, environment },
  value,
  onChoice,
}: {
  readonly item: RollbackItem;
  readonly value: number | null;
  readonly onChoice: PartProps['onChoice'];
}) {
  const { data } = useCall('environment.timeline', { projectId, environmentId, limit: 1 });
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
      value={value === null ? null : String(value)}
      onChange={(id) => onChoice({ targetId: id === null ? null : Number(id) })}
    />
  );
}

/** What is under way there and makes room, and what is scheduled and can. */
export function Canceled({ item, rule, choice, onChoice }: PartProps) {
  const plan = item.plan ?? rule;
  return (
    <>
      {plan.cancels.map(({ deploymentId, number, version, from, triggeredAt, to }) => (
        <ActionLine
          key={deploymentId}
          icon={<StatusIcon status={to} />}
          aside={to === 'canceling' ? 'its workflow is asked to end' : `becomes ${statusLabel(to)} at once`}
        >
          <Version value={version} max={30} />{' '}
          <span className={classes.dim}>
            #{number}, {statusLabel(from)} since <Instant at={triggeredAt} form="clock" />
            {to === 'canceling' ? null : ', recorded only'}
          </span>
        </ActionLine>
      ))}
      {plan.scheduled.map(({ deploymentId, version, scheduledFor }) => (
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
            scheduled {scheduledFor === null ? null : <Instant at={scheduledFor} form="clock" />},{' '}
            {choice.cancelScheduled.includes(deploymentId) ? 'is canceled' : 'stays, not started'}
          </span>
        </ActionLine>
      ))}
    </>
  );
}

/** When it begins, and by what. */
export function beginsWords({ waitsFor, hasWorkflow }: Plan, environment: string): string {
  const begins =
    waitsFor === 0
      ? 'At once'
      : `When ${counted(waitsFor, 'deployment that is under way there has', 'deployments that are under way there have')} ended, however long that takes`;
  return hasWorkflow
    ? `${begins}, by the workflow of ${environment}.`
    : `${begins}. ${environment} has no workflow, so it stays pending until a pipeline or a person reports on it.`;
}
