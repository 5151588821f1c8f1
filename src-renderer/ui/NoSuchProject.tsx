import type { StateAction } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';

/** A screen whose address names a project that is not in the workspace, and the way on. */
export function NoSuchProject({ action }: { readonly action: StateAction }) {
  return (
    <ErrorState
      title="There is no such project in this workspace."
      kept="Nothing was changed."
      actions={[action]}
    />
  );
}
