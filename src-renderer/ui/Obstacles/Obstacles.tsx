import { Checkbox } from '@mantine/core';
import { IconBan, IconSnowflake } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FrozenBy } from '#shared/features/environment/frozen.ts';
import { formatClock } from '#shared/time.ts';
import { ActionLine, type ActionRow } from '../ActionDialog.tsx';
import { useTime } from '../time.tsx';
import classes from './Obstacles.module.css';
import { type InTheWay, neededOverrides, type Override, openChecks, openFreezes } from './overrides.ts';

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
function checkRows(
  way: Pick<InTheWay, 'obstacles'>,
  verb: string,
  isTicked: boolean,
  onTick: (ticked: boolean) => void,
): ActionRow[] {
  const checks = openChecks(way);
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
              label={`${verb} in spite of ${checks.length === 1 ? 'it' : 'all of it'}. The record is marked forced.`}
              checked={isTicked}
              onChange={(event) => onTick(event.currentTarget.checked)}
            />
          ) : null}
        </>
      ),
    },
  ];
}

/** Everything that stands in the way of a deployment, each with the tick that goes through it. */
export function obstacleRows({
  way,
  verb,
  isLater = false,
  overrides,
  onOverrides,
}: {
  /** As if nothing were ticked. */
  readonly way: InTheWay;
  /** What is done in spite of it: `Deploy`. */
  readonly verb: string;
  /** It takes effect later. */
  readonly isLater?: boolean;
  readonly overrides: readonly Override[];
  readonly onOverrides: (overrides: readonly Override[]) => void;
}): ActionRow[] {
  const frozenBy = openFreezes(way);
  const freezeIds = overrides.filter((one) => typeof one === 'number');
  const isTicked = overrides.includes('checks');
  const set = (ids: readonly number[], checks: boolean) =>
    onOverrides([...(checks ? ['checks' as const] : []), ...ids]);
  if (way.refusal !== null && neededOverrides(way).length === 0) return [refusedRow(way.refusal)];
  const checks = checkRows(way, verb, isTicked, (ticked) => set(freezeIds, ticked));
  if (frozenBy.length === 0) return checks;
  return [
    ...checks,
    {
      label: 'Freeze',
      note: isLater ? 'in force then' : 'in force',
      content: <Freezes frozenBy={frozenBy} overridden={freezeIds} onChange={(ids) => set(ids, isTicked)} />,
    },
  ];
}
