import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconSnowflake } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FrozenBy } from '#shared/features/environment/frozen.ts';
import { formatClock } from '#shared/time.ts';
import { ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { useTime } from '../../../ui/time.tsx';
import classes from './Act.module.css';
import type { DeployPreview } from './deployForm.ts';

/** A word in the place of a version, as it is read. */
export function Word({ children }: { readonly children: string }) {
  return <span className={classes.word}>{children}</span>;
}

/** What a person should know before going on; it stops nothing. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <ActionLine
      key={warning}
      icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
    >
      {warning}
    </ActionLine>
  ));
}

/** The rows that stand only where there is something to mind. */
export function mindRow(warnings: readonly string[]): ActionRow[] {
  return warnings.length === 0 ? [] : [{ label: 'Mind', content: <Warnings warnings={warnings} /> }];
}

/** The sentence of a refusal where nothing was tried yet. `aside` is the way on. */
export function RefusedLine({ refusal, aside }: { readonly refusal: string; readonly aside?: ReactNode }) {
  return (
    <ActionLine icon={<IconBan size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />} aside={aside}>
      {refusal.replace(/ Nothing was changed( or canceled)?\.$/, '')}
    </ActionLine>
  );
}

/** Why the rules would not do it. */
export function refusedRow(refusal: string): ActionRow {
  return { label: 'Refused', note: 'by the rules', content: <RefusedLine refusal={refusal} /> };
}

/** `Peak weekend, until Mon 23 Nov 08:00`, with the zone where no day is named. */
function FreezeName({ name, endsAt }: Pick<FrozenBy, 'name' | 'endsAt'>) {
  const { zone, now } = useTime();
  const until =
    endsAt === null
      ? 'until it is lifted'
      : `until ${formatClock(endsAt, now, zone)}${zone === 'utc' ? ' UTC' : ''}`;
  return (
    <div className={classes.freezeName}>
      <IconSnowflake size={15} stroke={1.75} aria-hidden />
      <span>
        {name}, {until}
      </span>
    </div>
  );
}

/** The freezes in force, each gone through by its name alone. */
export function Freezes({
  frozenBy,
  overridden,
  onChange,
}: {
  readonly frozenBy: readonly FrozenBy[];
  readonly overridden: readonly number[];
  readonly onChange: (freezeIds: readonly number[]) => void;
}) {
  return frozenBy.map(({ freezeId, name, reason, endsAt }) => (
    <div key={freezeId} className={classes.freeze}>
      <FreezeName name={name} endsAt={endsAt} />
      <p className={classes.why}>{reason}</p>
      <Checkbox
        size="xs"
        className={classes.through ?? ''}
        label={`Override ${frozenBy.length === 1 ? 'the freeze' : `“${name}”`}. The record is marked forced.`}
        checked={overridden.includes(freezeId)}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? [...overridden, freezeId]
              : overridden.filter((id) => id !== freezeId),
          )
        }
      />
    </div>
  ));
}

/** The checks that stand in the way, and the one tick that goes through those that can be gone through. */
export function obstacleRows(
  { obstacles }: Pick<DeployPreview, 'obstacles'>,
  isTicked: boolean,
  onTick: (ticked: boolean) => void,
): ActionRow[] {
  const checks = obstacles.filter(({ check }) => check !== 'frozen');
  if (checks.length === 0) return [];
  const canBeForced = checks.every((one) => one.canBeForced);
  return [
    {
      label: 'In the way',
      note: canBeForced ? 'can be forced' : 'cannot be forced',
      content: (
        <>
          {checks.map(({ check, message, hint }) => (
            <div key={check} className={classes.obstacle}>
              <ActionLine icon={<IconBan size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}>
                {message} <span className={classes.dim}>{hint}</span>
              </ActionLine>
            </div>
          ))}
          {canBeForced ? (
            <Checkbox
              className={classes.override ?? ''}
              size="xs"
              label={`Deploy in spite of ${checks.length === 1 ? 'it' : 'all of it'}. The record is marked forced.`}
              checked={isTicked}
              onChange={(event) => onTick(event.currentTarget.checked)}
            />
          ) : null}
        </>
      ),
    },
  ];
}

/** What becomes of the deployment once it is made. */
export function workflowRow(hasWorkflow: boolean, environment: string): ActionRow {
  return {
    label: 'What happens',
    content: hasWorkflow
      ? `The workflow of ${environment} runs for it.`
      : `${environment} has no workflow: the deployment stays pending until a pipeline or a person reports on it.`,
  };
}
