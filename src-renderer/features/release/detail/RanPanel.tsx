import type { OutputFor } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import text from '../../../ui/Text.module.css';
import { Duration, Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import classes from './Detail.module.css';

/** Every stretch of time in which a version of the release ran somewhere, the newest first. */
export function RanPanel({ ran }: { readonly ran: OutputFor<'release.ran'> | undefined }) {
  if (!ran) return <RowSkeleton rows={4} />;
  if (ran.length === 0) return <p className={text.quiet}>No version of this release has run anywhere yet.</p>;
  return (
    <InsideRow value={true}>
      <PlainTable
        label="Where it ran"
        columns={['Environment', 'Version', 'From', 'To', { label: 'For', end: true, drop: 'first' }]}
      >
        {ran.map(({ deploymentId, environmentId, environment, tier, version, from, to }) => (
          <tr key={`${environmentId} ${from}`}>
            <td>
              <EnvironmentLabel name={environment} tier={tier} />
            </td>
            <td>
              <a className={classes.plain} href={`#${pathTo.deployment(deploymentId)}`}>
                <Version value={version} strong={to === null} />
              </a>
            </td>
            <td>
              <Instant at={from} form="clock" />
            </td>
            <td>
              {to === null ? (
                <span className={classes.runs}>runs now</span>
              ) : (
                <Instant at={to} form="clock" />
              )}
            </td>
            <td data-end data-drop="first">
              {to === null ? <Duration ms={null} running since={from} /> : <Duration ms={to - from} />}
            </td>
          </tr>
        ))}
      </PlainTable>
    </InsideRow>
  );
}
