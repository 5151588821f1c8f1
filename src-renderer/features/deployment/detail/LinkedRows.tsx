import type { DeploymentDetail, DeploymentRow } from '#shared/features/deployment/model.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { RelatedRow } from '../../../ui/RelatedRow.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Version } from '../../../ui/Version.tsx';
import { numberLabel } from '../words.ts';

interface Linked {
  readonly label: string;
  readonly row: DeploymentRow;
  /** What tells it apart here: its version, or where it went. */
  readonly by: 'version' | 'environment';
}

/** The records that belong to this one: what it replaced, what replaced it, the same release elsewhere. */
export function linkedOf({ replaces, replacedBy, sameRelease }: DeploymentDetail): Linked[] {
  return [
    ...(replaces ? [{ label: 'Replaces', row: replaces, by: 'version' as const }] : []),
    ...(replacedBy ? [{ label: 'Replaced by', row: replacedBy, by: 'version' as const }] : []),
    ...sameRelease.map((row) => ({ label: 'Same release', row, by: 'environment' as const })),
  ];
}

export function LinkedRows({
  record,
  most = Number.POSITIVE_INFINITY,
  iconOnly = false,
}: {
  readonly record: DeploymentDetail;
  readonly most?: number;
  readonly iconOnly?: boolean;
}) {
  const linked = linkedOf(record);
  if (linked.length === 0) {
    return <p className={text.quiet}>Nothing else of this release, and nothing before it here.</p>;
  }
  return (
    <>
      {linked.slice(0, most).map(({ label, row, by }, index) => (
        <RelatedRow
          key={`${label} ${row.id}`}
          label={label === linked[index - 1]?.label ? '' : label}
          note={numberLabel(row.number)}
          trailing={<StatusBadge status={row.status} size={14} iconOnly={iconOnly} />}
          onOpen={() => navigate(pathTo.deployment(row.id))}
        >
          {by === 'version' ? (
            <Version value={row.version} max={18} />
          ) : (
            <EnvironmentLabel name={row.environment} tier={row.tier} />
          )}
        </RelatedRow>
      ))}
      {linked.length > most ? <p className={text.quiet}>and {linked.length - most} more</p> : null}
    </>
  );
}
