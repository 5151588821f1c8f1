import {
  IconBroadcast,
  IconBuildingStore,
  IconFlag,
  IconRefresh,
  IconRosetteDiscountCheck,
  IconSquare,
} from '@tabler/icons-react';
import type { StoreEvent } from '#shared/features/build/record.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { ActionRows, type OfferedAction } from '../../../ui/ActionRows.tsx';
import { Section } from '../../../ui/Page.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import classes from '../Build.module.css';
import { LiveMark } from '../LiveMark.tsx';
import {
  type BuildActionName,
  type BuildRecord,
  refusalOf,
  storeEventWords,
  storeStateLook,
} from '../words.ts';
import { TracksTable } from './TracksTable.tsx';

/** Where the build was delivered, what its store said of it over time, and what can be done about that. */
export function StorePanel({ record }: { readonly record: BuildRecord }) {
  return (
    <>
      <TracksTable build={record.build} />
      <Section title="In the store" count={record.storeEvents.length === 0 ? undefined : 'newest first'}>
        {record.storeEvents.length === 0 ? (
          <p className={text.quiet}>
            Nobody has said anything of it yet. A delivery that asks the store tells it here, or you do.
          </p>
        ) : (
          <ol className={classes.events}>
            {record.storeEvents
              .toSorted((a, b) => b.occurredAt - a.occurredAt || b.id - a.id)
              .map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
          </ol>
        )}
      </Section>
      <Section title="What can be done">
        <ActionRows label="What can be done with this build" actions={actionsOf(record)} />
      </Section>
    </>
  );
}

function Mark({ event }: { readonly event: StoreEvent }) {
  switch (event.kind) {
    case 'state':
    case 'correction':
      return <StateBadge {...storeStateLook(event.state)} />;
    case 'live':
      return <LiveMark />;
    case 'live_ended':
      return <StateBadge tone="dim" label="replaced" />;
    case 'force_update':
      return <StateBadge tone="warn" label="Force Update" />;
  }
}

function EventLine({ event }: { readonly event: StoreEvent }) {
  const late = event.recordedAt - event.occurredAt > 60_000;
  return (
    <li className={classes.event}>
      <span className={classes.clock}>
        <Instant at={event.occurredAt} form="clock" />
      </span>
      <Mark event={event} />
      <span>{storeEventWords(event)}</span>
      <span className={classes.eventNote} title={event.note ?? undefined}>
        {[event.actor === null ? null : `by ${event.actor}`, event.note].filter(Boolean).join(', ')}
      </span>
      <span className={classes.eventLate}>
        {late ? (
          <>
            recorded <Instant at={event.recordedAt} form="clock" />
          </>
        ) : null}
      </span>
    </li>
  );
}

function actionsOf(record: BuildRecord): OfferedAction[] {
  const { id, status } = record.build;
  const own = (
    action: BuildActionName,
    act: 'storeState' | 'live' | 'forceUpdate' | 'retry' | 'cancel',
    rest: Pick<OfferedAction, 'label' | 'icon' | 'note'>,
  ): OfferedAction => ({
    key: action,
    ...rest,
    refusal: refusalOf(record, action),
    onClick: () => ask({ act, id }),
  });
  return [
    {
      key: 'distribute',
      label: 'Distribute',
      icon: IconBuildingStore,
      note: 'Delivers it to a track of its store, or promotes it from a lower one.',
      refusal: status === 'succeeded' ? null : 'Only a succeeded build can be distributed.',
      onClick: () => openDialog({ kind: 'distribution', action: { act: 'new', deploymentId: id } }),
    },
    own('setStoreState', 'storeState', {
      label: 'Store state',
      icon: IconRosetteDiscountCheck,
      note: 'Notes what the store says: in review, approved or rejected.',
    }),
    own('setLive', 'live', {
      label: 'Make Live',
      icon: IconBroadcast,
      note: 'The store’s users get it from now on; the Live build before it falls back to approved.',
    }),
    own('forceUpdate', 'forceUpdate', {
      label: 'Force Update',
      icon: IconFlag,
      note: 'Its users get no more releases and are told that a newer app is in the store.',
    }),
    own('retry', 'retry', {
      label: 'Retry',
      icon: IconRefresh,
      note: 'Records a new build with the same inputs, linked to this one.',
    }),
    own('cancel', 'cancel', { label: 'Cancel', icon: IconSquare, note: 'Ends it before it is made.' }),
  ];
}
