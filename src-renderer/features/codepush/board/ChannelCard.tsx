import { IconBroadcast } from '@tabler/icons-react';
import type { BoardChannel, BoardRange } from '#shared/features/codepush/board.ts';
import { pathTo } from '../../../app/routes.ts';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { STOP } from '../../../ui/stops.ts';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { RolloutMeter, StandingBadge } from '../Standing.tsx';
import { standingOf } from '../standing.ts';
import { liveWords } from '../useLiveBuild.ts';
import { channelTitle, devicesWords, failedCount, failedText } from '../words.ts';
import classes from './Board.module.css';

/** A channel of the board: its devices, and the newest release of every range of binaries. */
export function ChannelCard({ channel }: { readonly channel: BoardChannel }) {
  const { live, ranges } = channel;
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
      {ranges.length === 0 ? (
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
            <RangeLine key={row.targetBinaryRange} row={row} />
          ))}
        </ul>
      )}
      {channel.hasMore ? (
        <p className={classes.none}>
          Older ranges are in <a href={`#${pathTo.channel(channel.id)}`}>its history</a>.
        </p>
      ) : null}
    </section>
  );
}

function RangeLine({ row }: { readonly row: BoardRange }) {
  return (
    <li className={classes.line} data-covered={row.coveredBy !== null || undefined}>
      <Version value={row.targetBinaryRange} max={16} />
      <a className={classes.label} href={`#${pathTo.codePush(row.deploymentId)}`}>
        {row.label}
      </a>
      <RolloutMeter release={row} />
      <span className={classes.lineState}>
        <RangeState row={row} />
      </span>
      <span className={classes.lineFailed} title={failedCount(row.counters)}>
        {failedText(row.counters)}
        <span className={classes.said}> failed</span>
      </span>
    </li>
  );
}

/** What is not a matter of course: that its devices get something else, or that it is not for all of them. */
function RangeState({ row }: { readonly row: BoardRange }) {
  const { coveredBy, others } = row;
  if (coveredBy !== null)
    return <StatusBadge status="canceled" label="not served" note={`all get ${coveredBy}`} />;
  if (!row.hasContents)
    return <StatusBadge status="canceled" label="not served" note="its package is not here" />;
  if (standingOf(row) === 'complete') return null;
  return <StandingBadge release={row} {...(others ? { note: `others ${others}` } : {})} />;
}
