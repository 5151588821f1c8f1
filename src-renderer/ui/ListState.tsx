import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';
import type { SaidError } from './ErrorText.tsx';
import { RowSkeleton } from './RowSkeleton.tsx';

/** What stands in a list without rows: why it could not be read, outlines while it is, else `children`. */
export function ListState({
  error,
  ready,
  again,
  children,
}: {
  readonly error: SaidError | null;
  readonly ready: boolean;
  readonly again?: () => void;
  readonly children: ReactNode;
}) {
  if (error) {
    return (
      <ErrorState
        title={error.message}
        kept={error.details?.hint ?? 'Nothing was changed.'}
        actions={again ? [{ label: 'Try again', onClick: again }] : []}
      />
    );
  }
  return ready ? children : <RowSkeleton />;
}
