import { Tooltip } from '@mantine/core';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { pathTo } from '../../../app/routes.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { FactStrip } from '../../../ui/FactStrip.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import type { Fact } from '../../../ui/Page.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';
import { liveWords, useLiveBuild } from '../useLiveBuild.ts';
import { selectionWords } from '../words.ts';
import classes from './Channel.module.css';

/** What an app and a person need of a channel: the key it asks with, who is drawn first, and whether it verifies. */
export function ChannelStrip({ channel, devices }: { readonly channel: Channel; readonly devices: number }) {
  const { label, sentence } = selectionWords[channel.selection];
  const live = useLiveBuild(channel);
  const facts: (Fact | null)[] = [
    {
      label: 'Deployment key',
      value: (
        <>
          <span className={classes.key} title={channel.key}>
            {shortenMiddle(channel.key, 22)}
          </span>
          <CopyButton value={channel.key} label="Copy the deployment key" />
        </>
      ),
    },
    { label: 'Devices', value: devices === 0 ? 'none known yet' : `${formatCount(devices)} known` },
    {
      label: 'Drawn',
      value: (
        <Tooltip label={sentence}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the sentence must be reachable without a pointer */}
          <span className={classes.told} tabIndex={0}>
            {label}
          </span>
        </Tooltip>
      ),
    },
    {
      label: 'Signatures',
      value: channel.publicKey === null ? 'no public key' : 'checked against a public key',
    },
    live
      ? {
          label: 'Live build',
          value: (
            <a className={classes.link} href={`#${pathTo.build(live.deploymentId)}`}>
              {liveWords(live)}
            </a>
          ),
        }
      : null,
    channel.quarantined === 0
      ? null
      : { label: 'Unknown labels', value: `${formatCount(channel.quarantined)} reports set aside` },
  ];
  return <FactStrip label="About this channel" facts={facts.filter((fact) => fact !== null)} />;
}
