import { IconArrowBackUp, IconSettings, IconUpload } from '@tabler/icons-react';
import { osLabels } from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { useCall } from '../../api/client.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { formatPercent } from '../../ui/numbers.ts';
import { RecordHeader } from '../../ui/RecordHeader.tsx';
import { RecordPage } from '../../ui/RecordPage.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import { TierTag } from '../../ui/TierTag.tsx';
import { Version } from '../../ui/Version.tsx';
import { ask } from './act/open.ts';
import { AdoptionPanel } from './channel/AdoptionPanel.tsx';
import classes from './channel/Channel.module.css';
import { ChannelStrip } from './channel/ChannelStrip.tsx';
import { HistoryPanel } from './channel/HistoryPanel.tsx';
import { MetricsPanel } from './channel/MetricsPanel.tsx';
import { type CountedRelease, useHistory } from './channel/useHistory.ts';
import { ExplainPanel } from './explain/ExplainPanel.tsx';
import { type ChannelPlace, type ChannelTab, channelPlaceOf, pathOfChannel } from './places.ts';
import { MandatoryMark, StandingBadge } from './Standing.tsx';

const leave = () => navigate(pathTo.rollouts());

/** One channel: what was released to it, what its devices reported, and why a device gets what it gets. */
export function ChannelPage({ id }: { readonly id: number }) {
  const history = useHistory(id);
  return (
    <RecordPage
      data={history.channel}
      error={history.error}
      what="a channel"
      list={{ label: 'Go to the rollouts', onClick: leave }}
      production={history.channel?.target === 'production'}
      onLeave={leave}
    >
      {(channel) => <OpenChannel key={channel.id} channel={channel} history={history} />}
    </RecordPage>
  );
}

function OpenChannel({
  channel,
  history,
}: {
  readonly channel: Channel;
  readonly history: ReturnType<typeof useHistory>;
}) {
  const { search } = usePlace();
  const place = channelPlaceOf(search);
  const channels = useCall('codepush.channels', {}).data;
  const put = (next: ChannelPlace, { replace } = { replace: true }) =>
    navigate(pathOfChannel(channel.id, next, search), { replace });
  const newest = history.rows[0];
  const devices = channels?.find(({ id }) => id === channel.id)?.devices ?? 0;
  const production = channel.target === 'production';
  const tabs: TabItem<ChannelTab>[] = [
    { id: 'releases', label: 'Releases', count: history.rows.length },
    { id: 'metrics', label: 'Metrics' },
    { id: 'adoption', label: 'Adoption' },
    { id: 'explain', label: 'Explain a device' },
  ];
  return (
    <>
      <RecordHeader
        back={{ label: 'Rollouts', onClick: leave }}
        title={`${channel.project} ${osLabels[channel.os]}`}
        beside={
          <>
            <EnvironmentLabel name={channel.name} tier={channel.target} />
            {channel.name.toLowerCase() === channel.target ? null : <TierTag tier={channel.target} />}
          </>
        }
        actions={
          <>
            <ActionButton
              label="Edit channel"
              icon={IconSettings}
              onClick={() => ask({ act: 'editChannel', channelId: channel.id })}
            />
            <ActionButton
              label="Roll back"
              icon={IconArrowBackUp}
              tone={production ? 'prod' : 'default'}
              disabledReason={newest ? null : 'Nothing was released to this channel yet.'}
              onClick={() => ask({ act: 'rollback', channelId: channel.id, label: null })}
            />
            <ActionButton
              label="Release"
              icon={IconUpload}
              // An empty history has a button of its own in the middle of the page.
              tone={newest || place.tab !== 'releases' ? 'primary' : 'default'}
              onClick={() => ask({ act: 'release', channelId: channel.id })}
            />
          </>
        }
      >
        {newest ? <NewestLine newest={newest} /> : <span className={classes.dim}>Nothing released yet</span>}
      </RecordHeader>
      <ChannelStrip channel={channel} devices={devices} />
      <Tabs
        label="Parts of this channel"
        tabs={tabs}
        value={place.tab}
        onChange={(tab) => put({ ...place, tab })}
      >
        {place.tab === 'releases' ? (
          <HistoryPanel channel={channel} history={history} place={place} onPlace={put} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
          <section className={classes.panel} tabIndex={0} aria-label={`${channel.name}, ${place.tab}`}>
            {place.tab === 'metrics' ? (
              <MetricsPanel channelId={channel.id} />
            ) : place.tab === 'adoption' ? (
              <AdoptionPanel
                channelId={channel.id}
                newest={newest?.label ?? null}
                days={place.days}
                onDays={(days) => put({ ...place, days })}
              />
            ) : (
              <ExplainPanel channel={channel} channels={channels ?? []} />
            )}
          </section>
        )}
      </Tabs>
    </>
  );
}

function NewestLine({ newest }: { readonly newest: CountedRelease }) {
  return (
    <span className={classes.newest}>
      <a className={classes.newestLabel} href={`#${pathTo.codePush(newest.deploymentId)}`}>
        <Version value={newest.label} size="header" strong />
      </a>
      <span className={classes.dim}>
        for <Version value={newest.targetBinaryRange} size="header" />
      </span>
      <StandingBadge release={newest} note={`at ${formatPercent(newest.rollout)}`} />
      {newest.isMandatory ? <MandatoryMark /> : null}
    </span>
  );
}
