import { IconChartHistogram } from '@tabler/icons-react';
import { isLabel } from '#shared/features/codepush/labels.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { HowComputed } from '../../../ui/HowComputed.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { type PlainColumn, PlainTable } from '../../../ui/PlainTable.tsx';
import { ProgressLine } from '../../../ui/ProgressLine.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { Version } from '../../../ui/Version.tsx';
import { devicesWords, failedCount, failedText } from '../words.ts';
import classes from './Channel.module.css';

type Row = OutputFor<'codepush.metrics'>['rows'][number];

const end = (label: string): PlainColumn => ({ label, end: true });
const counters = [
  end('Installed'),
  end('Downloaded'),
  end('Pending'),
  end('Failed'),
  end('Failed share'),
  end('Anonymous'),
];

/** What clients reported: a line for every label, then one for every version of the binary. */
export function MetricsPanel({ channelId }: { readonly channelId: number }) {
  const { data, error } = useCall('codepush.metrics', { channelId });
  if (error) return <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />;
  if (!data) return <RowSkeleton />;
  if (data.rows.length === 0) {
    return (
      <EmptyState
        icon={IconChartHistogram}
        title="What devices download, install and fail on is counted here."
        hint="Nobody has reported yet. Apps report by themselves once they ask the gateway with this channel’s deployment key."
      />
    );
  }
  const labels = data.rows.filter(({ place }) => isLabel(place));
  const binaries = data.rows.filter(({ place }) => !isLabel(place));
  return (
    <>
      <Section
        title="Releases"
        count={`${formatCount(labels.length)} reported on, ${devicesWords(data.devices)} known`}
        aside={<HowCounted />}
      >
        <PlainTable label="Metrics" columns={['Place', 'Active', end('Share'), ...counters]}>
          {labels.map((row) => (
            <MetricLine key={row.place} row={row} />
          ))}
          {binaries.length > 0 ? (
            <tr className={classes.group}>
              <th scope="rowgroup" colSpan={counters.length + 3}>
                Versions of the binary, for devices that run what the store gave them
              </th>
            </tr>
          ) : null}
          {binaries.map((row) => (
            <tr key={row.place}>
              <Standing row={row} />
              <td colSpan={counters.length} />
            </tr>
          ))}
        </PlainTable>
      </Section>
      {data.quarantined > 0 ? (
        <p className={classes.aside}>
          {formatCount(data.quarantined)} {data.quarantined === 1 ? 'report names' : 'reports name'} a label
          that this channel does not have. They are kept and counted nowhere.
        </p>
      ) : null}
    </>
  );
}

function Standing({ row }: { readonly row: Row }) {
  return (
    <>
      <td>
        <Version value={row.place} />
      </td>
      <td className={classes.activeCell}>
        <span className={classes.active}>
          <span>{formatCount(row.active)}</span>
          <ProgressLine value={row.activeShare ?? 0} label={`Share of devices on ${row.place}`} />
        </span>
      </td>
      <td data-end>
        {row.activeShare === null ? null : formatPercent(Math.round(row.activeShare * 10_000) / 100)}
      </td>
    </>
  );
}

function MetricLine({ row }: { readonly row: Row }) {
  return (
    <tr>
      <Standing row={row} />
      <td data-end>{formatCount(row.installed)}</td>
      <td data-end>{formatCount(row.downloaded)}</td>
      <td data-end>{formatCount(row.pending)}</td>
      <td data-end>{formatCount(row.failed)}</td>
      <td data-end title={failedCount(row)}>
        {failedText(row)}
      </td>
      <td data-end>{formatCount(row.anonymous)}</td>
    </tr>
  );
}

function HowCounted() {
  return (
    <HowComputed label="How counted" about="The metrics">
      <dl>
        <dt>Active</dt>
        <dd>
          Devices whose last accepted report is this label or version. Each stands in one line, so the lines
          sum up to the known devices and none is ever negative.
        </dd>
        <dt>Installed, downloaded, failed</dt>
        <dd>Devices that reported it for this label, each once, however often it was resent.</dd>
        <dt>Pending</dt>
        <dd>Downloaded, and neither installed nor failed yet.</dd>
        <dt>Failed share</dt>
        <dd>Failed, of installed and failed together.</dd>
        <dt>Anonymous</dt>
        <dd>Reports without a client id. They are counted here and move nobody.</dd>
      </dl>
    </HowComputed>
  );
}
