import { IconShieldCheck } from '@tabler/icons-react';
import { wilsonLowerBound } from '#shared/features/codepush/plan.ts';
import type { OutputFor } from '../../../api/client.ts';
import { HowComputed } from '../../../ui/HowComputed.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { devicesWords, failedPercent } from '../words.ts';
import classes from './Release.module.css';

const share = (value: number) => formatPercent(Math.round(value * 10_000) / 100);

/** What the devices said of the release, each number with the count behind it. */
export function Health({
  detail: { counters, devices, release },
}: {
  readonly detail: OutputFor<'codepush.get'>;
}) {
  const { installed, failed, downloaded, active, anonymous } = counters;
  const reports = installed + failed;
  const percent = failedPercent(counters);
  const pending = Math.max(0, downloaded - installed - failed);
  const rows = [
    {
      measure: 'Failed installs',
      value: percent === null ? '' : formatPercent(Math.round(percent * 100) / 100),
      count: reports === 0 ? 'nobody has reported yet' : `${formatCount(failed)} of ${formatCount(reports)}`,
    },
    {
      measure: 'At least, surely',
      value: reports === 0 ? '' : share(wilsonLowerBound(failed, reports)),
      count: 'with 95 % confidence',
    },
    {
      measure: 'Pending',
      value: formatCount(pending),
      count: `of ${formatCount(downloaded)} downloads`,
    },
    {
      measure: 'Active',
      value: devices === 0 ? '' : share(active / devices),
      count: `${formatCount(active)} of ${devicesWords(devices)}`,
    },
  ];
  return (
    <Section
      title="Health"
      count="from the devices’ own reports"
      aside={
        <HowComputed label="How counted" about="The health of the release">
          <p>
            Failed installs are devices that reported a failed installation of {release.label}, among those
            that reported an end of one. Every device counts once, however often it reports.
          </p>
          <p>
            The lower bound is the Wilson score interval’s: what the rate surely is at least, so that one
            failure of two does not look like half of all devices.
          </p>
          <p>Pending devices downloaded it and have not started it since; they report on their next start.</p>
        </HowComputed>
      }
    >
      <PlainTable
        label="What devices reported"
        columns={['Measure', { label: 'Value', end: true }, { label: 'Count', end: true }]}
      >
        {rows.map(({ measure, value, count }) => (
          <tr key={measure}>
            <td>{measure}</td>
            <td data-end className={classes.value}>
              {value}
            </td>
            <td data-end className={classes.dim}>
              {count}
            </td>
          </tr>
        ))}
      </PlainTable>
      {anonymous > 0 ? (
        <p className={classes.quiet}>
          <IconShieldCheck size={14} stroke={1.75} aria-hidden /> {formatCount(anonymous)} more reports came
          without a client id; they move no number above.
        </p>
      ) : null}
    </Section>
  );
}
