import { SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type RunRecord, subjectOf } from '../words.ts';

const DECISIONS = [
  { value: 'approve', label: 'Approve' },
  { value: 'refuse', label: 'Refuse' },
];

/** Says yes or no to the step that a run waits at, with what follows from it. */
export function DecideDialog({
  run,
  approved: asked,
  onClose,
}: {
  readonly run: RunRecord;
  /** Null leaves it to be chosen here. */
  readonly approved: boolean | null;
  readonly onClose: () => void;
}) {
  const decide = useAct('workflow.decide');
  const [reason, setReason] = useState('');
  const [approved, setApproved] = useState(asked);
  // What is asked is what stood there when the dialog was opened: another step has to be asked for anew.
  const [approval] = useState(run.approval);
  const position = approval?.position ?? run.position;
  const name = run.definition[position]?.name ?? '';
  const rest = run.definition.slice(position + 1);
  const next = rest[0];
  const what = run.environment === null ? 'build' : 'deployment';
  const verb = approved === null ? 'Decide' : approved ? 'Approve' : 'Refuse';
  const fault = approval === null ? 'It asks nobody any more' : approved === null ? 'Needs a decision' : null;
  const afterYes = next
    ? `The run goes on with ${next.name} (${stepKindWords[next.kind]})${rest.length > 1 ? `, and ${rest.length - 1} more after it` : ''}.`
    : `It was the last step: the ${what} has succeeded.`;
  const afterNo = `The run ends here, and the ${what} has failed.${rest.length > 0 ? ` ${rest.map((step) => step.name).join(', ')} ${rest.length === 1 ? 'is' : 'are'} not begun.` : ''} It can be taken up again.`;
  const onConfirm = async () => {
    if (approved === null) return;
    try {
      await decide.run({ runId: run.id, position, approved, reason: reason.trim() || null });
      onClose();
    } catch {
      // `decide.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${approved === null ? 'Decide on' : verb} “${name}” of ${subjectOf(run)}`}
      {...(run.tier ? { tier: run.tier } : {})}
      destructive={approved === false}
      rows={[
        ...(approval?.question ? [{ label: 'Asks', content: approval.question }] : []),
        ...(asked === null
          ? [
              {
                label: 'Decision',
                content: (
                  <SegmentedControl
                    aria-label="Decision"
                    data={DECISIONS}
                    value={approved === null ? '' : approved ? 'approve' : 'refuse'}
                    onChange={(value) => setApproved(value === 'approve')}
                  />
                ),
              },
            ]
          : []),
        ...(approved === null ? [] : [{ label: 'Then', content: approved ? afterYes : afterNo }]),
      ]}
      reason={{ required: approved === false, value: reason, onChange: setReason }}
      confirmLabel={`${verb} ${approved === null ? 'on ' : ''}${run.environment ?? 'the build'}`}
      confirmIcon={approved === false ? IconCircleX : IconCircleCheck}
      blockedReason={fault}
      busy={decide.busy}
      error={decide.error ? <ErrorText error={decide.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
