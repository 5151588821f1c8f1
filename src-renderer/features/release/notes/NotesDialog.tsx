import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { MOST_NOTES } from '#shared/features/release/model.ts';
import { client, type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { Markdown } from '../../../ui/Markdown/Markdown.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import classes from './Notes.module.css';

type Release = OutputFor<'release.get'>;

/** The notes of a release, written in markdown beside what they will look like. */
export function NotesDialog({
  releaseId,
  onClose,
}: {
  readonly releaseId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('release.get', { id: releaseId }, { keepPrevious: false });
  return data ? <NotesForm release={data} onClose={onClose} /> : null;
}

function NotesForm({ release, onClose }: { readonly release: Release; readonly onClose: () => void }) {
  const { id, version, projectName } = release;
  const write = useAct('release.setNotes');
  // What was read when the dialog opened: notes that change meanwhile are not written over.
  const [before] = useState(release.notes);
  const [text, setText] = useState(before ?? '');
  const [shown] = useDebouncedValue(text, 150);
  const notes = text.trim() === '' ? null : text;
  const blocked =
    notes === before
      ? 'Nothing is changed yet'
      : text.length > MOST_NOTES
        ? `At most ${formatCount(MOST_NOTES)} characters`
        : null;
  const save = async () => {
    try {
      await write.run({ id, notes, before });
      offerUndo(release, { before, after: notes });
      onClose();
    } catch {
      // `write.error` says it in the dialog, and the text stays.
    }
  };
  return (
    <FormDialog
      title={`Notes of ${projectName} ${version}`}
      onClose={onClose}
      submitLabel="Save notes"
      onSubmit={() => void save()}
      blockedReason={blocked}
      busy={write.busy}
      error={write.error}
      size={860}
    >
      <div className={classes.sides}>
        <Textarea
          data-autofocus
          label="Notes, in markdown"
          placeholder={'## What is new\n- …'}
          autosize
          minRows={12}
          maxRows={16}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <section className={classes.preview} aria-label="What they look like">
          {shown.trim() === '' ? (
            <p className={classes.nothing}>What they look like stands here.</p>
          ) : (
            <Markdown text={shown} />
          )}
        </section>
      </div>
    </FormDialog>
  );
}

function offerUndo(
  { id, version }: Release,
  { before, after }: { readonly before: string | null; readonly after: string | null },
): void {
  const toast = `release notes ${id}`;
  notifications.show({
    id: toast,
    message: (
      <>
        Notes of {version} {after === null ? 'taken away' : 'saved'}.{' '}
        <ActionButton
          label="Undo"
          size="xs"
          onClick={() => {
            notifications.hide(toast);
            void client.release
              .setNotes({ id, notes: before, before: after })
              .catch((error: Error) => notifications.show({ message: error.message }));
          }}
        />
      </>
    ),
  });
}
