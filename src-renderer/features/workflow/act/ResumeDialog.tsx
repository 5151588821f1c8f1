import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type NumberedLine, NumberedLines } from '../../../ui/NumberedLines.tsx';
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
  const plan = workflow.data ? planResume(run, workflow.data, from) : null;
  const gone = workflow.data === null ? 'There is no workflow any more' : null;
  const onConfirm = async () => {
    try {
      const next = await resume.run({ runId: run.id, from, reason: reason.trim() || null });
      onClose();
      onResumed(next.id);
    } catch {
      // `resume.error` says it in the dialog.
    }
  };
  const mind = mindLines(plan, trust.data?.trusted ?? true);
  const rows: ActionRow[] = [
    {
      label: 'Begins',
      content: (
        <SegmentedControl
          aria-label="Where it begins"
          value={from}
          onChange={(value) => setFrom(value as ResumeFrom)}
          data={[
            { value: 'failed_step', label: 'at the step it stopped at' },
            { value: 'start', label: 'at the first step' },
          ]}
        />
      ),
    },
    ...(plan ? [{ label: 'Then', note: 'step by step', content: <PlanLines plan={plan} /> }] : []),
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
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={`Run attempt ${run.attempt + 1}${run.environment === null ? '' : ` in ${run.environment}`}`}
      confirmIcon={IconPlayerTrackNext}
      blockedReason={gone ?? (plan ? null : 'Is being read')}
      busy={resume.busy}
      error={
        (resume.error ?? workflow.error) ? (
          <ErrorText error={resume.error ?? workflow.error} icon={false} />
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
