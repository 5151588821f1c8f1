import type { DeploymentDetail, DeploymentRow } from '#shared/features/deployment/model.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { Section } from '../../../ui/Page.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { searchOfFilter } from '../filterSearch.ts';
import { Took } from '../list/columns.tsx';
import { numberLabel } from '../words.ts';
import classes from './Detail.module.css';
import { linkedOf } from './LinkedRows.tsx';

/** The records that belong to this one, and what happened in its environment before and after. */
export function RelatedPanel({ record }: { readonly record: DeploymentDetail }) {
  const { projectId, environmentId } = record;
  const history = useCall('deployment.history', { projectId, environmentId, limit: 50 });
  const linked = linkedOf(record);
  const showAll = () =>
    navigate(
      pathTo.deployments(
        searchOfFilter({ is: { project: [projectId], environment: [environmentId] }, not: {} }),
      ),
    );
  return (
    <>
      <Section title="Linked" count={linked.length}>
        {linked.length === 0 ? (
          <p className={text.quiet}>Nothing else of this release, and nothing before it here.</p>
        ) : (
          <Rows
            label="Linked deployments"
            rows={linked.map(({ label, row }) => ({ label, row }))}
            current={record.id}
          />
        )}
      </Section>
      <Section
        title={`History of ${record.project} in ${record.environment}`}
        aside={<ActionButton label="Show all in the list" size="xs" onClick={showAll} />}
      >
        <Rows
          label="History"
          rows={(history.data ?? []).map((row) => ({ label: '', row }))}
          current={record.id}
        />
      </Section>
    </>
  );
}

function Rows({
  label,
  rows,
  current,
}: {
  readonly label: string;
  readonly rows: readonly { readonly label: string; readonly row: DeploymentRow }[];
  readonly current: number;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
    <section className={classes.wide} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <tbody>
          {rows.map(({ label: relation, row }) => (
            <tr key={`${relation} ${row.id}`} data-current={row.id === current || undefined}>
              {relation === '' ? null : <td className={text.dim}>{relation}</td>}
              <td>
                <StatusBadge status={row.status} />
              </td>
              <td>
                {row.id === current ? (
                  <span className={text.dim}>{numberLabel(row.number)}, this one</span>
                ) : (
                  <a className={text.link} href={`#${pathTo.deployment(row.id)}`}>
                    {numberLabel(row.number)}
                  </a>
                )}
              </td>
              <td>
                <Version value={row.version} />
              </td>
              <td>
                <EnvironmentLabel name={row.environment} tier={row.tier} />
              </td>
              <td data-drop>{row.actor}</td>
              <td data-align="right" className={text.dim}>
                <Instant at={row.triggeredAt} />
              </td>
              <td data-align="right" data-drop>
                <Took row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
