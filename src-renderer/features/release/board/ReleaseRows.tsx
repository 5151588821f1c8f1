import { TextInput } from '@mantine/core';
import { IconScissors, IconVersions } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { BoardEnvironment, BoardRelease } from '#shared/features/release/contract.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { Section } from '../../../ui/Page.tsx';
import { ask } from '../act/open.ts';
import classes from './Board.module.css';
import { ReleaseRow } from './ReleaseRow.tsx';

/** The releases of a project, the highest version first, each with its candidates. */
export function ReleaseRows({
  projectId,
  releases,
  environments,
  more,
  loading,
  onMore,
  text,
  filterRef,
  onText,
  peeked,
  onPeek,
}: {
  readonly projectId: number;
  readonly releases: readonly BoardRelease[];
  readonly environments: readonly BoardEnvironment[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  readonly text: string;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
  readonly peeked: number | null;
  readonly onPeek: (releaseId: number) => void;
}) {
  return (
    <Section
      title="Releases"
      count={more ? `${releases.length} newest` : releases.length}
      aside={
        <TextInput
          ref={filterRef}
          className={classes.filter ?? ''}
          aria-label="Filter the releases by version or commit"
          placeholder="Version or commit  /"
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (text === '') event.currentTarget.blur();
            else onText('');
          }}
        />
      }
    >
      {releases.length > 0 ? (
        <InsideRow value={true}>
          <ul className={classes.releases}>
            {releases.map((release) => (
              <ReleaseRow
                key={release.id}
                release={release}
                environments={environments}
                current={release.id === peeked}
                onPeek={() => onPeek(release.id)}
              />
            ))}
          </ul>
        </InsideRow>
      ) : text === '' ? (
        <EmptyState
          icon={IconVersions}
          title="The releases of this project would stand here, each with its candidates."
          hint="Cut the first candidate from a commit, or let a pipeline do it through the gateway."
          others={[
            {
              label: 'Cut a candidate',
              icon: IconScissors,
              onClick: () => ask({ act: 'cut', projectId }),
            },
          ]}
        />
      ) : (
        <EmptyState
          icon={IconVersions}
          title={`No release matches “${text}”.`}
          hint="The filter looks at versions, and at how commits begin."
          primary={{ label: 'Clear the filter', onClick: () => onText('') }}
        />
      )}
      {more ? (
        <div className={classes.more}>
          <ActionButton label="Show older releases" size="xs" busy={loading} onClick={onMore} />
        </div>
      ) : null}
    </Section>
  );
}
