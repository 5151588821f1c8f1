import { useRef } from 'react';
import { type OutputFor, useCall } from '../../api/client.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page, WithSidePanel } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import type { PlanParts } from './parts.ts';
import { eventsOf } from './release/log.ts';
import classes from './release/Release.module.css';
import { ReleaseEvents } from './release/ReleaseEvents.tsx';
import { ReleaseHeader } from './release/ReleaseHeader.tsx';
import { ReleaseRail } from './release/ReleaseRail.tsx';
import { RolloutView } from './release/RolloutView.tsx';
import { useReleaseCommands } from './release/useReleaseCommands.ts';

type Detail = OutputFor<'codepush.get'>;

const tabs = ['rollout', 'events'] as const;
type Tab = (typeof tabs)[number];

/** So many of the channel's newest entries are looked at for what happened to one of its releases. */
const ENTRIES = 200;

/** One release of a channel: its rollout, what devices reported, what it is made of, and what can be done. */
export function ReleasePage({
  deploymentId,
  plan,
}: {
  readonly deploymentId: number;
  readonly plan: PlanParts;
}) {
  const { data, error } = useCall('codepush.get', { deploymentId }, { keepPrevious: false });
  if (error && !data) {
    return (
      <Page>
        <ErrorState
          title={error.code === 'invalid_input' ? 'This is not the id of a release.' : error.message}
          kept={error.details.hint ?? 'Nothing was changed.'}
          actions={[{ label: 'Go to the rollouts', onClick: () => navigate(pathTo.rollouts()) }]}
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
  return <OpenRelease key={data.release.deploymentId} detail={data} plan={plan} />;
}

function OpenRelease({ detail, plan }: { readonly detail: Detail; readonly plan: PlanParts }) {
  const { channel, release } = detail;
  const { path, search } = usePlace();
  const page = useRef<HTMLDivElement>(null);
  const leave = () => {
    if (history.length > 1) history.back();
    else navigate(pathTo.channel(channel.id));
  };
  useEscape(page, leave);
  useReleaseCommands(detail);
  const log = useCall('activity.list', { filter: { objectId: channel.uid }, limit: ENTRIES });
  const events = eventsOf(log.data?.rows ?? [], release.label);
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'rollout';
  const put = (next: Tab) => {
    const rest = new URLSearchParams(search);
    if (next === 'rollout') rest.delete('tab');
    else rest.set('tab', next);
    navigate(rest.size > 0 ? `${path}?${rest}` : path, { replace: true });
  };
  const items: TabItem<Tab>[] = [
    { id: 'rollout', label: 'Rollout' },
    { id: 'events', label: 'Events', count: events.length },
  ];
  return (
    <Page production={channel.target === 'production'}>
      <div ref={page} className={classes.page}>
        <ReleaseHeader detail={detail} />
        <Tabs label="Parts of this release" tabs={items} value={tab} onChange={put}>
          <WithSidePanel panel={<ReleaseRail detail={detail} />}>
            {tab === 'rollout' ? (
              <RolloutView detail={detail} events={events} plan={plan} />
            ) : (
              <ReleaseEvents events={events} channelUid={channel.uid} />
            )}
          </WithSidePanel>
        </Tabs>
      </div>
    </Page>
  );
}
