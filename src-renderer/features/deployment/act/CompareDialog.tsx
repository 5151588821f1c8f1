import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { useCall } from '../../../api/client.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Duration, Instant } from '../../../ui/time.tsx';
import { useFocusBack } from '../../../ui/useFocusBack.ts';
import { Version } from '../../../ui/Version.tsx';
import { flagLabels, numberLabel, sourceLabels } from '../words.ts';
import classes from './Compare.module.css';

interface Line {
  readonly label: string;
  /** What decides whether the two differ. */
  readonly key: (record: DeploymentDetail) => unknown;
  readonly show: (record: DeploymentDetail) => ReactNode;
}

const took = ({ startedAt, finishedAt }: DeploymentDetail) =>
  startedAt === null || finishedAt === null ? null : finishedAt - startedAt;

const lines: readonly Line[] = [
  { label: 'Project', key: (r) => r.project, show: (r) => r.project },
  {
    label: 'Environment',
    key: (r) => r.environment,
    show: (r) => <EnvironmentLabel name={r.environment} tier={r.tier} />,
  },
  { label: 'Version', key: (r) => r.version, show: (r) => <Version value={r.version} max={34} /> },
  {
    label: 'From',
    key: (r) => r.fromVersion,
    show: (r) => (r.fromVersion === null ? null : <Version value={r.fromVersion} max={34} />),
  },
  { label: 'Status', key: (r) => r.status, show: (r) => <StatusBadge status={r.status} /> },
  {
    label: 'Commit',
    key: (r) => r.commitSha,
    show: (r) => (r.commitSha === null ? null : <Sha value={r.commitSha} copy />),
  },
  { label: 'Actor', key: (r) => r.actor, show: (r) => r.actor },
  { label: 'Source', key: (r) => r.source, show: (r) => sourceLabels[r.source] },
  { label: 'Started', key: (r) => r.triggeredAt, show: (r) => <Instant at={r.triggeredAt} form="clock" /> },
  { label: 'Took', key: took, show: (r) => <Duration ms={took(r)} /> },
  { label: 'Attempts', key: (r) => r.attempt, show: (r) => r.attempt },
  { label: 'Steps', key: (r) => r.steps.length, show: (r) => r.steps.length },
  { label: 'Issues', key: (r) => r.issues.length, show: (r) => r.issues.length },
  {
    label: 'Flags',
    key: (r) => r.flags.join(),
    show: (r) => r.flags.map((flag) => flagLabels[flag]).join(', '),
  },
  { label: 'Runs now', key: (r) => r.running, show: (r) => (r.running ? 'yes' : 'no') },
  { label: 'Error', key: (r) => r.errorMessage, show: (r) => r.errorMessage },
];

/** Two deployments side by side, fact by fact; what differs is marked. */
export function CompareDialog({
  ids: [left, right],
  onClose,
}: {
  readonly ids: readonly [number, number];
  readonly onClose: () => void;
}) {
  useFocusBack();
  const one = useCall('deployment.get', { id: left });
  const other = useCall('deployment.get', { id: right });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Compare two deployments"
      size={740}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ErrorText error={one.error ?? other.error} />
      {one.data && other.data ? <Table one={one.data} other={other.data} /> : null}
    </Modal>
  );
}

function Table({ one, other }: { readonly one: DeploymentDetail; readonly other: DeploymentDetail }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.said}>Fact</span>
          </th>
          <th scope="col">{numberLabel(one.number)}</th>
          <th scope="col">{numberLabel(other.number)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, key, show }) => {
          const differs = key(one) !== key(other);
          return (
            <tr key={label} data-differs={differs || undefined}>
              <th scope="row">
                {label}
                {differs ? <span className={classes.differs}>differs</span> : null}
              </th>
              <td>{show(one)}</td>
              <td>{show(other)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
