import { DAY, formatClock, utcDay } from '#shared/time.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { ChartPanel } from '../../../ui/SeriesChart/ChartPanel.tsx';
import type { ChartSeries } from '../../../ui/SeriesChart/series.ts';
import { useNow, useZone } from '../../../ui/time.tsx';
import { endOfDay } from '../channel/adoption.ts';
import { devicesWords } from '../words.ts';
import { aheadOf } from './ahead.ts';
import type { RolloutTarget } from './log.ts';
import { reachedAt } from './steps.ts';

const MOST_DAYS = 730;

/** What the rollout let in, as steps, against the devices that run it. */
export function ReleaseAdoption({
  detail: { channel, release, counters },
  served,
  reached,
}: {
  readonly detail: OutputFor<'codepush.get'>;
  readonly served: readonly RolloutTarget[];
  readonly reached: readonly number[] | null;
}) {
  const zone = useZone();
  // What was served since the last tick is not ahead of it.
  const now = Math.max(useNow(60_000), served.at(-1)?.at ?? 0);
  const days = Math.min(MOST_DAYS, utcDay(now) - utcDay(release.releasedAt) + 1);
  const adoption = useCall('codepush.adoption', { channelId: channel.id, days: Math.max(1, days) }).data;
  const plan = useCall('rollout.get', { deploymentId: release.deploymentId, limit: 1 }).data?.plan ?? null;
  if (!adoption) return <RowSkeleton rows={4} />;
  const active = adoption.places.find(({ place }) => place === release.label)?.active ?? [];
  const target = reached === null ? null : reachedAt(reached, served.at(-1)?.rollout ?? 0);
  const ahead = reached === null ? [] : aheadOf(plan, release, reached, now);
  const ends = ahead.length > 0;
  const series: ChartSeries[] = [
    ...(reached === null
      ? []
      : [
          {
            id: 'target',
            label: 'let in',
            tone: 'ink' as const,
            shape: 'step' as const,
            ends,
            points: [
              ...served.map(({ at, rollout }) => ({ x: at, y: reachedAt(reached, rollout) })),
              { x: now, y: target ?? 0 },
            ],
          },
        ]),
    {
      id: 'active',
      label: 'run it',
      tone: 'accent',
      shape: 'line',
      fill: true,
      ends,
      points: [
        { x: release.releasedAt, y: 0 },
        ...adoption.days
          .map((day, index) => ({ x: endOfDay(day, now), y: active[index] ?? 0 }))
          .filter(({ x }) => x > release.releasedAt),
      ],
    },
    ...(ends
      ? [{ id: 'ahead', label: 'planned', tone: 'ahead' as const, shape: 'step' as const, points: ahead }]
      : []),
  ];
  const short = now - release.releasedAt < 2 * DAY;
  return (
    <ChartPanel
      title="Adoption"
      count={
        target === null
          ? devicesWords(counters.active)
          : `${formatCount(counters.active)} run it, ${formatCount(target)} let in`
      }
      label={`Devices that run ${release.label}, against the devices that its rollout let in`}
      series={series}
      height={276}
      xHeader="Until"
      formatX={(at) =>
        short ? formatClock(at, now, zone) : formatClock(at, now + 2 * DAY, zone).replace(/ \d\d:\d\d$/, '')
      }
      formatY={formatCount}
      how={
        <>
          <p>
            Let in: the known devices of the channel whose bucket for {release.label} the rollout has opened,
            whatever binary they run, at the percentages that the log tells of; nobody while it was halted or
            disabled.
          </p>
          <p>
            Planned: what the steps ahead of its plan let in, each at the earliest time that it can open. It
            waits longer while its gate holds.
          </p>
          <p>
            Run it: devices whose last accepted report says {release.label}, at the end of each UTC day; today
            ends now. A newer release takes devices away from it.
          </p>
        </>
      }
    />
  );
}
