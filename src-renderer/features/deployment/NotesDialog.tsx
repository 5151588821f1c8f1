import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { client, useAct, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { numberLabel } from './words.ts';

const MOST = 20_000;

/** The notes of a deployment: the one part of it that is nobody's history and may be written anew. */
export function NotesDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { data } = useCall('deployment.get', { id }, { keepPrevious: false });
  return data ? <NotesForm record={data} onClose={onClose} /> : null;
}

function NotesForm({ record, onClose }: { readonly record: DeploymentDetail; readonly onClose: () => void }) {
  const edit = useAct('deployment.edit');
  const [text, setText] = useState(record.notes ?? '');
  const [before] = useState(record.notes);
  const notes = text.trim() === '' ? null : text;
  const blocked =
    notes === before ? 'Nothing is changed yet' : text.length > MOST ? 'At most 20,000 characters' : null;
  const save = async () => {
    try {
      await edit.run({ id: record.id, notes });
      offerUndo(record, before);
      onClose();
    } catch {
      // `edit.error` says it in the dialog, and the text stays.
    }
  };
  return (
    <FormDialog
      title={`Notes on ${record.project} ${record.version} in ${record.environment}`}
      onClose={onClose}
      submitLabel="Save notes"
      onSubmit={() => void save()}
      blockedReason={blocked}
      busy={edit.busy}
      error={edit.error}
    >
      <Textarea
        data-autofocus
        label={`Notes on ${numberLabel(record.number)}`}
        description="They stay with the record and are found by search. What happened is not changed by them."
        autosize
        minRows={5}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function offerUndo(record: DeploymentDetail, before: string | null): void {
  const toast = `notes ${record.id}`;
  notifications.show({
    id: toast,
    message: (
      <>
        Notes on {numberLabel(record.number)} saved.{' '}
        <ActionButton
          label="Undo"
          size="xs"
          onClick={() => {
            notifications.hide(toast);
            void client.deployment
              .edit({ id: record.id, notes: before })
              .catch((error: Error) => notifications.show({ message: error.message }));
          }}
        />
      </>
    ),
  });
}
