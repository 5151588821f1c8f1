import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type NumberedLine, NumberedLines } from '../../../ui/NumberedLines.tsx';
import { obstacleRows } from '../../../ui/Obstacles/Obstacles.tsx';
import { forceBy, neededOverrides, type Override, overridesBlock } from '../../../ui/Obstacles/overrides.ts';
import text from '../../../ui/Text.module.css';
import { type RunRecord, subjectOf } from '../words.ts';
import { planResume, type ResumeFrom, type ResumePlan } from './resumePlan.ts';

/** Runs again what did not come to its end, with what is skipped and what runs. */
export function ResumeDialog({
  run,
  onClose,
  onResumed,
}: {
  readonly run: RunRecord;
  readonly onClose: () => void;
  readonly onResumed: (runId: number) => void;
}) {
  const place = { projectId: run.projectId, environmentId: run.environmentId };
  const workflow = useCall('workflow.get', place);
  const trust = useCall('workflow.trust', place);
  const resume = useAct('workflow.resume');
  const [from, setFrom] = useState<ResumeFrom>('failed_step');
  const [reason, setReason] = useState('');
  const [overrides, setOverrides] = useState<readonly Override[]>([]);
  // What stands in the way is asked for as if nothing were ticked; whether it can be done with what was ticked.
  const asked = { runId: run.id, from };
  const preview = useCall('workflow.previewResume', asked);
  const way = preview.data ?? null;
  const force = way && forceBy(way, overrides, null);
  const forced = useCall('workflow.previewResume', { ...asked, force }, { enabled: force !== null });
  const judged = force ? forced.data : preview.data;
  const plan = workflow.data ? planResume(run, workflow.data, from) : null;
  const gone = workflow.data === null ? 'There is no workflow any more' : null;
  const onConfirm = async () => {
    try {
      const why = reason.trim() || null;
      const next = await resume.run({ ...asked, force: force && { ...force, reason: why }, reason: why });
      onClose();
      onResumed(next.id);
    } catch {
      // `resume.error` says it in the dialog; what stands in the way is shown as it is now.
      void preview.refetch();
      void forced.refetch();
    }
  };
  // What goes on where it stopped is held up by nothing.
  const blocked =
    !plan || judged === undefined
      ? 'Is being read'
      : judged && way
        ? overridesBlock({ ...judged, obstacles: way.obstacles, frozenBy: way.frozenBy }, overrides)
        : null;
  const mind = mindLines(plan, trust.data?.trusted ?? true);
  const rows: ActionRow[] = [
    {
      label: 'Begins',
      content: (
        <SegmentedControl
          aria-label="Where it begins"
          value={from}
          onChange={(value) => {
            setFrom(value as ResumeFrom);
            setOverrides([]);
          }}
          data={[
            { value: 'failed_step', label: 'at the step it stopped at' },
            { value: 'start', label: 'at the first step' },
          ]}
        />
      ),
    },
    ...(plan ? [{ label: 'Then', note: 'step by step', content: <PlanLines plan={plan} /> }] : []),
    ...(way ? obstacleRows({ way, verb: 'Begin anew', overrides, onOverrides: setOverrides }) : []),
    ...(mind.length > 0
      ? [
          {
            label: 'Mind',
            content: (
              <>
                {mind.map((sentence) => (
                  <ActionLine
                    key={sentence}
                    icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
                  >
                    {sentence}
                  </ActionLine>
                ))}
                <a
                  className={text.link}
                  href={`#${pathTo.workflow(run.projectId, run.environmentId)}`}
                  onClick={onClose}
                >
                  Open the workflow
                </a>
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Take up ${subjectOf(run)}`}
      {...(run.tier ? { tier: run.tier } : {})}
      rows={rows}
      reason={{
        required: way !== null && neededOverrides(way).length > 0,
        value: reason,
        onChange: setReason,
      }}
      confirmLabel={`Run attempt ${run.attempt + 1}${run.environment === null ? '' : ` in ${run.environment}`}`}
      confirmIcon={IconPlayerTrackNext}
      blockedReason={gone ?? blocked}
      busy={resume.busy}
      error={
        (resume.error ?? workflow.error ?? preview.error) ? (
          <ErrorText error={resume.error ?? workflow.error ?? preview.error} icon={false} />
        ) : null
      }
      onConfirm={() => void onConfirm()}
    />
  );
}

function mindLines(plan: ResumePlan | null, trusted: boolean): string[] {
  return [
    ...(plan?.mustBeginAnew
      ? ['The steps before it are others by now, so it begins at the first step either way.']
      : []),
    ...(plan?.isChanged ? ['The workflow was changed since this run began; it runs as it is now.'] : []),
    ...(trusted
      ? []
      : ['This machine does not trust the workflow as it is: the run would end at once, errored.']),
  ];
}

function PlanLines({ plan }: { readonly plan: ResumePlan }) {
  const lines: NumberedLine[] = [
    ...plan.skipped.map(
      (step): NumberedLine => ({
        key: step.name,
        tone: 'note',
        text: `${step.name}: skipped, it came to its end before`,
      }),
    ),
    ...plan.runs.map(
      (step): NumberedLine => ({
        key: step.name,
        tone: 'yes',
        strong: true,
        text: `${step.name}: ${stepKindWords[step.kind]}, runs`,
      }),
    ),
  ];
  return <NumberedLines label="What the next attempt does" lines={lines} />;
}
