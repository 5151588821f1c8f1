import { IconPencil } from '@tabler/icons-react';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ask } from '../act/open.ts';

/** Leads to the notes of a release, to write them or to change them. */
export function NotesButton({
  releaseId,
  isWritten,
}: {
  readonly releaseId: number;
  readonly isWritten: boolean;
}) {
  return (
    <ActionButton
      label={isWritten ? 'Edit notes' : 'Write notes'}
      icon={IconPencil}
      size="xs"
      onClick={() => ask({ act: 'notes', releaseId })}
    />
  );
}
