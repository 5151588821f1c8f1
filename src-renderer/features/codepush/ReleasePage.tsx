import { type OutputFor, useCall } from '../../api/client.ts';
import { goBack, navigate, putSearch, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { WithSidePanel } from '../../ui/Page.tsx';
import { RecordPage } from '../../ui/RecordPage.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import type { PlanParts } from './parts.ts';
import { eventsOf } from './release/log.ts';
import { ReleaseEvents } from './release/ReleaseEvents.tsx';
import { ReleaseHeader } from './release/ReleaseHeader.tsx';
import { ReleaseRail } from './release/ReleaseRail.tsx';
import { RolloutView } from './release/RolloutView.tsx';
import { useReleaseCommands } from './release/useReleaseCommands.ts';

type Detail = OutputFor<'codepush.get'>;

const NOTHING_YET = { entries: [], holds: [] };

const tabs = ['rollout', 'events'] as const;
type Tab = (typeof tabs)[number];

/** One release of a channel: its rollout, what devices reported, what it is made of, and what can be done. */
export function ReleasePage({
  deploymentId,
  plan,
}: {
  readonly deploymentId: number;
  readonly plan: PlanParts;
}) {
  const { data, error } = useCall('codepush.get', { deploymentId }, { keepPrevious: false });
  return (
    <RecordPage
      data={data}
      error={error}
      what="a release"
      list={{ label: 'Go to the rollouts', onClick: () => navigate(pathTo.rollouts()) }}
      production={data?.channel.target === 'production'}
      onLeave={() => goBack(data ? pathTo.channel(data.channel.id) : pathTo.rollouts())}
    >
      {(detail) => <OpenRelease key={detail.release.deploymentId} detail={detail} plan={plan} />}
    </RecordPage>
  );
}

function OpenRelease({ detail, plan }: { readonly detail: Detail; readonly plan: PlanParts }) {
  const { release } = detail;
  const place = usePlace();
  useReleaseCommands(detail);
  const log = useCall('codepush.events', { deploymentId: release.deploymentId });
  const events = eventsOf(log.data ?? NOTHING_YET, release.label);
  const tab = tabs.find((name) => name === place.search.get('tab')) ?? 'rollout';
  const put = (next: Tab) => putSearch(place, 'tab', next === 'rollout' ? null : next);
  const items: TabItem<Tab>[] = [
    { id: 'rollout', label: 'Rollout' },
    { id: 'events', label: 'Events', count: events.length },
  ];
  return (
    <>
      <ReleaseHeader detail={detail} />
      <Tabs label="Parts of this release" tabs={items} value={tab} onChange={put}>
        <WithSidePanel panel={<ReleaseRail detail={detail} />}>
          {tab === 'rollout' ? (
            <RolloutView detail={detail} events={events} plan={plan} />
          ) : (
            <ReleaseEvents events={events} />
          )}
        </WithSidePanel>
      </Tabs>
    </>
  );
}
