import { useClipboard } from '@mantine/hooks';
import { IconLink } from '@tabler/icons-react';
import { useMemo } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import { useCall } from '../../api/client.ts';
import { type Command, shownCommand, useCommands } from '../../app/commands.ts';
import { goBack, navigate } from '../../app/location.ts';
import { deepLinkTo, pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ActionRows } from '../../ui/ActionRows.tsx';
import { DeliveryBadge } from '../../ui/DeliveryBadge.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { Section, WithSidePanel } from '../../ui/Page.tsx';
import { RecordHeader } from '../../ui/RecordHeader.tsx';
import { RecordContent, RecordPage } from '../../ui/RecordPage.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import text from '../../ui/Text.module.css';
import { TierTag } from '../../ui/TierTag.tsx';
import { Version } from '../../ui/Version.tsx';
import classes from './Distribution.module.css';
import { AskStore } from './detail/AskStore.tsx';
import { DeliveryLine } from './detail/DeliveryLine.tsx';
import { DistributionRail } from './detail/DistributionRail.tsx';
import { EventsPanel } from './detail/EventsPanel.tsx';
import { OutputPanel } from './detail/OutputPanel.tsx';
import { StagedPanel } from './detail/StagedPanel.tsx';
import { headActions } from './headActions.ts';
import { type DistributionRecord, numberLabel, trackLabel, versionOf } from './words.ts';

const leave = () => goBack(pathTo.distributions());

/** Everything known about one delivery to a store's track. */
export function DistributionPage({
  target,
}: {
  readonly target: { readonly id: number } | { readonly uid: string };
}) {
  const { data, error } = useCall('distribution.get', target, { keepPrevious: false });
  return (
    <RecordPage
      data={data}
      error={error}
      what="a distribution"
      list={{ label: 'Go to the distributions', onClick: () => navigate(pathTo.distributions()) }}
      production={data?.distribution.target === 'production'}
      onLeave={leave}
    >
      {(record) => <OpenDistribution key={record.distribution.id} record={record} />}
    </RecordPage>
  );
}

const keysOf = { deliver: 'd', promote: 'm', storeState: 'w', retry: 'r' } as const;

function OpenDistribution({ record }: { readonly record: DistributionRecord }) {
  const { distribution: row, storeState, staged, explained } = record;
  const { copy } = useClipboard();
  const link = deepLinkTo('distribution', row.uid);
  const actions = useMemo(() => headActions(record), [record]);
  useCommands(
    'distribution',
    useMemo(
      (): Command[] => [
        ...actions.map(({ key, label, icon, refusal, onClick }) => ({
          id: `distribution.${key}`,
          label: `${label} (this distribution)`,
          group: 'Actions' as const,
          icon,
          disabledReason: refusal,
          run: onClick,
          ...(key in keysOf ? { keys: keysOf[key as keyof typeof keysOf] } : {}),
        })),
        {
          id: 'distribution.copyLink',
          label: 'Copy the link to this distribution',
          group: 'Actions',
          icon: IconLink,
          run: () => copy(link),
        },
        shownCommand('distribution.back', 'Back to the list', 'Esc'),
      ],
      [actions, copy, link],
    ),
  );
  const [first, second, ...others] = actions;
  return (
    <>
      <RecordHeader
        back={{ label: 'Distributions', onClick: leave }}
        id={numberLabel(row.id)}
        copyValue={link}
        title={`${row.project} to ${trackLabel(row.store, row.track)}`}
        beside={
          <>
            <span className={text.dim}>{storeRules[row.store].label}</span>
            <EnvironmentLabel name={`${osLabels[row.os]} ${row.target}`} tier={row.target} />
            <TierTag tier={row.target} />
          </>
        }
        actions={[second, first].map((action) =>
          action ? (
            <ActionButton
              key={action.key}
              label={action.label}
              icon={action.icon}
              tone={action === first && action.refusal === null ? 'primary' : 'default'}
              disabledReason={action.refusal}
              onClick={action.onClick}
            />
          ) : null,
        )}
      >
        <Version value={versionOf(row)} size="header" strong max={24} />
        {row.versionCode === null ? null : <span>code {row.versionCode}</span>}
        <DeliveryBadge status={row.status} />
        {storeState ? <StateBadge tone={storeState.tone} label={storeState.label} /> : null}
      </RecordHeader>
      <div className={classes.parts}>
        <WithSidePanel panel={<DistributionRail record={record} />}>
          <RecordContent>
            {row.status === 'failed' && row.errorMessage ? (
              <section className={classes.failure} aria-label="Why it failed">
                <strong>{explained?.message ?? 'The delivery failed.'}</strong>
                {explained ? <span>{explained.hint}</span> : null}
                <pre>{row.errorMessage}</pre>
              </section>
            ) : null}
            <DeliveryLine jobId={record.delivery.runningJobId} />
            {row.status === 'succeeded' || row.status === 'uploading' ? <AskStore record={record} /> : null}
            {staged ? <StagedPanel record={record} staged={staged} /> : null}
            <OutputPanel
              id={row.id}
              count={record.outputRows}
              running={record.delivery.runningJobId !== null}
            />
            <EventsPanel events={record.events} />
            <Section title="What else can be done">
              <ActionRows
                label="What else can be done with it"
                actions={[
                  ...others,
                  {
                    key: 'copyLink',
                    label: 'Copy link',
                    icon: IconLink,
                    note: 'A link that opens it at any desk that has it.',
                    refusal: null,
                    onClick: () => copy(link),
                  },
                ]}
              />
            </Section>
          </RecordContent>
        </WithSidePanel>
      </div>
    </>
  );
}
