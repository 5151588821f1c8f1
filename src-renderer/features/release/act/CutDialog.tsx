import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconScissors } from '@tabler/icons-react';
import { useState } from 'react';
import { isUncut } from '#shared/features/candidate/grammar.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { useZone } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { lastProject } from '../lastProject.ts';
import { buildLooks } from '../words.ts';
import classes from './Act.module.css';
import type { ReleaseAction } from './action.ts';
import { cutFaults } from './cutForm.ts';
import { ProjectSelect } from './ProjectSelect.tsx';
import { mindRow, Word } from './planRows.tsx';
import { WorkflowHere } from './WorkflowHere.tsx';

const REPLAYED = 'This candidate of this commit is there already: nothing new is made.';
const NOTHING = { projectId: 0, version: '', commit: '' };

/** Makes a candidate of a commit: under the next version, or as the next one of a release. */
export function CutDialog({
  start,
  onClose,
}: {
  readonly start: ReleaseAction & { readonly act: 'cut' };
  readonly onClose: () => void;
}) {
  const zone = useZone();
  const cut = useAct('candidate.cut');
  const [projectId, setProjectId] = useState(start.projectId ?? lastProject());
  const [typed, setTyped] = useState<string | null>(null);
  const [commit, setCommit] = useState(start.commit ?? '');
  const [notes, setNotes] = useState('');
  const [build, setBuild] = useState<boolean | null>(null);
  const [reason, setReason] = useState('');
  const [written] = useDebouncedValue(commit.trim(), 150);
  const proposal = useCall(
    'candidate.propose',
    {
      projectId: projectId ?? 0,
      releaseId: start.releaseId ?? null,
      commit: written === '' || cutFaults('', written).commit ? null : written,
      zone: zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    { enabled: projectId !== null },
  );
  const proposed = proposal.data;
  const builder = useCall(
    'workflow.get',
    { projectId: projectId ?? 0, environmentId: null },
    { enabled: projectId !== null },
  ).data;
  const version = (typed ?? proposed?.version ?? '').trim();
  const hasBuild = builder != null;
  const builds = hasBuild && (build ?? true);
  const faults = cutFaults(version, commit.trim());
  const fault =
    projectId === null
      ? 'Needs a project'
      : version === ''
        ? 'Needs a version'
        : commit.trim() === ''
          ? 'Needs a commit'
          : faults.version
            ? 'Needs another version'
            : faults.commit
              ? 'Needs another commit'
              : null;
  const input =
    fault === null && projectId !== null
      ? { projectId, version, commit: commit.trim(), build: builds, notes: notes.trim() || null }
      : null;
  const [settled] = useDebouncedValue(input, 100);
  const preview = useCall('candidate.previewCut', settled ?? NOTHING, {
    enabled: settled !== null,
    keepPrevious: false,
  });
  const plan = input === null ? undefined : preview.data;
  const missed = useCall(
    'candidate.missed',
    { projectId: settled?.projectId ?? 0, version: settled?.version ?? '', commit: settled?.commit ?? '' },
    { enabled: settled !== null && preview.data?.kind === 'cut', keepPrevious: false },
  );
  const release = useCall(
    'release.get',
    { id: start.releaseId ?? 0 },
    { enabled: start.releaseId !== undefined },
  ).data;
  // A version that deployments named becomes a candidate under that very name.
  const isNamed = release !== undefined && isUncut(release);
  const onConfirm = async () => {
    if (!input) return;
    try {
      await cut.run({ ...input, reason: reason.trim() || null });
      onClose();
    } catch {
      // `cut.error` says it in the dialog, and the fields stay.
    }
  };
  const refused = cut.error ?? (input === null ? null : preview.error);
  const highest = useCall(
    'release.list',
    { projectId: projectId ?? 0, limit: 1 },
    { enabled: projectId !== null && start.releaseId === undefined },
  ).data?.rows[0];
  const newest = isNamed ? release : release?.candidates.find(({ supersededAt }) => supersededAt === null);
  const rows: ActionRow[] = [
    {
      label: 'What',
      content: (
        <div className={classes.fields}>
          {start.projectId === null ? (
            <ProjectSelect
              value={projectId}
              onValue={(id) => {
                setProjectId(id);
                setTyped(null);
              }}
            />
          ) : null}
          <TextInput
            label="Version"
            required
            description="With its suffix, as 2026.11.20-rc1."
            value={typed ?? proposed?.version ?? ''}
            error={faults.version}
            // What is typed before the proposal is there would be mixed with it.
            readOnly={isNamed || (typed === null && projectId !== null && proposal.isPending)}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <TextInput
            label="Commit"
            required
            description="It never moves once the candidate is made."
            placeholder="9f3c1ae"
            value={commit}
            error={faults.commit}
            onChange={(event) => setCommit(event.currentTarget.value)}
          />
          {start.releaseId === undefined ? (
            <Textarea
              className={classes.wide ?? ''}
              label="Notes of the release"
              autosize
              minRows={1}
              maxRows={6}
              value={notes}
              onChange={(event) => setNotes(event.currentTarget.value)}
            />
          ) : null}
        </div>
      ),
    },
    ...(typed === null && proposed?.because ? [{ label: 'Because', content: proposed.because }] : []),
    {
      label: 'Build',
      content: (
        <>
          <Checkbox
            size="xs"
            label="Run the project’s build workflow for it"
            checked={builds}
            disabled={!hasBuild}
            onChange={(event) => setBuild(event.currentTarget.checked)}
          />
          <p className={classes.hint}>
            {hasBuild
              ? builds
                ? 'It can be deployed once its build is ready.'
                : 'It is ready at once.'
              : 'The project has no build workflow, so the candidate is ready at once.'}
          </p>
          {builds && projectId !== null ? (
            <WorkflowHere projectId={projectId} environmentId={null} says={null} />
          ) : null}
        </>
      ),
    },
    ...(plan && plan.supersedes.length > 0
      ? [
          {
            label: 'Supersedes',
            note: 'can still be deployed',
            content: (
              <span className={classes.chips}>
                {plan.supersedes.map((superseded) => (
                  <Version key={superseded} value={superseded} />
                ))}
              </span>
            ),
          },
        ]
      : []),
    ...mindRow(
      plan
        ? plan.kind === 'replay'
          ? [REPLAYED]
          : [...plan.warnings, ...(missed.data?.warnings ?? [])]
        : [],
    ),
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        isNamed
          ? `Make ${release.version} a candidate`
          : release
            ? `Cut another candidate of ${release.version}`
            : 'Cut a candidate'
      }
      now={{
        label: isNamed
          ? 'Not cut yet'
          : start.releaseId === undefined
            ? 'Highest release'
            : 'Newest candidate',
        version: (newest ?? highest)?.version ?? <Word>none</Word>,
        note: (newest ?? highest)?.commitSha?.slice(0, 7) ?? 'no commit known',
      }}
      next={{
        label: 'Will be',
        version: plan ? version : <Word>to be checked</Word>,
        note: plan
          ? plan.kind === 'replay'
            ? 'there already'
            : [
                plan.isNewRelease ? `first of release ${plan.release}` : `of release ${plan.release}`,
                plan.build ? buildLooks[plan.build].label : null,
              ]
                .filter(Boolean)
                .join(', ')
          : 'once it is complete',
      }}
      rows={rows}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={version === '' ? 'Cut' : `Cut ${version}`}
      confirmIcon={IconScissors}
      blockedReason={fault ?? (preview.error ? 'Not possible like this' : plan ? null : 'Being checked')}
      busy={cut.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
