import { ActionIcon, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFolderOpen, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Section } from '../../../ui/Page.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { NextCut } from '../schedule/NextCut.tsx';
import classes from './Changes.module.css';
import { FoundCommits } from './FoundCommits.tsx';
import { UnreleasedChanges } from './UnreleasedChanges.tsx';
import { summaryOf } from './words.ts';

/** What is on a branch of the clone and in no release yet; a text finds any commit of the branch. */
export function Unreleased({ projectId }: { readonly projectId: number }) {
  const clone = useCall('changelog.clone', { projectId }, { keepPrevious: false });
  const [branch, setBranch] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 150);
  const readable = clone.data !== undefined && clone.data.path !== null && clone.data.problem === null;
  const found = useCall(
    'changelog.unreleased',
    { projectId, branch },
    { enabled: readable, keepPrevious: false },
  );
  const { data } = found;
  const branches = clone.data?.branches ?? [];
  const shownBranch = branch ?? branches.find(({ isCurrent }) => isCurrent)?.name ?? null;
  return (
    <Section
      title="Not released"
      count={readable && data ? `${data.more ? 'more than ' : ''}${summaryOf(data.changes)}` : undefined}
      aside={
        readable ? (
          <span className={classes.tools}>
            <Select
              className={classes.branch ?? ''}
              aria-label="Branch of the clone"
              searchable
              limit={100}
              nothingFoundMessage="No branch has this name."
              placeholder="HEAD"
              data={branches.map(({ name }) => name)}
              value={shownBranch}
              onChange={(name) => name !== null && setBranch(name)}
            />
            <TextInput
              className={classes.find ?? ''}
              aria-label="Find a commit by its message or its id"
              placeholder="Message, or how the id begins"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.preventDefault();
                if (text === '') event.currentTarget.blur();
                else setText('');
              }}
            />
            <ActionIcon
              size={28}
              variant="default"
              aria-label="Look at the clone again"
              title="Look at the clone again"
              aria-busy={found.isFetching || undefined}
              onClick={() => {
                void clone.refetch();
                void found.refetch();
              }}
            >
              <IconRefresh size={15} stroke={1.75} />
            </ActionIcon>
          </span>
        ) : null
      }
    >
      <NextCut projectId={projectId} />
      {clone.error ? (
        <ErrorText error={clone.error} />
      ) : clone.data === undefined ? (
        <RowSkeleton rows={2} label="Looking for the clone" />
      ) : !readable ? (
        <NoClone projectId={projectId} problem={clone.data.problem} hint={clone.data.hint} />
      ) : settled !== '' ? (
        <FoundCommits key={`${branch} ${settled}`} projectId={projectId} branch={branch} text={settled} />
      ) : found.error ? (
        <ErrorText error={found.error} />
      ) : data ? (
        data.changes.total === 0 ? (
          <p className={classes.quiet}>
            Nothing on {shownBranch ?? data.branch} is new since{' '}
            {data.since ? <Version value={data.since.version ?? ''} /> : 'the beginning'}.
          </p>
        ) : (
          <UnreleasedChanges
            key={data.head}
            projectId={projectId}
            changes={data.changes}
            since={data.since?.version ?? null}
            more={data.more}
          />
        )
      ) : (
        <RowSkeleton rows={4} label="Reading the branch" />
      )}
    </Section>
  );
}

/** Why nothing is listed, and the way to a clone. */
function NoClone({
  projectId,
  problem,
  hint,
}: {
  readonly projectId: number;
  readonly problem: string | null;
  readonly hint: string | null;
}) {
  return (
    <div className={classes.told} data-tone={problem === null ? 'info' : 'warning'}>
      <IconFolderOpen size={15} stroke={1.75} aria-hidden />
      <span>
        {problem === null
          ? 'Commits that no release has yet would stand here, to be cut and picked. They are read from a clone of the repository on this machine.'
          : [problem, hint].filter(Boolean).join(' ')}
      </span>
      <ActionButton
        label={problem === null ? 'Attach a clone…' : 'Look at the clone…'}
        size="xs"
        onClick={() => ask({ act: 'clone', projectId })}
      />
    </div>
  );
}
