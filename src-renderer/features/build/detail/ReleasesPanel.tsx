import { IconStairsUp } from '@tabler/icons-react';
import { pathTo } from '../../../app/routes.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import type { BuildRecord } from '../words.ts';

/** The code-push releases that were made for this build's users. */
export function ReleasesPanel({ record }: { readonly record: BuildRecord }) {
  const { releases, receivesReleases } = record;
  if (releases.length === 0) {
    return (
      <EmptyState
        icon={IconStairsUp}
        title="The releases that were made for this build would stand here."
        hint={
          receivesReleases
            ? 'A release of its channel names the build that it was made for.'
            : 'Its users get none: a build receives releases when it has succeeded and no Force Update is applied.'
        }
      />
    );
  }
  return (
    <PlainTable
      label="Releases made for this build"
      columns={['Release', 'Standing', 'For binaries', { label: 'Rollout', end: true }, 'By', 'Released']}
    >
      {releases.map((release) => (
        <tr key={release.deploymentId}>
          <td>
            <a className={text.link} href={`#${pathTo.codePush(release.deploymentId)}`}>
              <Version value={release.label} strong />
            </a>
          </td>
          <td>
            {release.isDisabled ? (
              <StatusBadge status="canceled" label="disabled" />
            ) : (
              <StatusBadge
                status="succeeded"
                label="enabled"
                {...(release.isMandatory ? { note: 'mandatory' } : {})}
              />
            )}
          </td>
          <td>
            <Version value={release.targetBinaryRange} />
          </td>
          <td data-end>{formatPercent(release.rollout)}</td>
          <td>{release.actor}</td>
          <td className={text.dim}>
            <Instant at={release.releasedAt} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
