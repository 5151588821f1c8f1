import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type RunRecord, subjectOf } from '../words.ts';

/** Says yes or no to the step that a run waits at, with what follows from it. */
export function DecideDialog({
  run,
  approved,
  onClose,
}: {
  readonly run: RunRecord;
  readonly approved: boolean;
  readonly onClose: () => void;
}) {
  const decide = useAct('workflow.decide');
  const [reason, setReason] = useState('');
  // What is asked is what stood there when the dialog was opened: another step has to be asked for anew.
  const [approval] = useState(run.approval);
  const position = approval?.position ?? run.position;
  const name = run.definition[position]?.name ?? '';
  const rest = run.definition.slice(position + 1);
  const next = rest[0];
  const what = run.environment === null ? 'build' : 'deployment';
  const onConfirm = async () => {
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
      title={`${approved ? 'Approve' : 'Refuse'} “${name}” of ${subjectOf(run)}`}
      {...(run.tier ? { tier: run.tier } : {})}
      destructive={!approved}
      rows={[
        ...(approval?.question ? [{ label: 'Asks', content: approval.question }] : []),
        approved
          ? {
              label: 'Then',
              content: next
                ? `The run goes on with ${next.name} (${stepKindWords[next.kind]})${rest.length > 1 ? `, and ${rest.length - 1} more after it` : ''}.`
                : `It was the last step: the ${what} has succeeded.`,
            }
          : {
              label: 'Then',
              content: `The run ends here, and the ${what} has failed.${rest.length > 0 ? ` ${rest.map((step) => step.name).join(', ')} ${rest.length === 1 ? 'is' : 'are'} not begun.` : ''} It can be taken up again.`,
            },
      ]}
      reason={{ required: !approved, value: reason, onChange: setReason }}
      confirmLabel={`${approved ? 'Approve' : 'Refuse'} ${run.environment ?? 'the build'}`}
      confirmIcon={approved ? IconCircleCheck : IconCircleX}
      busy={decide.busy}
      error={decide.error ? <ErrorText error={decide.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
