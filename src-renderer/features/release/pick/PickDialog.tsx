import { Checkbox } from '@mantine/core';
import { IconFolderOpen, IconGitCherryPick } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { refusedRow } from '../../../ui/Obstacles/Obstacles.tsx';
import act from '../act/Act.module.css';
import type { ReleaseAction } from '../act/action.ts';
import { ask } from '../act/open.ts';
import { mindRow, Word } from '../act/planRows.tsx';
import { WorkflowHere } from '../act/WorkflowHere.tsx';
import { CommitSelect } from './CommitSelect.tsx';
import { PickTargets } from './PickTargets.tsx';
import { pickBlocked, toBeMade } from './pickForm.ts';
import { ReleaseSelect } from './ReleaseSelect.tsx';

const NOTHING = { projectId: 0, releaseId: 0, commit: '0000000' };

/** Picks a commit onto a release and every newer one: which candidates would be made, and what is done with them. */
export function PickDialog({
  start: { projectId, ...start },
  onClose,
}: {
  readonly start: ReleaseAction & { readonly act: 'pick' };
  readonly onClose: () => void;
}) {
  const pick = useAct('candidate.pick');
  const clone = useCall('changelog.clone', { projectId }).data;
  const highest = useCall('release.board', { projectId, limit: 1 }).data?.releases[0];
  const [chosen, setChosen] = useState<number | null>(start.releaseId ?? null);
  const [commit, setCommit] = useState<string | null>(start.commit ?? null);
  const [leftOut, setLeftOut] = useState<readonly number[]>([]);
  const [keepInClone, setKeepInClone] = useState(false);
  const [build, setBuild] = useState(true);
  const [reason, setReason] = useState('');
  const releaseId = chosen ?? highest?.id ?? null;
  const hasBuild = useCall('workflow.get', { projectId, environmentId: null }).data != null;
  const readable = clone !== undefined && clone.path !== null && clone.problem === null;
  const input =
    readable && releaseId !== null && commit !== null
      ? { projectId, releaseId, commit, leftOut: [...leftOut] }
      : null;
  const preview = useCall('candidate.previewPick', input ?? NOTHING, { enabled: input !== null });
  const plan = input === null ? undefined : preview.data;
  const made = toBeMade(plan?.targets ?? []);
  const onConfirm = async () => {
    if (!input) return;
    try {
      const job = await pick.run({
        ...input,
        keepInClone,
        build: hasBuild && build,
        reason: reason.trim() || null,
      });
      ask({ act: 'picked', projectId, jobId: job.id });
    } catch {
      // `pick.error` says it in the dialog, and the fields stay.
    }
  };
  const refused = pick.error ?? (input === null ? null : preview.error);
  const [only] = made;
  const rows: ActionRow[] = [
    {
      label: 'What and where',
      content: readable ? (
        <div className={act.fields}>
          <CommitSelect
            projectId={projectId}
            value={commit}
            label={plan ? `${plan.commit.sha.slice(0, 7)} ${plan.commit.subject}` : null}
            onValue={setCommit}
          />
          <ReleaseSelect
            projectId={projectId}
            value={releaseId}
            onValue={(id) => {
              setChosen(id);
              setLeftOut([]);
            }}
          />
        </div>
      ) : clone ? (
        <NoClone projectId={projectId} problem={clone.problem} />
      ) : null,
    },
    ...(plan && plan.targets.length > 0
      ? [
          {
            label: 'Onto',
            note: 'the base and what is newer',
            content: <PickTargets targets={plan.targets} leftOut={leftOut} onLeftOut={setLeftOut} />,
          },
        ]
      : []),
    ...(plan?.refusal ? [refusedRow(plan.refusal)] : []),
    ...mindRow(plan?.warnings ?? []),
    ...(plan
      ? [
          {
            label: 'What happens',
            content: (
              <>
                <p className={act.said}>
                  Each release gets its next candidate with this change and nothing else. One that meets a
                  conflict makes none: its files are named, and you resolve it by hand. {plan.keeps}
                </p>
                <Checkbox
                  className={act.override ?? ''}
                  size="xs"
                  label="Bring the new commits into the clone too, under refs/slipway"
                  checked={keepInClone}
                  onChange={(event) => setKeepInClone(event.currentTarget.checked)}
                />
                {hasBuild ? (
                  <Checkbox
                    className={act.override ?? ''}
                    size="xs"
                    label="Run the project’s build workflow for each of them"
                    checked={build}
                    onChange={(event) => setBuild(event.currentTarget.checked)}
                  />
                ) : null}
                {hasBuild && build ? (
                  <WorkflowHere projectId={projectId} environmentId={null} says={null} />
                ) : null}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Pick a commit onto releases"
      now={{
        label: 'Commit',
        version: plan ? plan.commit.sha.slice(0, 7) : <Word>to be chosen</Word>,
        note: plan ? `${plan.commit.subject}, by ${plan.commit.author}` : 'from the clone',
      }}
      next={{
        label: 'Will be',
        version:
          only === undefined ? (
            <Word>{plan ? 'nothing' : 'to be checked'}</Word>
          ) : made.length === 1 ? (
            only
          ) : (
            <Word>{`${made.length} new candidates`}</Word>
          ),
        note:
          only === undefined
            ? 'once it is complete'
            : made.length === 1
              ? 'a new candidate'
              : `${only} up to ${made.at(-1)}`,
      }}
      rows={rows}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={
        made.length === 0 ? 'Pick' : `Pick onto ${made.length} ${made.length === 1 ? 'release' : 'releases'}`
      }
      confirmIcon={IconGitCherryPick}
      blockedReason={pickBlocked({ readable, releaseId, commit, plan, failed: preview.error !== null })}
      busy={pick.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function NoClone({ projectId, problem }: { readonly projectId: number; readonly problem: string | null }) {
  return (
    <>
      <p className={act.said}>
        {problem ?? 'A commit is picked in a copy of a clone, and none is attached on this machine.'}
      </p>
      <p className={act.said}>
        <ActionButton
          label={problem === null ? 'Attach a clone…' : 'Look at the clone…'}
          icon={IconFolderOpen}
          size="xs"
          onClick={() => ask({ act: 'clone', projectId })}
        />
      </p>
    </>
  );
}
