import { create } from 'zustand';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { BuildAction } from '../features/build/act/action.ts';
import type { CodePushAction } from '../features/codepush/act/action.ts';
import type { DistributionAction } from '../features/distribution/act/action.ts';
import type { ReleaseAction } from '../features/release/act/action.ts';
import type { RolloutAction } from '../features/rollout/act/action.ts';
import type { AskedOfRun } from '../features/workflow/act/runActs.ts';

/** What the desk can be asked to show over any screen. The shell draws them, so that no feature imports another. */
export type Dialog =
  | {
      readonly kind: 'record';
      readonly projectId?: number;
      readonly environmentId?: number;
      readonly version?: string;
    }
  | { readonly kind: 'move'; readonly ids: readonly number[]; readonly to: DeploymentStatus }
  | { readonly kind: 'notes'; readonly id: number }
  | { readonly kind: 'import'; readonly file?: File }
  | { readonly kind: 'build'; readonly action: BuildAction }
  | { readonly kind: 'distribution'; readonly action: DistributionAction }
  | { readonly kind: 'saveView'; readonly path: string }
  | { readonly kind: 'codepush'; readonly action: CodePushAction }
  | { readonly kind: 'release'; readonly action: ReleaseAction }
  | { readonly kind: 'rollout'; readonly action: RolloutAction }
  | { readonly kind: 'run'; readonly act: AskedOfRun; readonly runId: number };

interface DialogState {
  readonly open: Dialog | null;
  readonly palette: boolean;
  readonly keys: boolean;
}

export const useDialogs = create<DialogState>(() => ({ open: null, palette: false, keys: false }));

export function openDialog(dialog: Dialog): void {
  useDialogs.setState({ open: dialog });
}

export function closeDialog(): void {
  useDialogs.setState({ open: null });
}

export function showPalette(shown: boolean): void {
  useDialogs.setState({ palette: shown });
}

export function showKeys(shown: boolean): void {
  useDialogs.setState({ keys: shown });
}
