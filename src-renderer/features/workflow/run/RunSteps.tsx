import { IconListDetails } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { StatusBadge, StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Duration } from '../../../ui/time.tsx';
import { stepLooks } from '../words.ts';
import classes from './Run.module.css';
import { type StepRow, tryFacts } from './stepRows.ts';

const spanOf = (startedAt: number | null, finishedAt: number | null) =>
  startedAt === null || finishedAt === null ? null : finishedAt - startedAt;

/** The steps of a run with their states, times and tries. A press shows the output of that step alone. */
export function RunSteps({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly StepRow[];
  /** The step whose output is shown; null shows all. */
  readonly chosen: number | null;
  readonly onChoose: (position: number | null) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.click();
  };
  return (
    <ul ref={list} className={classes.steps} aria-label="Steps of the run" onKeyDown={onKeyDown}>
      <li>
        <button
          type="button"
          className={classes.step}
          aria-pressed={chosen === null}
          tabIndex={chosen === null ? 0 : -1}
          onClick={() => onChoose(null)}
        >
          <span className={classes.stepLine}>
            <IconListDetails size={15} stroke={1.75} aria-hidden />
            <span className={classes.stepName}>All steps</span>
          </span>
        </button>
      </li>
      {rows.map((row) => (
        <li key={row.position}>
          <button
            type="button"
            className={classes.step}
            aria-pressed={chosen === row.position}
            tabIndex={chosen === row.position ? 0 : -1}
            onClick={() => onChoose(row.position)}
          >
            <StepHead row={row} />
            <StepNotes row={row} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function StepHead({ row }: { readonly row: StepRow }) {
  const { status, label } = stepLooks[row.standing];
  const isOpen = row.startedAt !== null && row.finishedAt === null;
  return (
    <span className={classes.stepLine}>
      <StatusIcon status={status} label={label} />
      <span className={classes.stepName} data-off={row.standing === 'skipped' || undefined}>
        {row.name}
      </span>
      <span className={classes.stepTime}>
        <Duration ms={spanOf(row.startedAt, row.finishedAt)} running={isOpen} since={row.startedAt} />
      </span>
    </span>
  );
}

function StepNotes({ row }: { readonly row: StepRow }) {
  const { standing, tries, most, note, kind } = row;
  const last = tries.at(-1);
  const facts = [
    stepKindWords[kind],
    stepLooks[standing].label,
    ...(last ? tryFacts(last) : []),
    ...(tries.length > 1 && last ? [`try ${last.try}${last.try <= most ? ` of ${most}` : ''}`] : []),
    ...(note === null ? [] : [note]),
  ];
  return (
    <>
      <span className={classes.stepFacts}>{facts.join(' · ')}</span>
      {last?.errorMessage ? <span className={classes.stepError}>{last.errorMessage}</span> : null}
      {tries.slice(0, -1).map((tried) => (
        <span key={tried.try} className={classes.tried}>
          <StatusBadge {...stepLooks[tried.status]} size={13} />
          {[`try ${tried.try}`, ...tryFacts(tried)].join(' · ')}
          <span className={classes.stepTime}>
            <Duration ms={spanOf(tried.startedAt, tried.finishedAt)} />
          </span>
        </span>
      ))}
    </>
  );
}
