import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { goBack, navigate, putSearch, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { IssueList } from '../../ui/IssueList.tsx';
import { WithSidePanel } from '../../ui/Page.tsx';
import { RecordContent, RecordPage } from '../../ui/RecordPage.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import { BuildHeader } from './detail/BuildHeader.tsx';
import { BuildRail } from './detail/BuildRail.tsx';
import { PluginsPanel } from './detail/PluginsPanel.tsx';
import { ReleasesPanel } from './detail/ReleasesPanel.tsx';
import { StepsPanel } from './detail/StepsPanel.tsx';
import { StorePanel } from './detail/StorePanel.tsx';
import { useBuildCommands } from './useBuildCommands.ts';
import type { BuildRecord } from './words.ts';

const tabs = ['store', 'steps', 'plugins', 'issues', 'releases'] as const;
type Tab = (typeof tabs)[number];

const toBuilds = pathTo.deployments('kind=build');
const leave = () => goBack(toBuilds);

/** Everything known about one build: how it was made, what its store says, where it was delivered. */
export function BuildPage({ id }: { readonly id: number }) {
  const { data, error } = useCall('build.get', { id }, { keepPrevious: false });
  return (
    <RecordPage
      data={data}
      error={error}
      what="a build"
      list={{ label: 'Go to the builds', onClick: () => navigate(toBuilds) }}
      production={data?.build.target === 'production'}
      onLeave={leave}
    >
      {(record) => <OpenBuild key={record.build.id} record={record} />}
    </RecordPage>
  );
}

function OpenBuild({ record }: { readonly record: BuildRecord }) {
  const place = usePlace();
  const { search } = place;
  useBuildCommands(record);
  const { build, deployment } = record;
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'store';
  const put = (name: string, value: string | null) => putSearch(place, name, value);
  const items = useMemo(
    (): TabItem<Tab>[] => [
      { id: 'store', label: 'Store' },
      { id: 'steps', label: 'Stages', count: deployment.steps.length },
      { id: 'plugins', label: 'Plugins', count: build.plugins.length },
      { id: 'issues', label: 'Issues', count: deployment.issues.length },
      { id: 'releases', label: 'Releases', count: record.releases.length },
    ],
    [build, deployment, record.releases],
  );
  const compared = Number(search.get('against'));
  return (
    <>
      <BuildHeader record={record} onBack={leave} />
      <Tabs
        label="Parts of this build"
        tabs={items}
        value={tab}
        onChange={(next) => put('tab', next === 'store' ? null : next)}
      >
        <WithSidePanel panel={<BuildRail record={record} />}>
          <RecordContent>
            {tab === 'store' ? (
              <StorePanel record={record} />
            ) : tab === 'steps' ? (
              <StepsPanel deployment={deployment} />
            ) : tab === 'plugins' ? (
              <PluginsPanel
                build={build}
                against={Number.isSafeInteger(compared) && compared > 0 ? compared : null}
                onAgainst={(other) => put('against', other === null ? null : String(other))}
              />
            ) : tab === 'issues' ? (
              <IssueList issues={deployment.issues} />
            ) : (
              <ReleasesPanel record={record} />
            )}
          </RecordContent>
        </WithSidePanel>
      </Tabs>
    </>
  );
}
