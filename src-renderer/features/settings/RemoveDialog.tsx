import { useState } from 'react';
import { countedWords } from '#shared/features/project/removal.ts';
import { useAct, useCall } from '../../api/client.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import classes from './Settings.module.css';

export type Removed = { readonly kind: 'project' | 'environment'; readonly id: number };

/** Deletes a project or an environment that nothing names; of one with history it says what stands there and the way on. */
export function RemoveDialog({
  removed,
  onClose,
}: {
  readonly removed: Removed;
  readonly onClose: () => void;
}) {
  const { kind, id } = removed;
  const ofProject = useCall('project.removal', { id }, { enabled: kind === 'project' });
  const ofEnvironment = useCall('environment.removal', { id }, { enabled: kind === 'environment' });
  const removeProject = useAct('project.remove');
  const removeEnvironment = useAct('environment.remove');
  const [reason, setReason] = useState('');
  const { data } = kind === 'project' ? ofProject : ofEnvironment;
  const act = kind === 'project' ? removeProject : removeEnvironment;
  if (!data) return null;
  const { name, standing, goes, refusal } = data;
  const onConfirm = async () => {
    try {
      await act.run({ id, reason });
      onClose();
    } catch {
      // `act.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Delete ${name}`}
      destructive
      rows={
        refusal === null
          ? [
              {
                label: 'Goes away',
                content: [`The ${kind} ${name}`, ...goes.map(countedWords)].join(', '),
              },
              {
                label: 'Stays',
                content:
                  'What the log says of it. Programs that name it are answered as for any name that is unknown.',
              },
            ]
          : [
              {
                label: 'Stays',
                note: 'history is never lost',
                content: `${standing.map(countedWords).join(', ')}.`,
              },
              {
                label: 'Instead',
                content:
                  kind === 'environment' ? (
                    <TakeOff environmentId={id} />
                  ) : (
                    <>
                      <a className={classes.way} href={`#${pathTo.settings('projects')}?edit=${id}`}>
                        Untick its environments
                      </a>{' '}
                      where nobody deploys it any more: they leave its board and the matrix.
                    </>
                  ),
              },
            ]
      }
      {...(refusal === null ? { reason: { required: false, value: reason, onChange: setReason } } : {})}
      confirmLabel={`Delete ${name}`}
      blockedReason={refusal === null ? null : 'Records name it'}
      busy={act.busy}
      error={act.error ? <ErrorText error={act.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** The projects of an environment: it is taken off in the settings of each. */
function TakeOff({ environmentId }: { readonly environmentId: number }) {
  const projects = useCall('project.list', undefined).data ?? [];
  const linked = projects.filter(({ environmentIds }) => environmentIds.includes(environmentId));
  if (linked.length === 0)
    return 'No project deploys there any more: the matrix leaves it out, and its history is kept.';
  return (
    <>
      Take it off its projects; without any, the matrix leaves it out:{' '}
      {linked.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? '' : ', '}
          <a className={classes.way} href={`#${pathTo.settings('projects')}?edit=${id}`}>
            {name}
          </a>
        </span>
      ))}
      .
    </>
  );
}
