import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import type { Fact } from '../../../ui/Page.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { usualText } from '../steps.ts';
import { flagLabels, kindLabels, sourceLabels } from '../words.ts';

const clock = (at: number) => (
  <>
    <Instant at={at} form="clock" />{' '}
    <span className={text.dim}>
      <Instant at={at} />
    </span>
  </>
);

/** Past this the record was made later than what it tells: both clocks are said then. */
const LATE_MS = 60_000;

/** What is known of a deployment, one fact a line; what is not known is left out. */
export function factsOf(record: DeploymentDetail): Fact[] {
  const late = record.recordedAt - record.occurredAt > LATE_MS;
  const usual = usualText(record.usual);
  const facts: (Fact | null)[] = [
    record.commitSha === null ? null : { label: 'Commit', value: <Sha value={record.commitSha} copy /> },
    record.actor === null ? null : { label: 'Actor', value: record.actor },
    record.scheduledFor === null ? null : { label: 'Scheduled', value: clock(record.scheduledFor) },
    {
      label: record.startedAt === null ? 'Triggered' : 'Started',
      value: clock(record.startedAt ?? record.triggeredAt),
    },
    record.finishedAt === null ? null : { label: 'Finished', value: clock(record.finishedAt) },
    late ? { label: 'Recorded', value: clock(record.recordedAt) } : null,
    usual === null ? null : { label: 'Usual time', value: usual },
    record.reason === null ? null : { label: 'Reason', value: record.reason },
    { label: 'Source', value: sourceLabels[record.source] },
    record.kind === 'environment' ? null : { label: 'Kind', value: kindLabels[record.kind] },
    record.flags.length === 0
      ? null
      : { label: 'Flags', value: record.flags.map((flag) => flagLabels[flag]).join(', ') },
    record.running ? { label: 'Runs now', value: `yes, in ${record.environment}` } : null,
    record.policy === 'canonical' ? null : { label: 'Rules', value: record.policy },
  ];
  return facts.filter((fact) => fact !== null);
}
