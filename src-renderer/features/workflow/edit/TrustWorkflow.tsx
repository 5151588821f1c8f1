import type { DryLine } from '#shared/features/action/dry.ts';
import { stepLines } from '#shared/features/workflow/dry.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { SecretDialog } from '../../../ui/SecretDialog.tsx';
import { TrustDialog } from '../../../ui/TrustDialog.tsx';
import type { WorkflowTarget } from '../target.ts';

/** Lets this machine run a workflow as it is saved, once a person has read it. */
export function TrustWorkflow({
  target,
  onClose,
}: {
  readonly target: WorkflowTarget;
  readonly onClose: () => void;
}) {
  const { projectId, environmentId, label, tier } = target;
  const place = { projectId, environmentId };
  const workflow = useCall('workflow.get', place);
  const trust = useCall('workflow.trust', place);
  const set = useAct('workflow.setTrust');
  const hash = trust.data?.hash ?? null;
  const onConfirm = async () => {
    if (hash === null) return;
    try {
      await set.run({ ...place, hash, trusted: true });
      onClose();
    } catch {
      // `set.error` says it in the dialog.
    }
  };
  return (
    <TrustDialog
      title={`Let this machine run the workflow of ${label}`}
      {...(tier ? { tier } : {})}
      whenever={
        environmentId === null
          ? 'somebody cuts a candidate with a build'
          : `somebody or a pipeline deploys to ${target.environment}`
      }
      parts={(workflow.data?.steps ?? []).map((step, at) => ({
        label: `${at + 1}. ${step.name}`,
        lines: [...stepLines(step, null), ...scriptLines(trust.data?.scripts[at] ?? [])],
      }))}
      checking={hash === null || workflow.isFetching || trust.isFetching}
      busy={set.busy}
      error={set.error ?? workflow.error ?? trust.error}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}

/** A file that the step runs is read when it begins: it can be another one by then, and nobody is asked again. */
function scriptLines(paths: readonly string[]): DryLine[] {
  return paths.map((path) => ({
    label: 'Mind',
    text: `Runs whatever stands in ${path} when the step begins. You trust the command, not the file.`,
  }));
}

/** Keeps a value of a secret on this machine. */
export function WorkflowSecret({
  projectId,
  slot,
  kept,
  onClose,
}: {
  readonly projectId: number;
  readonly slot: string;
  readonly kept: boolean;
  readonly onClose: () => void;
}) {
  const set = useAct('workflow.setSecret');
  return (
    <SecretDialog
      title={`The secret ${slot}`}
      also="All workflows of the project share it."
      kept={kept}
      minLength={4}
      busy={set.busy}
      error={set.error}
      onSave={(value) => set.run({ projectId, slot, value })}
      onClose={onClose}
    />
  );
}

/** Takes a secret off this machine. */
export function ForgetSecret({
  projectId,
  project,
  slot,
  onClose,
}: {
  readonly projectId: number;
  readonly project: string;
  readonly slot: string;
  readonly onClose: () => void;
}) {
  const set = useAct('workflow.setSecret');
  const forget = () =>
    void set
      .run({ projectId, slot, value: null })
      .then(onClose)
      // `set.error` says it in the dialog.
      .catch(() => {});
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Forget the secret ${slot}`}
      destructive
      rows={[
        { label: 'Goes away', content: 'Its value, from this machine. Nobody can bring it back from here.' },
        {
          label: 'Then',
          content: `Runs of ${project} that ask for it end before their first step, and say so.`,
        },
      ]}
      confirmLabel="Forget the secret"
      busy={set.busy}
      error={set.error ? <ErrorText error={set.error} icon={false} /> : null}
      onConfirm={forget}
    />
  );
}
