import { IconHandStop, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import type { ReleaseAction } from '../act/action.ts';
import { Word } from '../act/planRows.tsx';
import { type Steering, standingOf } from './openness.ts';

/** Sets whether an environment takes candidates by itself, and says what that means for the one of now. */
export function PromoteDialog({
  start: { projectId, environmentId, promotes },
  onClose,
}: {
  readonly start: ReleaseAction & { readonly act: 'promote' };
  readonly onClose: () => void;
}) {
  const act = useAct('environment.setPromotes');
  const steering = useCall('environment.steering', { projectId }).data;
  const board = useCall('release.board', { projectId, limit: 1 }).data;
  const [reason, setReason] = useState('');
  const environment = board?.environments.find((one) => one.environmentId === environmentId);
  if (!steering || !board || !environment) return null;
  const { name, tier } = environment;
  const place = steering.places.find((one) => one.environmentId === environmentId);
  const nameOf = (id: number) => board.environments.find((one) => one.environmentId === id)?.name ?? `#${id}`;
  const onConfirm = async () => {
    try {
      await act.run({ projectId, environmentId, promotes, reason: reason.trim() || null });
      onClose();
    } catch {
      // The error stands in the dialog.
    }
  };
  const words = (on: boolean) => <Word>{on ? 'by itself' : 'when somebody deploys'}</Word>;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${promotes ? 'Take' : 'Stop taking'} candidates by itself in ${name}`}
      tier={tier}
      now={{ label: 'Takes candidates now', version: words(!promotes) }}
      next={{ label: 'Will take them', version: words(promotes) }}
      rows={[
        {
          label: 'What happens',
          content: promotes
            ? consequence(steering, environmentId, nameOf, environment.frozenBy.length > 0)
            : 'Nothing is deployed there any more unless somebody or a pipeline does it. What is under way goes on.',
        },
        ...(place?.hold ? [{ label: 'Held', content: place.hold.reason }] : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={promotes ? `Turn on in ${name}` : `Turn off in ${name}`}
      confirmIcon={promotes ? IconRocket : IconHandStop}
      blockedReason={place?.promotes === promotes ? 'It is so already' : null}
      busy={act.busy}
      error={act.error ? <ErrorText error={act.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** What turning it on means for the candidate of now. */
function consequence(
  { current, phases }: Steering,
  environmentId: number,
  nameOf: (id: number) => string,
  isFrozen: boolean,
): string {
  const standing = standingOf(current, phases, environmentId, nameOf);
  if (!current || !standing)
    return 'No candidate is ready now. The next one goes there once it is open for it.';
  const { version } = current;
  switch (standing.state) {
    case 'succeeded':
      return `${version} has succeeded there already. The next candidate goes there once it is open for it.`;
    case 'blocked':
    case 'waits':
      return `${version} does not go there now. ${standing.words}`;
    case 'open':
      return isFrozen
        ? `It is open for ${version} and frozen: ${version} goes there when the freeze ends, unless something newer runs there by then.`
        : `It is open for ${version}: this goes there at once, unless something newer runs there, it was tried there, or something is under way.`;
  }
}
