import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { stepLines } from '#shared/features/workflow/dry.ts';
import type { WorkflowStep } from '#shared/features/workflow/model.ts';
import { isAction, stepKindWords } from '#shared/features/workflow/rules.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ActionPreview } from '../../../ui/ActionPreview.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import text from '../../../ui/Text.module.css';
import type { WorkflowTarget } from '../target.ts';
import { workflowChanges } from './changes.ts';

function rowsOf(before: readonly WorkflowStep[], after: readonly WorkflowStep[]): ActionRow[] {
  const { steps, removed, isReordered } = workflowChanges(before, after);
  return [
    ...steps.map(
      ({ step, change }, at): ActionRow => ({
        label: `${at + 1}. ${step.name}`,
        note: `${stepKindWords[step.kind]}, ${change}`,
        content:
          change === 'as before' ? (
            <span className={text.dim}>stays as it is</span>
          ) : (
            <ActionPreview label={step.name} lines={stepLines(step, null)} />
          ),
      }),
    ),
    ...(isReordered ? [{ label: 'Order', content: 'The steps that stay come in another order.' }] : []),
    ...(removed.length > 0 ? [{ label: 'Goes away', content: removed.join(', ') }] : []),
    {
      label: 'Then',
      content: after.some(isAction)
        ? 'Nothing of it runs before somebody has read it as it is then and trusts it on this machine. Runs that are open keep the steps they began with.'
        : 'Runs that are open keep the steps they began with.',
    },
  ];
}

/** Saves the steps, with what changes and why. */
export function SaveDialog({
  target,
  before,
  after,
  onClose,
  onSaved,
}: {
  readonly target: WorkflowTarget;
  readonly before: readonly WorkflowStep[];
  readonly after: readonly WorkflowStep[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const put = useAct('workflow.put');
  const [reason, setReason] = useState('');
  const { projectId, environmentId, label, tier } = target;
  const onConfirm = async () => {
    try {
      await put.run({
        projectId,
        environmentId,
        steps: after as NonNullable<Parameters<typeof put.run>[0]['steps']>,
        reason: reason.trim() || null,
      });
      onSaved();
    } catch {
      // `put.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Save the workflow of ${label}`}
      {...(tier ? { tier } : {})}
      rows={rowsOf(before, after)}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel="Save the workflow"
      confirmIcon={IconDeviceFloppy}
      busy={put.busy}
      error={put.error ? <ErrorText error={put.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** Takes the workflow of a place away. */
export function RemoveDialog({
  target,
  steps,
  onClose,
  onRemoved,
}: {
  readonly target: WorkflowTarget;
  readonly steps: readonly WorkflowStep[];
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const put = useAct('workflow.put');
  const [reason, setReason] = useState('');
  const { projectId, environmentId, label, tier } = target;
  const onConfirm = async () => {
    try {
      await put.run({ projectId, environmentId, steps: null, reason: reason.trim() || null });
      onRemoved();
    } catch {
      // `put.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Remove the workflow of ${label}`}
      {...(tier ? { tier } : {})}
      destructive
      rows={[
        { label: 'Goes away', content: steps.map(({ name }) => name).join(', ') },
        {
          label: 'Then',
          content:
            environmentId === null
              ? 'Candidates are ready at once, without a build. Runs that are open go on to their end.'
              : 'Deployments there stay pending until a pipeline or a person reports on them. Runs that are open go on to their end.',
        },
        { label: 'Stays', content: 'What its runs wrote, and the secrets on this machine.' },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel="Remove the workflow"
      confirmIcon={IconTrash}
      busy={put.busy}
      error={put.error ? <ErrorText error={put.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
