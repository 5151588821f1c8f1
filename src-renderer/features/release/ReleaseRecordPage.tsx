import { useMemo } from 'react';
import { type OutputFor, useCall } from '../../api/client.ts';
import { shownCommand, useCommands } from '../../app/commands.ts';
import { goBack, navigate, putSearch, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { WithSidePanel } from '../../ui/Page.tsx';
import { RecordContent, RecordPage } from '../../ui/RecordPage.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import { ActivityPanel } from './detail/ActivityPanel.tsx';
import { CandidatesPanel } from './detail/CandidatesPanel.tsx';
import { ChangesPanel } from './detail/ChangesPanel.tsx';
import { DeploymentsPanel } from './detail/DeploymentsPanel.tsx';
import { RanPanel } from './detail/RanPanel.tsx';
import { ReleaseRail } from './detail/ReleaseRail.tsx';
import { ReleaseTop } from './detail/ReleaseTop.tsx';

export type Release = OutputFor<'release.get'>;

const tabs = ['release', 'changes', 'ran', 'deployments', 'log'] as const;
type Tab = (typeof tabs)[number];

/** Everything known of one release. A candidate is shown with the release that it is of. */
export function ReleaseRecordPage({
  target,
}: {
  readonly target: { readonly id: number } | { readonly uid: string };
}) {
  const named = useCall('release.get', target, { keepPrevious: false });
  const baseId = named.data?.base?.id ?? null;
  const base = useCall('release.get', { id: baseId ?? 0 }, { enabled: baseId !== null, keepPrevious: false });
  const data = baseId === null ? named.data : base.data;
  return (
    <RecordPage
      data={data}
      error={named.error ?? base.error}
      what="a release"
      list={{ label: 'Go to the releases', onClick: () => navigate(pathTo.releases()) }}
      onLeave={() => goBack(pathTo.releases(data ? `project=${data.projectId}` : ''))}
    >
      {(release) => <OpenRelease key={release.id} release={release} />}
    </RecordPage>
  );
}

function OpenRelease({ release }: { readonly release: Release }) {
  const place = usePlace();
  useCommands(
    'release',
    useMemo(() => [shownCommand('release.back', 'Back to the releases', 'Esc')], []),
  );
  const ran = useCall('release.ran', { id: release.id }).data;
  const tab = tabs.find((name) => name === place.search.get('tab')) ?? 'release';
  const items: TabItem<Tab>[] = [
    { id: 'release', label: 'Candidates and notes', count: release.candidates.length },
    { id: 'changes', label: 'Changes' },
    { id: 'ran', label: 'Where it ran', ...(ran ? { count: ran.length } : {}) },
    { id: 'deployments', label: 'Deployments', count: release.deployments.length },
    { id: 'log', label: 'Activity', count: release.activity.length },
  ];
  return (
    <>
      <ReleaseTop release={release} ran={ran} />
      <Tabs
        label="Parts of this release"
        tabs={items}
        value={tab}
        onChange={(next) => putSearch(place, 'tab', next === 'release' ? null : next)}
      >
        <WithSidePanel panel={<ReleaseRail release={release} />}>
          <RecordContent>
            {tab === 'release' ? (
              <CandidatesPanel release={release} ran={ran} />
            ) : tab === 'changes' ? (
              <ChangesPanel release={release} ran={ran} />
            ) : tab === 'ran' ? (
              <RanPanel ran={ran} />
            ) : tab === 'deployments' ? (
              <DeploymentsPanel release={release} />
            ) : (
              <ActivityPanel release={release} />
            )}
          </RecordContent>
        </WithSidePanel>
      </Tabs>
    </>
  );
}
