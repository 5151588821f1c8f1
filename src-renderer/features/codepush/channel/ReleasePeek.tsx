import { osLabels } from '#shared/features/build/model.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { FactList } from '../../../ui/Page.tsx';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { Version } from '../../../ui/Version.tsx';
import { WaitingPeek } from '../../../ui/WaitingPeek.tsx';
import { ask } from '../act/open.ts';
import { peekActions } from '../release/actions.ts';
import { releaseFacts } from '../release/facts.tsx';
import { MandatoryMark, ProvenanceMark, RolloutMeter, StandingBadge } from '../Standing.tsx';
import { standingOf, standingSentences } from '../standing.ts';
import { devicesWords, failedCount, failedText, type Provenance } from '../words.ts';
import classes from './Channel.module.css';

type Detail = OutputFor<'codepush.get'>;

/** The release beside the history: how it stands, what was reported, what it is, what can be done. */
export function ReleasePeek({
  deploymentId,
  provenance,
  onClose,
}: {
  readonly deploymentId: number;
  readonly provenance: Provenance | null;
  readonly onClose: () => void;
}) {
  const { data, error } = useCall('codepush.get', { deploymentId });
  if (!data || error?.code === 'not_found')
    return <WaitingPeek label="Release" error={error} onClose={onClose} />;
  return <PeekOf detail={data} provenance={provenance} onClose={onClose} />;
}

function PeekOf({
  detail,
  provenance,
  onClose,
}: {
  readonly detail: Detail;
  readonly provenance: Provenance | null;
  readonly onClose: () => void;
}) {
  const { channel, release, counters, devices } = detail;
  const open = () => navigate(pathTo.codePush(release.deploymentId));
  const production = channel.target === 'production';
  return (
    <PeekDrawer
      label={`Release ${release.label}`}
      production={production}
      onClose={onClose}
      onOpen={open}
      header={
        <>
          <PeekLine>
            <StandingBadge release={release} note={`at ${formatPercent(release.rollout)}`} />
          </PeekLine>
          <PeekLine
            aside={
              <EnvironmentLabel name={`${osLabels[channel.os]} ${channel.name}`} tier={channel.target} />
            }
          >
            <strong className={classes.peekName}>{channel.project}</strong>
            <Version value={release.label} strong />
          </PeekLine>
          <PeekLine aside={release.isMandatory ? <MandatoryMark /> : 'optional'}>
            for <Version value={release.targetBinaryRange} />
          </PeekLine>
        </>
      }
      footer={
        <>
          {peekActions(detail).map(({ action, label, icon, prod, start }) => (
            <ActionButton
              key={action}
              size="xs"
              label={label}
              icon={icon}
              {...(prod ? { tone: 'prod' as const } : {})}
              onClick={() => ask(start)}
            />
          ))}
          <ActionButton label="Open" size="xs" after={<KeyHint keys="Enter" />} onClick={open} />
        </>
      }
    >
      <PeekPart>
        <RolloutMeter release={release} />
        <p className={classes.quiet}>{standingSentences[standingOf(release)]}</p>
        {release.description ? <p className={classes.description}>{release.description}</p> : null}
      </PeekPart>
      <PeekPart title="Reported">
        <FactList
          facts={[
            {
              label: 'Active',
              value: `${formatCount(counters.active)} of ${devicesWords(devices)}`,
            },
            { label: 'Installed', value: formatCount(counters.installed) },
            { label: 'Downloaded', value: formatCount(counters.downloaded) },
            {
              label: 'Failed',
              value: failedText(counters) === '' ? '0' : `${failedText(counters)}, ${failedCount(counters)}`,
            },
          ]}
        />
      </PeekPart>
      <PeekPart title="Facts">
        {provenance ? (
          <p className={classes.from}>
            <ProvenanceMark provenance={provenance} whole />
          </p>
        ) : null}
        <FactList facts={releaseFacts(detail)} />
      </PeekPart>
    </PeekDrawer>
  );
}
