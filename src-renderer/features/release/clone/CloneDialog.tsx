import { Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { client, type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type Fact, FactList } from '../../../ui/Page.tsx';
import { PathField } from '../../../ui/PathField.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import text from '../../../ui/Text.module.css';
import { useFocusBack } from '../../../ui/useFocusBack.ts';
import { counted } from '../words.ts';
import classes from './Clone.module.css';

type Clone = OutputFor<'changelog.clone'>;
type Project = OutputFor<'project.list'>[number];

/** The clone of a project on this machine: where it is, what is to be known of it, attaching and forgetting it. */
export function CloneDialog({
  projectId,
  onClose,
}: {
  readonly projectId: number;
  readonly onClose: () => void;
}) {
  useFocusBack();
  const project = useCall('project.list', undefined).data?.find(({ id }) => id === projectId);
  const clone = useCall('changelog.clone', { projectId }, { keepPrevious: false });
  const state = useCall('workspace.state', undefined).data;
  const attach = useAct('changelog.attach');
  const detach = useAct('changelog.detach');
  if (!project || !state) return null;
  const { data } = clone;
  const attached = data !== undefined && data.path !== null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Clone of ${project.name}`}
      size={640}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.dialog}>
        <p className={classes.lead}>
          Slipway reads from it what changed between versions, and picks commits in a copy of its own. It
          pushes nothing, fetches nothing and runs no hook. The workspace does not name the folder: another
          machine attaches its own clone.
        </p>
        <ErrorText error={clone.error} />
        {data === undefined ? (
          clone.error ? null : (
            <RowSkeleton rows={3} />
          )
        ) : attached ? (
          <>
            <FactList facts={factsOf(data, project)} />
            <Warnings clone={data} />
          </>
        ) : (
          <p className={text.quiet}>None is attached on this machine.</p>
        )}
        <PathField
          key={data?.path ?? ''}
          label="Folder of the clone"
          placeholder="/home/you/src/orders"
          buttonLabel={
            state.canChooseFiles
              ? attached
                ? 'Choose another folder…'
                : 'Choose the folder…'
              : attached
                ? 'Attach this one instead'
                : 'Attach'
          }
          canChoose={state.canChooseFiles}
          choose={() => client.workspace.chooseFile({ purpose: 'clone' })}
          onPath={(path) => void attach.run({ projectId, path }).catch(() => {})}
          busy={attach.busy}
          error={attach.error ?? detach.error}
        />
        <div className={classes.foot}>
          {attached ? (
            <ActionButton
              label="Detach"
              busy={detach.busy}
              onClick={() => void detach.run({ projectId }).catch(() => {})}
            />
          ) : null}
          <ActionButton
            label="Change the paths…"
            onClick={() => {
              onClose();
              navigate(`${pathTo.settings('projects')}?edit=${projectId}`);
            }}
          />
          <span className={classes.end}>
            <ActionButton label="Close" autoFocus={attached} onClick={onClose} />
          </span>
        </div>
      </div>
    </Modal>
  );
}

function factsOf({ path, isBare, branches, problem }: Clone, { paths }: Project): Fact[] {
  const current = branches.find(({ isCurrent }) => isCurrent);
  return [
    { label: 'Folder', value: <span className={text.mono}>{path}</span> },
    ...(problem === null
      ? [
          {
            label: 'Branches',
            value: [
              counted(branches.length, 'branch', 'branches'),
              ...(current ? [`${current.name} is checked out`] : []),
              ...(isBare ? ['bare, without files'] : []),
            ].join(', '),
          },
        ]
      : []),
    {
      label: 'Counts',
      value:
        paths.length === 0 ? (
          'everything in the repository'
        ) : (
          <>
            only what is below <span className={text.mono}>{paths.join(', ')}</span>
          </>
        ),
    },
  ];
}

/** What keeps a clone from being read, or what should be known of what is read. */
function Warnings({ clone: { problem, hint, warnings } }: { readonly clone: Clone }) {
  if (problem !== null) {
    return <ErrorText error={{ message: problem, details: hint === null ? {} : { hint } }} />;
  }
  return warnings.map((warning) => (
    <p key={warning} className={classes.warning}>
      <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
      {warning}
    </p>
  ));
}
