import type { OutputFor } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { FlagIcons } from '../../../ui/FlagIcons.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Duration, Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';

/** The deployments of a release and its candidates, newest first. */
export function DeploymentsPanel({
  release: { deployments },
}: {
  readonly release: Pick<OutputFor<'release.get'>, 'deployments'>;
}) {
  if (deployments.length === 0) return <p className={text.quiet}>It was not deployed yet.</p>;
  return (
    <InsideRow value={true}>
      <PlainTable
        label="Deployments of this release"
        columns={[
          'Status',
          'Number',
          'Version',
          'Environment',
          { label: 'By', drop: 'first' },
          'When',
          { label: 'Took', end: true, drop: 'first' },
          { label: 'Flags', silent: true },
        ]}
      >
        {deployments.map((row) => (
          <tr key={row.id}>
            <td>
              <StatusBadge status={row.status} />
            </td>
            <td>
              <a className={text.link} href={`#${pathTo.deployment(row.id)}`}>
                #{row.number}
              </a>
            </td>
            <td>
              <Version value={row.version} />
            </td>
            <td>
              <EnvironmentLabel name={row.environment} tier={row.tier} />
            </td>
            <td data-drop="first">{row.actor}</td>
            <td>
              <Instant at={row.triggeredAt} />
            </td>
            <td data-end data-drop="first">
              <Duration
                ms={row.finishedAt !== null && row.startedAt !== null ? row.finishedAt - row.startedAt : null}
                running={row.finishedAt === null && row.startedAt !== null}
                since={row.startedAt}
              />
            </td>
            <td>
              <FlagIcons flags={row.flags} />
            </td>
          </tr>
        ))}
      </PlainTable>
    </InsideRow>
  );
}
