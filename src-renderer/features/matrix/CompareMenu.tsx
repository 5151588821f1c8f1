import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import { DAY, dayKey, formatClock, type Zone } from '#shared/time.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { useNow, useZone } from '../../ui/time.tsx';
import classes from './CompareMenu.module.css';
import type { Comparison } from './place.ts';
import type { MatrixEnvironment } from './rows.ts';

const HOUR = 60 * 60 * 1000;
const presets = [
  { label: 'An hour before', ms: HOUR },
  { label: 'A day before', ms: DAY },
  { label: 'A week before', ms: 7 * DAY },
  { label: '30 days before', ms: 30 * DAY },
] as const;

/** `2026-11-20T14:30:05`, as a date and time field writes an instant of a zone. */
function fieldText(at: number, zone: Zone): string {
  return `${dayKey(at, zone)}T${formatClock(at, at, zone)}`;
}

/** The instant that a date and time field means in a zone; null when it is not filled in. */
export function instantOfField(text: string, zone: Zone): number | null {
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isFinite(at) && at >= 0 ? at : null;
}

/** Chooses what the matrix is held against: a second instant, or two environments side by side. */
export function CompareMenu({
  at,
  environments,
  compare,
  onCompare,
}: {
  /** The instant shown; null is now. */
  readonly at: number | null;
  readonly environments: readonly MatrixEnvironment[];
  readonly compare: Comparison | null;
  readonly onCompare: (compare: Comparison) => void;
}) {
  const zone = useZone();
  const now = useNow(60_000);
  const [opened, setOpened] = useState(false);
  const from = at ?? now;
  const [field, setField] = useState<string | null>(null);
  const text = field ?? fieldText(from - DAY, zone);
  const instant = instantOfField(text, zone);
  const pair = compare?.kind === 'environments' ? compare : null;
  const [before, setBefore] = useState<number | null>(pair?.before ?? environments.at(-2)?.id ?? null);
  const [after, setAfter] = useState<number | null>(pair?.after ?? environments.at(-1)?.id ?? null);
  const choices = environments.map(({ id, name }) => ({ value: String(id), label: name }));
  const choose = (comparison: Comparison) => {
    setOpened(false);
    onCompare(comparison);
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={372} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconGitCompare size={15} stroke={1.75} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          Compare with
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Compare the matrix with">
        <div className={classes.menu}>
          <h2 className={classes.title}>Another instant</h2>
          <div className={classes.presets}>
            {at === null ? null : (
              <ActionButton label="Now" size="xs" onClick={() => choose({ kind: 'instant', at: null })} />
            )}
            {presets.map(({ label, ms }) => (
              <ActionButton
                key={label}
                label={label}
                size="xs"
                onClick={() => choose({ kind: 'instant', at: from - ms })}
              />
            ))}
          </div>
          <div className={classes.line}>
            <TextInput
              className={classes.grow ?? ''}
              aria-label={`Date and time, ${zone === 'utc' ? 'UTC' : 'local'}`}
              type="datetime-local"
              step={1}
              value={text}
              onChange={(event) => setField(event.currentTarget.value)}
            />
            <ActionButton
              label="Compare"
              disabledReason={instant === null ? 'Give a date and a time first.' : null}
              onClick={() => {
                if (instant !== null) choose({ kind: 'instant', at: instant });
              }}
            />
          </div>
          <h2 className={classes.title}>Two environments</h2>
          <div className={classes.line}>
            <Select
              className={classes.grow ?? ''}
              aria-label="Before"
              data={choices}
              value={before === null ? null : String(before)}
              onChange={(value) => setBefore(value === null ? null : Number(value))}
              comboboxProps={{ withinPortal: false }}
            />
            <span aria-hidden>→</span>
            <Select
              className={classes.grow ?? ''}
              aria-label="After"
              data={choices}
              value={after === null ? null : String(after)}
              onChange={(value) => setAfter(value === null ? null : Number(value))}
              comboboxProps={{ withinPortal: false }}
            />
          </div>
          <div className={classes.end}>
            <ActionButton
              label="Compare environments"
              disabledReason={
                before === null || after === null || before === after
                  ? 'Choose two different environments.'
                  : null
              }
              onClick={() => {
                if (before !== null && after !== null) choose({ kind: 'environments', before, after });
              }}
            />
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
