import { assertNever } from '#shared/assert.ts';
import type { WorkflowStep } from '#shared/features/workflow/model.ts';
import { isAction } from '#shared/features/workflow/rules.ts';
import type { WorkflowTarget } from '../target.ts';
import { RemoveDialog, SaveDialog } from './SaveDialog.tsx';
import { ForgetSecret, TrustWorkflow, WorkflowSecret } from './TrustWorkflow.tsx';

/** What the editor was asked to show over itself. */
export type Asked =
  | { readonly what: 'save'; readonly steps: readonly WorkflowStep[] }
  | { readonly what: 'remove' | 'trust' }
  | { readonly what: 'secret' | 'forget'; readonly slot: string };

export function EditorDialogs({
  asked,
  target,
  saved,
  secrets,
  onSaved,
  onClose,
}: {
  readonly asked: Asked;
  readonly target: WorkflowTarget;
  readonly saved: readonly WorkflowStep[];
  readonly secrets: readonly { readonly slot: string; readonly kept: boolean }[];
  /** @param trusts whether what was saved needs the trust of a person. */
  readonly onSaved: (trusts: boolean) => void;
  readonly onClose: () => void;
}) {
  const { projectId } = target;
  switch (asked.what) {
    case 'save':
      return (
        <SaveDialog
          target={target}
          before={saved}
          after={asked.steps}
          onClose={onClose}
          onSaved={() => onSaved(asked.steps.some(isAction))}
        />
      );
    case 'remove':
      return (
        <RemoveDialog target={target} steps={saved} onClose={onClose} onRemoved={() => onSaved(false)} />
      );
    case 'trust':
      return <TrustWorkflow target={target} onClose={onClose} />;
    case 'secret':
      return (
        <WorkflowSecret
          projectId={projectId}
          slot={asked.slot}
          kept={secrets.find(({ slot }) => slot === asked.slot)?.kept ?? false}
          onClose={onClose}
        />
      );
    case 'forget':
      return (
        <ForgetSecret projectId={projectId} project={target.project} slot={asked.slot} onClose={onClose} />
      );
    default:
      return assertNever(asked);
  }
}
