import type { Build } from '#shared/features/build/record.ts';
import { readStoreState } from '#shared/features/distribution/store-state.ts';
import { storeOf, storeRules } from '#shared/features/distribution/stores.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { ACTIONS, PlainTable } from '../../../ui/PlainTable.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import classes from '../Build.module.css';

type Row = OutputFor<'distribution.list'>['rows'][number];

/** The tracks of the build's store, from the narrowest audience to the widest, each with its newest delivery. */
export function TracksTable({ build }: { readonly build: Build }) {
  const { data, error } = useCall('distribution.list', { deploymentId: build.id, limit: 200 });
  const rules = storeRules[storeOf[build.os]];
  const refusal = build.status === 'succeeded' ? null : 'Only a succeeded build can be distributed.';
  return (
    <Section
      title={`Tracks of ${rules.label}`}
      count={data ? `${formatCount(data.rows.length)} deliveries` : undefined}
    >
      <ErrorText error={error} />
      <div className={classes.tracks}>
        <PlainTable
          label={`Tracks of ${rules.label}`}
          columns={['Track', 'Delivery', 'Store state', { label: 'Reaches', end: true }, 'When', ACTIONS]}
        >
          {rules.tracks.map(({ track, label }) => {
            const rows = data?.rows.filter((row) => row.track === track) ?? [];
            return (
              <TrackRow
                key={track}
                label={label}
                row={rows[0]}
                count={rows.length}
                refusal={refusal}
                onDistribute={() =>
                  openDialog({ kind: 'distribution', action: { act: 'new', deploymentId: build.id, track } })
                }
              />
            );
          })}
        </PlainTable>
      </div>
    </Section>
  );
}

function TrackRow({
  label,
  row,
  count,
  refusal,
  onDistribute,
}: {
  readonly label: string;
  readonly row: Row | undefined;
  readonly count: number;
  readonly refusal: string | null;
  readonly onDistribute: () => void;
}) {
  const state = row?.storeState ? readStoreState(row.store, row.track, row.storeState) : null;
  return (
    <tr data-off={row ? undefined : true}>
      <td>
        {row ? (
          <a className={text.link} href={`#${pathTo.distribution(row.id)}`}>
            {label}
          </a>
        ) : (
          label
        )}
      </td>
      <td>
        {row ? (
          <DeliveryBadge
            status={row.status}
            {...(count > 1 ? { note: `newest of ${formatCount(count)}` } : {})}
          />
        ) : (
          'not delivered'
        )}
      </td>
      <td className={classes.state}>{state ? <StateBadge tone={state.tone} label={state.label} /> : null}</td>
      <td data-end>{row && row.share !== null ? formatPercent(row.share * 100) : null}</td>
      <td className={text.dim}>{row ? <Instant at={row.finishedAt ?? row.createdAt} /> : null}</td>
      <td data-end>
        <ActionButton label="Distribute" size="xs" disabledReason={refusal} onClick={onDistribute} />
      </td>
    </tr>
  );
}
