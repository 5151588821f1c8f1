import { Menu, Tooltip } from '@mantine/core';
import { osLabels } from '#shared/features/build/model.ts';
import { rangesOverlap } from '#shared/features/codepush/range.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { deepLinkTo, pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { FromTo, RecordHeader } from '../../../ui/RecordHeader.tsx';
import { TierTag } from '../../../ui/TierTag.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { MandatoryMark, StandingBadge } from '../Standing.tsx';
import { standingOf } from '../standing.ts';
import { devicesWords } from '../words.ts';
import { type OfferedAction, offeredActions } from './actions.ts';
import classes from './Release.module.css';

type Detail = OutputFor<'codepush.get'>;

/** So many releases back one looks for what a release replaces. */
const BACK = 100;

/** The complete release that the same binaries got before; null when there was none. */
function useReplaced({ channel, release }: Detail) {
  const { data } = useCall('codepush.history', {
    channelId: channel.id,
    before: release.number,
    limit: BACK,
  });
  return data?.rows.find(
    (row) =>
      standingOf(row) === 'complete' && rangesOverlap(row.targetBinaryRange, release.targetBinaryRange),
  );
}

/** What it is, what it replaces, how far it is, and what can be done with it. */
export function ReleaseHeader({ detail }: { readonly detail: Detail }) {
  const { channel, release, counters, devices } = detail;
  const { buttons, others } = offeredActions(detail);
  const replaced = useReplaced(detail);
  const back = `${channel.project} ${osLabels[channel.os]} ${channel.name}`;
  const drawn = `at ${formatPercent(release.rollout)}, ${formatCount(counters.active)} of ${devicesWords(devices)} run it`;
  return (
    <RecordHeader
      back={{ label: back, onClick: () => navigate(pathTo.channel(channel.id)) }}
      id={`#${formatCount(release.deploymentNumber)}`}
      copyValue={deepLinkTo('deployment', release.deploymentUid)}
      title={`${channel.project} ${osLabels[channel.os]}`}
      beside={
        <>
          <Version value={release.label} size="header" strong />
          <span className={classes.dim}>
            for app <Version value={release.targetBinaryRange} size="header" />
          </span>
          <EnvironmentLabel name={channel.name} tier={channel.target} />
          <TierTag>code-push</TierTag>
        </>
      }
      actions={
        <>
          {buttons.map((offered) => (
            <ActionButton
              key={offered.action}
              label={offered.label}
              icon={offered.icon}
              disabledReason={offered.refusal}
              {...(offered.prod && offered.refusal === null ? { tone: 'prod' as const } : {})}
              onClick={() => ask(offered.start)}
            />
          ))}
          <ReleaseMenu others={others} />
        </>
      }
    >
      <FromTo
        from={replaced ? <Version value={replaced.label} size="header" /> : null}
        to={<Version value={release.label} size="header" strong />}
      />
      <StandingBadge release={release} note={drawn} />
      {release.isMandatory ? <MandatoryMark /> : null}
    </RecordHeader>
  );
}

function ReleaseMenu({ others }: { readonly others: readonly OfferedAction[] }) {
  return (
    <MoreMenu label="More actions" width={300} place="header">
      {others.map(({ action, label, icon: Icon, refusal, start }) => (
        <Tooltip key={action} label={refusal} disabled={refusal === null} position="left">
          <Menu.Item
            leftSection={<Icon size={15} stroke={1.75} />}
            {...(refusal === null
              ? { onClick: () => ask(start) }
              : { 'aria-disabled': true, 'data-disabled': true, closeMenuOnClick: false })}
          >
            {label}
            {refusal === null ? null : <span className={classes.refusal}>{refusal}</span>}
          </Menu.Item>
        </Tooltip>
      ))}
    </MoreMenu>
  );
}
