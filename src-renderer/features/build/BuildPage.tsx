import { useMemo, useRef } from 'react';
import { useCall } from '../../api/client.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Page, WithSidePanel } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import classes from './Build.module.css';
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

/** One step back: to where the build was opened from, or to all builds when it was opened by a link. */
function goBack(): void {
  if (history.length > 1) history.back();
  else navigate(pathTo.deployments('kind=build'));
}

/** Everything known about one build: how it was made, what its store says, where it was delivered. */
export function BuildPage({ id }: { readonly id: number }) {
  const { data, error } = useCall('build.get', { id }, { keepPrevious: false });
  if (error && !data) {
    return (
      <Page>
        <ErrorState
          title={error.code === 'invalid_input' ? 'This is not the id of a build.' : error.message}
          kept={error.details.hint ?? 'Nothing was changed.'}
          actions={[{ label: 'Go to the builds', onClick: () => navigate(pathTo.deployments('kind=build')) }]}
        />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page>
        <RowSkeleton />
      </Page>
    );
  }
  return <OpenBuild key={data.build.id} record={data} />;
}

function OpenBuild({ record }: { readonly record: BuildRecord }) {
  const { path, search } = usePlace();
  const page = useRef<HTMLDivElement>(null);
  useEscape(page, goBack);
  useBuildCommands(record);
  const { build, deployment } = record;
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'store';
  const put = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(name);
    else next.set(name, value);
    const text = String(next);
    navigate(text === '' ? path : `${path}?${text}`, { replace: true });
  };
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
    <Page production={build.target === 'production'}>
      <div ref={page} className={classes.page}>
        <BuildHeader record={record} onBack={goBack} />
        <Tabs
          label="Parts of this build"
          tabs={items}
          value={tab}
          onChange={(next) => put('tab', next === 'store' ? null : next)}
        >
          <WithSidePanel panel={<BuildRail record={record} />}>
            <div className={classes.content}>
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
            </div>
          </WithSidePanel>
        </Tabs>
      </div>
    </Page>
  );
}
