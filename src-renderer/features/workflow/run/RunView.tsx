import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useCall } from '../../../api/client.ts';
import { type Command, shownCommand, useCommands } from '../../../app/commands.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { focusOnArrival } from '../../../ui/arrival.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { OutputLog } from '../../../ui/OutputLog/OutputLog.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Duration, Instant } from '../../../ui/time.tsx';
import { RunDialogs } from '../act/RunDialogs.tsx';
import { offeredActs, type RunAct } from '../act/runActs.ts';
import { progressOf, type RunRecord, runLooks, runSentence } from '../words.ts';
import classes from './Run.module.css';
import { RunSteps } from './RunSteps.tsx';
import { stepRows } from './stepRows.ts';
import { useRunOutput } from './useRunOutput.ts';

/** A run as it runs: how it is with it and what can be done, its steps, and what they write. Key it by the run's id. */
export function RunView({
  run,
  sought = '',
  step = null,
  onRun,
}: {
  readonly run: RunRecord;
  /** A text to search its output for. */
  readonly sought?: string;
  /** The step to begin with. */
  readonly step?: number | null;
  /** Shows the run of the next attempt. */
  readonly onRun: (runId: number) => void;
}) {
  const [act, setAct] = useState<RunAct | null>(null);
  const [chosen, setChosen] = useState<number | null>(step);
  const log = useRef<HTMLElement>(null);
  const { deploymentId, candidateId } = run;
  const [newest] = useCall('workflow.runs', { deploymentId, candidateId, limit: 1 }).data ?? [];
  const newer = newest !== undefined && newest.id !== run.id;
  const rows = useMemo(() => stepRows(run), [run]);
  const acts = useMemo(() => offeredActs(run, newer), [run, newer]);
  useCommands(
    'run',
    useMemo(
      (): Command[] => [
        ...acts.map((offered) => ({
          id: `run.${offered.act}`,
          label: `${offered.label} (this run)`,
          group: 'Actions' as const,
          icon: offered.icon,
          keys: offered.keys,
          disabledReason: offered.refusal,
          run: () => setAct(offered.act),
        })),
        {
          id: 'run.log',
          label: 'Go to the output',
          group: 'List',
          keys: 'l',
          run: () => log.current?.focus(),
        },
        shownCommand('run.log.end', 'Output: to the end, and follow it', 'G'),
        shownCommand('run.log.start', 'Output: to the start', 'g'),
        shownCommand('run.log.search', 'Output: search', '/'),
        shownCommand('run.log.next', 'Output: next hit, and N the one before', 'n'),
      ],
      [acts],
    ),
  );
  return (
    <div className={classes.view}>
      <RunState run={run}>
        {newer && newest ? (
          <ActionButton label="Newer run" size="xs" onClick={() => onRun(newest.id)} />
        ) : null}
        {acts.map(({ act: name, label, icon, refusal }) => (
          <ActionButton
            key={name}
            label={label}
            icon={icon}
            tone={name === 'approve' ? 'primary' : 'default'}
            disabledReason={refusal}
            onClick={() => setAct(name)}
          />
        ))}
      </RunState>
      <div className={classes.parts}>
        <RunSteps rows={rows} chosen={chosen} onChoose={setChosen} />
        <RunLog run={run} sought={sought} chosen={chosen} scrollRef={log} />
      </div>
      {act === null ? null : (
        <RunDialogs act={act} run={run} onClose={() => setAct(null)} onResumed={onRun} />
      )}
    </div>
  );
}

function RunState({ run, children }: { readonly run: RunRecord; readonly children: ReactNode }) {
  const { status, startedAt, finishedAt, approval, waitsUntil } = run;
  const progress = progressOf(run);
  return (
    <div className={classes.state} data-asks={approval !== null || undefined} role="status">
      <StatusBadge {...runLooks[status]} {...(progress === '' ? {} : { note: progress })} />
      <span className={classes.time}>
        <Duration
          ms={startedAt === null || finishedAt === null ? null : finishedAt - startedAt}
          running={startedAt !== null && finishedAt === null}
          since={startedAt}
        />
      </span>
      <span className={classes.sentence}>
        {runSentence(run)} {approval?.question ? <strong>{approval.question}</strong> : null}
        {waitsUntil === null ? null : (
          <>
            Goes on at <Instant at={waitsUntil} form="clock" />.
          </>
        )}
      </span>
      <span className={classes.acts}>{children}</span>
    </div>
  );
}

function RunLog({
  run,
  sought,
  chosen,
  scrollRef,
}: {
  readonly run: RunRecord;
  readonly sought: string;
  readonly chosen: number | null;
  readonly scrollRef: RefObject<HTMLElement | null>;
}) {
  const { lines, count, error, isPending, ...live } = useRunOutput(run.id);
  // Opened to be watched or read: its keys work at once.
  const isThere = count > 0;
  useEffect(() => {
    if (isThere) focusOnArrival(scrollRef.current);
  }, [isThere, scrollRef]);
  return (
    <div className={classes.output}>
      <ErrorText error={error} />
      {count === 0 ? (
        <p className={classes.quiet}>
          {isPending ? '' : run.finishedAt === null ? 'Nothing is written yet.' : 'Nothing was written.'}
        </p>
      ) : (
        <OutputLog
          label="Output of the run"
          fill
          lines={lines}
          count={count}
          live={live}
          fileName={`run-${run.id}.log`}
          part={chosen}
          sought={sought}
          scrollRef={scrollRef}
        />
      )}
    </div>
  );
}
