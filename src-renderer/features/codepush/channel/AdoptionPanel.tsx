import { Select } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useMemo } from 'react';
import { DAY, formatClock } from '#shared/time.ts';
import { useCall } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { ChartPanel } from '../../../ui/SeriesChart/ChartPanel.tsx';
import { adoptionSpans } from '../places.ts';
import { adoptionSeries } from './adoption.ts';
import classes from './Channel.module.css';

/** `Thu 19 Nov`: a UTC day of the chart. */
export function dayWords(day: number, now: number): string {
  return formatClock(day * DAY, now + 2 * DAY, 'utc').replace(/ \d\d:\d\d$/, '');
}

/** How the devices moved from release to release, day by day. */
export function AdoptionPanel({
  channelId,
  newest,
  days,
  onDays,
}: {
  readonly channelId: number;
  readonly newest: string | null;
  readonly days: number;
  readonly onDays: (days: number) => void;
}) {
  const { data, error } = useCall('codepush.adoption', { channelId, days });
  const series = useMemo(() => (data ? adoptionSeries(data, newest) : []), [data, newest]);
  if (error) return <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />;
  if (!data) return <RowSkeleton />;
  if (series.length === 0) {
    return (
      <EmptyState
        icon={IconChartHistogram}
        title="How devices move from release to release is drawn here, day by day."
        hint={
          days < 365
            ? 'Nobody was active on any of these days. A longer span may show more.'
            : 'Nobody has reported an installation yet.'
        }
        {...(days < 365 ? { primary: { label: 'Show a year', onClick: () => onDays(365) } } : {})}
      />
    );
  }
  const now = Date.now();
  return (
    <ChartPanel
      title="Active devices"
      count="by label and binary version, at the end of each UTC day"
      label={`Active devices over ${days} days, by label and binary version`}
      series={series}
      height={380}
      stacked
      xHeader="Day"
      formatX={(day) => dayWords(day, now)}
      formatY={formatCount}
      controls={
        <Select
          className={classes.span ?? ''}
          size="xs"
          aria-label="Span of the chart"
          data={adoptionSpans.map((span) => ({
            value: String(span),
            label: span === 365 ? 'a year' : `${span} days`,
          }))}
          value={String(days)}
          onChange={(value) => onDays(Number(value ?? 30))}
        />
      }
      how={
        <>
          <p>
            A device is active where its last accepted report says it is: at a label, or at the version of its
            binary. A band is as high as the number of such devices at the end of a UTC day; today ends now.
            All bands together are the known devices of that day.
          </p>
          <p>
            They are summed up from the changes of each day, kept with the reports. Bands that are too thin
            have no word; the table has them all.
          </p>
        </>
      }
    />
  );
}
