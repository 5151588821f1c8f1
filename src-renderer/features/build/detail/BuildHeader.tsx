import { Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconBroadcast,
  IconBuildingStore,
  IconCopy,
  IconFlag,
  IconLink,
  IconRefresh,
  IconRocket,
  IconRosetteDiscountCheck,
  IconSquare,
} from '@tabler/icons-react';
import { osLabels } from '#shared/features/build/model.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { navigate } from '../../../app/location.ts';
import { deepLinkTo, pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { RecordHeader } from '../../../ui/RecordHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { TierTag } from '../../../ui/TierTag.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { LiveMark } from '../LiveMark.tsx';
import { type BuildRecord, numberLabel, refusalOf, storeStateLook } from '../words.ts';

/** What it is, how it stands here and in its store, and what can be done with it. */
export function BuildHeader({
  record,
  onBack,
}: {
  readonly record: BuildRecord;
  readonly onBack: () => void;
}) {
  const { build } = record;
  const { id } = build;
  const production = build.target === 'production';
  const over = build.status === 'failed' || build.status === 'canceled';
  return (
    <RecordHeader
      back={{ label: 'Builds', onClick: onBack }}
      id={numberLabel(build.number)}
      copyValue={deepLinkTo('deployment', build.uid)}
      title={build.project}
      beside={
        <>
          <span>{osLabels[build.os]}</span>
          <EnvironmentLabel name={build.environment} tier={build.tier} />
          <TierTag tier={build.tier} />
        </>
      }
      actions={
        <>
          {over ? (
            <ActionButton
              label="Retry"
              icon={IconRefresh}
              disabledReason={refusalOf(record, 'retry')}
              onClick={() => ask({ act: 'retry', id })}
            />
          ) : (
            <ActionButton
              label="Store state"
              icon={IconRosetteDiscountCheck}
              disabledReason={refusalOf(record, 'setStoreState')}
              onClick={() => ask({ act: 'storeState', id })}
            />
          )}
          <ActionButton
            label="Make Live"
            icon={IconBroadcast}
            tone={production && refusalOf(record, 'setLive') === null ? 'prod' : 'default'}
            disabledReason={refusalOf(record, 'setLive')}
            onClick={() => ask({ act: 'live', id })}
          />
          <ActionButton
            label="Distribute"
            icon={IconBuildingStore}
            tone={build.status === 'succeeded' ? 'primary' : 'default'}
            disabledReason={
              build.status === 'succeeded' ? null : 'Only a succeeded build can be distributed.'
            }
            onClick={() => openDialog({ kind: 'distribution', action: { act: 'new', deploymentId: id } })}
          />
          <BuildMenu record={record} />
        </>
      }
    >
      <Version value={build.storeVersion ?? build.envVersion} size="header" strong max={24} />
      {build.versionCode === null ? null : <span>code {build.versionCode}</span>}
      <StatusBadge status={build.status} />
      <StateBadge {...storeStateLook(build.isOnStore)} />
      {build.live ? <LiveMark /> : null}
      {build.forceUpdate ? (
        <StateBadge tone="warn" label="Force Update" note="its users are sent to the store" />
      ) : null}
    </RecordHeader>
  );
}

function BuildMenu({ record }: { readonly record: BuildRecord }) {
  const { build } = record;
  const clipboard = useClipboard();
  const icon = { size: 15, stroke: 1.75 } as const;
  const others = [
    { action: 'forceUpdate', label: 'Force Update', icon: IconFlag },
    { action: 'retry', label: 'Retry as a new build', icon: IconRefresh },
    { action: 'cancel', label: 'Cancel', icon: IconSquare },
  ] as const;
  return (
    <MoreMenu label="More actions" width={280} place="header">
      {others
        .filter(({ action }) => refusalOf(record, action) === null)
        .map(({ action, label, icon: Icon }) => (
          <Menu.Item
            key={action}
            leftSection={<Icon {...icon} />}
            onClick={() => ask({ act: action, id: build.id })}
          >
            {label}
          </Menu.Item>
        ))}
      <Menu.Item leftSection={<IconRocket {...icon} />} onClick={() => navigate(pathTo.deployment(build.id))}>
        Open as a deployment
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBuildingStore {...icon} />}
        onClick={() => navigate(pathTo.projectStores(build.projectId))}
      >
        Credentials and delivery of {build.project}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLink {...icon} />}
        onClick={() => clipboard.copy(deepLinkTo('deployment', build.uid))}
      >
        Copy link
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        onClick={() => clipboard.copy(build.storeVersion ?? build.envVersion)}
      >
        Copy version
      </Menu.Item>
    </MoreMenu>
  );
}
