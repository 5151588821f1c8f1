import { useMemo, useRef } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ActionRows } from '../../ui/ActionRows.tsx';
import { DeliveryBadge } from '../../ui/DeliveryBadge.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page, Section, WithSidePanel } from '../../ui/Page.tsx';
import { RecordHeader } from '../../ui/RecordHeader.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { TierTag } from '../../ui/TierTag.tsx';
import { useEscape } from '../../ui/useEscape.ts';
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

/** One step back: to where it was opened from, or to all of them when it was opened by a link. */
function goBack(): void {
  if (history.length > 1) history.back();
  else navigate(pathTo.distributions());
}

const nothing = () => {};

/** Everything known about one delivery to a store's track. */
export function DistributionPage({ id }: { readonly id: number }) {
  const { data, error } = useCall('distribution.get', { id }, { keepPrevious: false });
  if (error && !data) {
    return (
      <Page>
        <ErrorState
          title={error.code === 'invalid_input' ? 'This is not the id of a distribution.' : error.message}
          kept={error.details.hint ?? 'Nothing was changed.'}
          actions={[{ label: 'Go to the distributions', onClick: () => navigate(pathTo.distributions()) }]}
        />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page>
        <RowSkeleton />
      </Page>
    );
  }
  return <OpenDistribution key={data.distribution.id} record={data} />;
}

const keysOf = { deliver: 'd', promote: 'm', storeState: 'w', retry: 'r' } as const;

function OpenDistribution({ record }: { readonly record: DistributionRecord }) {
  const { distribution: row, storeState, staged, explained } = record;
  const page = useRef<HTMLDivElement>(null);
  useEscape(page, goBack);
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
          id: 'distribution.back',
          label: 'Back to the list',
          group: 'List',
          keys: 'Esc',
          shownOnly: true,
          run: nothing,
        },
      ],
      [actions],
    ),
  );
  const production = row.target === 'production';
  const [first, second, ...others] = actions;
  return (
    <Page production={production}>
      <div ref={page} className={classes.page}>
        <RecordHeader
          back={{ label: 'Distributions', onClick: goBack }}
          id={numberLabel(row.id)}
          copyValue={row.uid}
          title={`${row.project} to ${trackLabel(row.store, row.track)}`}
          beside={
            <>
              <span className={classes.dim}>{storeRules[row.store].label}</span>
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
            <div className={classes.content}>
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
                <ActionRows label="What else can be done with it" actions={others} />
              </Section>
            </div>
          </WithSidePanel>
        </div>
      </div>
    </Page>
  );
}
