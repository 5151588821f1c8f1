import { useEffect } from 'react';
import type { AppError } from '#shared/errors.ts';
import { ErrorState } from './ErrorState.tsx';
import { PeekDrawer, PeekLine } from './PeekDrawer.tsx';
import { RowSkeleton } from './RowSkeleton.tsx';

/** The drawer while its record is read, or why it could not be. It closes by itself when the record is not there. */
export function WaitingPeek({
  label,
  error,
  onClose,
}: {
  readonly label: string;
  readonly error: AppError | null;
  readonly onClose: () => void;
}) {
  const gone = error?.code === 'not_found';
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  return (
    <PeekDrawer label={label} header={<PeekLine>{null}</PeekLine>} onClose={onClose}>
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : (
        <RowSkeleton />
      )}
    </PeekDrawer>
  );
}
