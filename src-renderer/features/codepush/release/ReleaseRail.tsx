import { IconCircleCheck, IconFileDiff } from '@tabler/icons-react';
import { numberOf } from '#shared/features/codepush/labels.ts';
import { formatSize } from '#shared/time.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { useJobRun } from '../../../api/jobs.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobLine } from '../../../ui/JobLine.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { FactList, Section, SidePanel } from '../../../ui/Page.tsx';
import { RelatedRow } from '../../../ui/RelatedRow.tsx';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Version } from '../../../ui/Version.tsx';
import { standingLooks, standingOf } from '../standing.ts';
import { releaseFacts } from './facts.tsx';
import classes from './Release.module.css';

type Detail = OutputFor<'codepush.get'>;

/** What is known beside the rollout: facts, linked records, the differences that devices download. */
export function ReleaseRail({ detail }: { readonly detail: Detail }) {
  const { release } = detail;
  return (
    <SidePanel label="About this release">
      <Section title="Facts">
        {release.description ? <p className={classes.description}>{release.description}</p> : null}
        <FactList facts={releaseFacts(detail)} labelWidth={70} />
      </Section>
      <Linked detail={detail} />
      <Differences detail={detail} />
    </SidePanel>
  );
}

const copyLabels = {
  promote: 'Promoted to',
  rollback: 'Copied as',
  upload: 'Copied as',
  baseline: 'Copied as',
  'force-update': 'Copied as',
} as const;

function Linked({ detail: { channel, release, original, copies } }: { readonly detail: Detail }) {
  const channels = useCall('codepush.channels', {}).data;
  const nameOf = (id: number) => channels?.find((one) => one.id === id)?.name ?? '';
  const trailing = (row: Detail['release']) => (
    <StatusIcon
      status={standingLooks[standingOf(row)].status}
      size={14}
      label={standingLooks[standingOf(row)].label}
    />
  );
  return (
    <Section title="Linked">
      {original ? (
        <RelatedRow
          label={release.releaseMethod === 'promote' ? 'Promoted from' : 'Contents of'}
          note={original.channelId === channel.id ? undefined : nameOf(original.channelId)}
          trailing={trailing(original)}
          onOpen={() => navigate(pathTo.codePush(original.deploymentId))}
        >
          <Version value={original.label} strong />
        </RelatedRow>
      ) : null}
      {copies.map((copy) => (
        <RelatedRow
          key={copy.deploymentId}
          label={copyLabels[copy.releaseMethod]}
          note={copy.channelId === channel.id ? undefined : copy.channelName}
          trailing={trailing(copy)}
          onOpen={() => navigate(pathTo.codePush(copy.deploymentId))}
        >
          <Version value={copy.label} strong />
        </RelatedRow>
      ))}
      <RelatedRow
        label="Deployment"
        trailing={<IconCircleCheck size={14} stroke={1.75} color="var(--sl-ok)" aria-hidden />}
        onOpen={() => navigate(pathTo.deployment(release.deploymentId))}
      >
        #{formatCount(release.deploymentNumber)}
      </RelatedRow>
    </Section>
  );
}

/** Contents that the channel has labels for first, the newest of them on top. */
function byLabel(diffs: Detail['diffs']): Detail['diffs'] {
  const newest = ({ fromLabels }: Detail['diffs'][number]) =>
    Math.max(0, ...fromLabels.map((label) => numberOf(label) ?? 0));
  return diffs.toSorted((a, b) => newest(b) - newest(a));
}

function Differences({ detail: { channel, release, diffs, package: found } }: { readonly detail: Detail }) {
  const make = useJobRun('codepush.makeDiffs');
  const newest = release.number === channel.lastNumber;
  const whole = found?.kind === 'bundle';
  return (
    <Section
      title="Differences"
      count={diffs.length}
      aside={
        newest && !whole ? (
          <ActionButton
            label="Make"
            size="xs"
            busy={make.busy}
            onClick={() => void make.start({ channelId: channel.id })}
          />
        ) : null
      }
    >
      {diffs.length === 0 ? (
        <p className={classes.quiet}>
          {whole
            ? 'A bare bundle has no parts to tell apart: devices download the whole of it.'
            : 'Devices download the whole package. Differences are made from the last five other contents.'}
        </p>
      ) : (
        <ul className={classes.diffs}>
          {byLabel(diffs).map(({ fromHash, fromLabels, size }) => (
            <li key={fromHash} title={fromHash}>
              <IconFileDiff size={14} stroke={1.75} aria-hidden />
              <span>
                from <Version value={fromLabels.join(', ') || fromHash.slice(0, 7)} max={20} />
              </span>
              <span className={classes.dim}>
                {size === null
                  ? 'not smaller, not made'
                  : `${formatSize(size)}, ${formatPercent(Math.round((size / Math.max(1, release.size)) * 100))}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {make.job && make.job.status !== 'succeeded' ? <JobLine job={make.job} onCancel={make.cancel} /> : null}
      <ErrorText error={make.error} />
    </Section>
  );
}
