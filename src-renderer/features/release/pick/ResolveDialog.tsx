import { Checkbox, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { commitSchema } from '#shared/features/release/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import act from '../act/Act.module.css';
import { Word } from '../act/planRows.tsx';
import { Conflicts } from './Conflicts.tsx';
import classes from './Pick.module.css';

/** Takes the commit in which a person resolved a pick that failed. The candidate does not exist before it is accepted. */
export function ResolveDialog({
  pickId,
  releaseId,
  onClose,
}: {
  readonly pickId: number;
  readonly releaseId: number;
  readonly onClose: () => void;
}) {
  const pick = useCall('candidate.getPick', { id: pickId }).data;
  const target = pick?.targets.find((one) => one.releaseId === releaseId);
  const projectId = pick?.projectId ?? 0;
  const known = pick !== undefined;
  const next = useCall('candidate.propose', { projectId, releaseId }, { enabled: known }).data;
  const from = useCall('candidate.get', { id: target?.fromId ?? 0 }, { enabled: known }).data;
  const builder = useCall('workflow.get', { projectId, environmentId: null }, { enabled: known }).data;
  const resolve = useAct('candidate.resolvePick');
  const [typed, setTyped] = useState<string | null>(null);
  const [build, setBuild] = useState(true);
  const [reason, setReason] = useState('');
  if (!pick || !target) return null;
  const hasBuild = builder != null;
  const commit = (typed ?? target.commitSha ?? '').trim();
  const onConfirm = async () => {
    try {
      await resolve.run({ pickId, releaseId, commit, build: hasBuild && build, reason: reason.trim() });
      onClose();
    } catch {
      // `resolve.error` says it in the dialog, and the fields stay.
    }
  };
  const version = next?.version ?? target.release;
  const lines = [
    `git switch --detach ${from?.commitSha ?? target.from}`,
    `git cherry-pick -x ${pick.commitSha}`,
    'git rev-parse HEAD',
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Resolve the pick of ${pick.commitSha.slice(0, 7)} onto ${target.release}`}
      now={{ label: 'Picked onto', version: target.from, note: 'no candidate was made' }}
      next={{
        label: 'Will be',
        version: next ? version : <Word>to be checked</Word>,
        note: 'of the commit that you give',
      }}
      rows={[
        {
          label: 'What failed',
          content: target.failure ? <Conflicts failure={target.failure} /> : 'Nothing is known of it.',
        },
        {
          label: 'Resolve it',
          note: 'in the clone',
          content: (
            <div className={classes.commands}>
              <pre>{lines.join('\n')}</pre>
              <CopyButton value={lines.join('\n')} label="Copy the commands" />
              <p className={act.hint}>
                Merge the files between the second line and the third, and commit them. Slipway takes the
                commit as it is: it does not look whether the change is whole.
              </p>
            </div>
          ),
        },
        {
          label: 'Accept',
          content: (
            <>
              <TextInput
                label="Commit"
                required
                description="In which it is resolved. It never moves once the candidate is made."
                placeholder="9f3c1ae"
                value={typed ?? target.commitSha ?? ''}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              {hasBuild ? (
                <Checkbox
                  className={act.override ?? ''}
                  size="xs"
                  label="Run the project’s build workflow for it"
                  checked={build}
                  onChange={(event) => setBuild(event.currentTarget.checked)}
                />
              ) : null}
            </>
          ),
        },
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={`Accept as ${version}`}
      confirmIcon={IconCheck}
      blockedReason={
        target.state !== 'failure'
          ? 'It has nothing to resolve any more'
          : commit === ''
            ? 'Needs a commit'
            : commitSchema.safeParse(commit).success
              ? null
              : 'A commit is 7 to 64 hex digits'
      }
      busy={resolve.busy}
      error={resolve.error ? <ErrorText error={resolve.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
