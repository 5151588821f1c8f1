import { IconBroadcast } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { STOP } from '../../../ui/stops.ts';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { RolloutMeter, StandingBadge } from '../Standing.tsx';
import { standingOf } from '../standing.ts';
import { liveWords, useLiveBuild } from '../useLiveBuild.ts';
import { channelTitle, devicesWords, failedCount, failedText } from '../words.ts';
import classes from './Board.module.css';
import { type RangeRow, rangeRows } from './ranges.ts';

/** So many of the newest releases are looked at for their ranges. */
const LOOKED_AT = 100;

/** A channel of the board: its devices, and the newest release of every range of binaries. */
export function ChannelCard({ channel }: { readonly channel: OutputFor<'codepush.channels'>[number] }) {
  const { data } = useCall('codepush.history', { channelId: channel.id, limit: LOOKED_AT });
  const live = useLiveBuild(channel);
  const ranges = useMemo(() => rangeRows(data?.rows ?? []), [data]);
  return (
    <section className={classes.card} data-tier={channel.target} aria-label={channelTitle(channel)}>
      <div className={classes.cardHead}>
        <a
          {...STOP}
          className={classes.cardName}
          data-tier={channel.target}
          href={`#${pathTo.channel(channel.id)}`}
        >
          {channel.name}
        </a>
        {live ? (
          <a className={classes.live} href={`#${pathTo.build(live.deploymentId)}`} title="The Live build">
            <IconBroadcast size={14} stroke={1.75} aria-hidden /> Live {liveWords(live)}
          </a>
        ) : null}
        <span className={classes.cardDevices}>
          {channel.devices === 0 ? 'no device known' : devicesWords(channel.devices)}
        </span>
      </div>
      {data && ranges.length === 0 ? (
        <p className={classes.none}>
          Nothing was released here yet.{' '}
          <button
            type="button"
            className={classes.open}
            onClick={() => ask({ act: 'release', channelId: channel.id })}
          >
            Release a package
          </button>
        </p>
      ) : (
        <ul className={classes.ranges}>
          {ranges.map((row) => (
            <RangeLine key={row.range} row={row} />
          ))}
        </ul>
      )}
      {data && data.nextBefore !== null ? (
        <p className={classes.none}>Ranges of the newest {LOOKED_AT} releases.</p>
      ) : null}
    </section>
  );
}

function RangeLine({ row: { range, newest, others } }: { readonly row: RangeRow }) {
  const unfinished = standingOf(newest) !== 'complete';
  return (
    <li className={classes.line}>
      <Version value={range} max={16} />
      <a className={classes.label} href={`#${pathTo.codePush(newest.deploymentId)}`}>
        {newest.label}
      </a>
      <RolloutMeter release={newest} />
      <span className={classes.lineState}>
        {unfinished ? (
          <StandingBadge release={newest} {...(others ? { note: `others ${others.label}` } : {})} />
        ) : null}
      </span>
      <span className={classes.lineFailed} title={failedCount(newest.counters)}>
        {failedText(newest.counters)}
        <span className={classes.said}> failed</span>
      </span>
    </li>
  );
}
