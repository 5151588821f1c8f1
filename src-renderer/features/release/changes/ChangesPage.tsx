import { SegmentedControl, Select } from '@mantine/core';
import { IconArrowsLeftRight, IconGitCompare } from '@tabler/icons-react';
import { useRef } from 'react';
import { useCall } from '../../../api/client.ts';
import { goBack, navigate, usePlace } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { NoSuchProject } from '../../../ui/NoSuchProject.tsx';
import { Page, PageBody, PageHeader } from '../../../ui/Page.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { useEscape } from '../../../ui/useEscape.ts';
import { shortenMiddle, Version } from '../../../ui/Version.tsx';
import { ProjectSwitch, useShownProject } from '../ProjectSwitch.tsx';
import { ChangelogPart } from './ChangelogPart.tsx';
import classes from './Changes.module.css';
import { type ChangesPlace, changesPlaceOf, defaultPair, pathOfChanges, type Ways } from './changesPlace.ts';
import { EndSelect } from './EndSelect.tsx';

const WAYS = [
  { value: 'environments', label: 'Two environments' },
  { value: 'versions', label: 'Two versions' },
] as const satisfies readonly { readonly value: Ways; readonly label: string }[];

/** What changed between what runs in two environments, or between any two versions. The address holds the question. */
export function ChangesPage() {
  const place = changesPlaceOf(usePlace().search);
  const { projects, project, projectId } = useShownProject(place.projectId);
  const leave = () => goBack(pathTo.releases(projectId === null ? '' : `project=${projectId}`));
  const page = useRef<HTMLDivElement>(null);
  useEscape(page, leave);
  const put = (changes: Partial<ChangesPlace>) =>
    navigate(pathOfChanges({ ...place, projectId, ...changes }), { replace: true });
  return (
    <Page>
      <div ref={page} className={classes.whole}>
        <PageHeader
          title="Changes"
          back={{ label: 'Releases', onClick: leave }}
          actions={
            <ProjectSwitch
              projects={projects}
              projectId={projectId}
              onProject={(id) => put({ projectId: id, lowerId: null, upperId: null, from: null, to: null })}
            />
          }
        />
        <PageBody>
          {projects?.length === 0 ? (
            <EmptyState
              icon={IconGitCompare}
              title="What changed from one version to another would stand here."
              hint="It is told of the versions of a project, and there is no project yet."
              primary={{ label: 'Create a project', onClick: () => navigate(pathTo.settings('projects')) }}
            />
          ) : projects && !project ? (
            <NoSuchProject
              action={{ label: 'Show another project', onClick: () => navigate(pathTo.changes()) }}
            />
          ) : projectId !== null ? (
            <>
              <SegmentedControl
                className={classes.ways ?? ''}
                aria-label="What is compared"
                data={[...WAYS]}
                value={place.by}
                onChange={(by) => put({ by: by as Ways, from: null, to: null })}
              />
              {place.by === 'environments' ? (
                <BetweenEnvironments key={projectId} projectId={projectId} place={place} put={put} />
              ) : (
                <BetweenVersions key={projectId} projectId={projectId} place={place} put={put} />
              )}
            </>
          ) : (
            <RowSkeleton rows={8} />
          )}
        </PageBody>
      </div>
    </Page>
  );
}

interface BetweenProps {
  readonly projectId: number;
  readonly place: ChangesPlace;
  readonly put: (changes: Partial<ChangesPlace>) => void;
}

/** What runs in one environment and not yet in another. */
function BetweenEnvironments({ projectId, place, put }: BetweenProps) {
  const board = useCall('release.board', { projectId, limit: 1 }).data;
  if (!board) return <RowSkeleton rows={6} />;
  const { environments } = board;
  const preset = defaultPair(environments);
  const lowerId = place.lowerId ?? preset.lowerId;
  const upperId = place.upperId ?? preset.upperId;
  const named = (id: number | null) => environments.find(({ environmentId }) => environmentId === id);
  const lower = named(lowerId);
  const upper = named(upperId);
  const options = environments.map(({ environmentId, name, running }) => ({
    value: String(environmentId),
    label: `${name}, ${running ? shortenMiddle(running.version, 24) : 'nothing runs'}`,
  }));
  if (environments.length < 2) {
    return <p className={classes.quiet}>The project has no two environments to compare yet.</p>;
  }
  const choose = (label: string, id: number | null, onId: (id: number) => void) => (
    <Select
      label={label}
      data={options}
      allowDeselect={false}
      value={id === null ? null : String(id)}
      onChange={(value) => value !== null && onId(Number(value))}
    />
  );
  return (
    <>
      <div className={classes.pickers}>
        {choose('Runs in', lowerId, (id) => put({ lowerId: id, upperId }))}
        {choose('And not yet in', upperId, (id) => put({ lowerId, upperId: id }))}
        <ActionButton
          label="Turn around"
          icon={IconArrowsLeftRight}
          onClick={() => put({ lowerId: upperId, upperId: lowerId })}
        />
      </div>
      {lower && upper && lower.running !== null && lower.running.version === upper.running?.version ? (
        <p className={classes.quiet}>
          {lower.name} and {upper.name} run the same version, <Version value={lower.running.version} />:
          nothing waits.
        </p>
      ) : lower && upper ? (
        <ChangelogPart
          projectId={projectId}
          question={{
            ask: 'pending',
            projectId,
            lowerId: lower.environmentId,
            upperId: upper.environmentId,
          }}
          nothing={`Nothing runs in ${lower.name} yet, so nothing waits for ${upper.name}.`}
        />
      ) : (
        <p className={classes.quiet}>Choose two environments.</p>
      )}
    </>
  );
}

/** What changed from any version or commit to any other. */
function BetweenVersions({ projectId, place, put }: BetweenProps) {
  const newest = useCall('release.board', { projectId, limit: 2 }).data?.releases;
  const [high, low] = newest ?? [];
  const to = place.to ?? (high ? { releaseId: high.id } : null);
  const from = place.to === null && low ? { releaseId: low.id } : place.from;
  return (
    <>
      <div className={classes.pickers}>
        <EndSelect
          label="From"
          projectId={projectId}
          value={from}
          onValue={(end) => put({ from: end, to })}
          isOptional
        />
        <EndSelect
          label="To"
          projectId={projectId}
          value={to}
          onValue={(end) => put({ from, to: end ?? to })}
        />
        <ActionButton
          label="Turn around"
          icon={IconArrowsLeftRight}
          disabledReason={from === null ? 'There is nothing before the first commit.' : null}
          onClick={() => put({ from: to, to: from })}
        />
      </div>
      {to === null ? (
        <p className={classes.quiet}>
          {newest ? 'The project has no version yet.' : 'Choose what to compare.'}
        </p>
      ) : (
        <ChangelogPart
          projectId={projectId}
          question={{ ask: 'between', projectId, from, to }}
          nothing="There is nothing to compare."
        />
      )}
    </>
  );
}
