import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall } from '../../api/client.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';

/** Keeps a place (screen, filter, order) under a name in the navigation; the same name is replaced. */
export function SaveViewDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const views = useCall('view.list', undefined);
  const save = useAct('view.save');
  const known = views.data?.find((view) => view.path === path);
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? known?.name ?? '';
  const replaced = views.data?.find((view) => view.name === name.trim() && view.path !== path);
  const submit = async () => {
    try {
      await save.run({ name: name.trim(), path });
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  return (
    <FormDialog
      title="Save this view"
      onClose={onClose}
      submitLabel={replaced ? 'Replace view' : 'Save view'}
      onSubmit={() => void submit()}
      blockedReason={
        name.trim() === '' ? 'Needs a name' : name.trim().length > 80 ? 'At most 80 characters' : null
      }
      busy={save.busy}
      error={save.error}
      size={440}
    >
      <TextInput
        label="Name"
        description={
          replaced
            ? `There is a view of this name already; it will show this instead.`
            : 'It stands in the navigation and shows this screen with this filter.'
        }
        data-autofocus
        value={name}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
