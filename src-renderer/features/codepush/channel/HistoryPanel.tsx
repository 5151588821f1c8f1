import { TextInput } from '@mantine/core';
import { IconArrowUp, IconUpload, IconVersions } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { DataGrid } from '../../../ui/DataGrid/DataGrid.tsx';
import type { DataGridSlot } from '../../../ui/DataGrid/slots.ts';
import { useArrivalFocus } from '../../../ui/DataGrid/useArrivalFocus.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { FilterBar } from '../../../ui/Page.tsx';
import { WithPeek } from '../../../ui/PeekDrawer.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { ask } from '../act/open.ts';
import { matchingReleases } from '../matching.ts';
import type { ChannelPlace } from '../places.ts';
import { provenanceOf } from '../words.ts';
import classes from './Channel.module.css';
import { type ReleaseLine, releaseColumns } from './columns.tsx';
import { ReleasePeek } from './ReleasePeek.tsx';
import type { History } from './useHistory.ts';
import { useHistoryCommands } from './useHistoryCommands.ts';
import { useKeptView } from './useKeptView.ts';

/** How near the end of what is loaded one may come before more is fetched, in rows. */
const AHEAD = 30;

function useLines(history: History): ReleaseLine[] {
  const channels = useCall('codepush.channels', {}).data;
  return useMemo(() => {
    const names = new Map((channels ?? []).map(({ id, name }) => [id, name]));
    const own = history.channel?.id;
    const ranges = new Map(history.rows.map(({ label, targetBinaryRange }) => [label, targetBinaryRange]));
    return history.rows.map((row) => ({
      ...row,
      provenance: provenanceOf(row, {
        channelName: row.originalChannelId === null ? undefined : names.get(row.originalChannelId),
        range: row.originalChannelId === own ? ranges.get(row.originalLabel ?? '') : undefined,
      }),
    }));
  }, [history.rows, history.channel, channels]);
}

/** Every release of the channel, newest first; a row beside it on Space. What is in view stays where it is. */
export function HistoryPanel({
  channel,
  history,
  place,
  onPlace,
}: {
  readonly channel: Channel;
  readonly history: History;
  readonly place: ChannelPlace;
  readonly onPlace: (place: ChannelPlace, how?: { readonly replace: boolean }) => void;
}) {
  const lines = useLines(history);
  const rows = useMemo(
    () => (place.text === '' ? lines : matchingReleases(lines, place.text)),
    [lines, place.text],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  const view = useKeptView(channel.id, numbers, scroller);
  const current = view.current === null ? -1 : numbers.indexOf(view.current);
  useHistoryCommands(() => field.current?.focus());

  const slots = useMemo(() => rows.map((row): DataGridSlot<ReleaseLine> => ({ kind: 'row', row })), [rows]);
  const slotAt = useCallback((index: number) => slots[index], [slots]);
  const rowKey = useCallback((row: ReleaseLine) => row.number, []);
  const { loadMore, more } = history;
  const { onScrolled } = view;
  const searching = place.text !== '';
  const loaded = history.rows.length;
  const onVisible = useCallback(
    (_first: number, last: number) => {
      onScrolled();
      if (more && last >= loaded - AHEAD) loadMore();
    },
    [more, loaded, loadMore, onScrolled],
  );
  // A search looks at all of the history.
  useEffect(() => {
    if (searching && more) loadMore();
  });

  useArrivalFocus(scroller);

  const onCurrent = (index: number) => {
    const row = rows[index];
    if (!row) return;
    view.setCurrent(row.number);
    if (place.peek !== null && place.peek !== row.deploymentId) onPlace({ ...place, peek: row.deploymentId });
  };
  const closePeek = () => onPlace({ ...place, peek: null });
  const peeked = rows.find(({ deploymentId }) => deploymentId === place.peek);

  const empty = history.error ? (
    <ErrorState title={history.error.message} kept={history.error.details.hint ?? 'Nothing was changed.'} />
  ) : !history.channel ? (
    <RowSkeleton />
  ) : searching ? (
    <EmptyState
      icon={IconVersions}
      title={`No release matches “${place.text}”.`}
      hint="The search looks at label, tag, range, description and method."
      primary={{ label: 'Clear the search', onClick: () => onPlace({ ...place, text: '' }) }}
    />
  ) : (
    <EmptyState
      icon={IconVersions}
      title="Every release of this channel will stand here, newest first."
      hint="Release a package, or promote one from staging. Until then apps run what they were built with."
      primary={{
        label: 'Release a package',
        icon: IconUpload,
        onClick: () => ask({ act: 'release', channelId: channel.id }),
      }}
    />
  );

  return (
    <>
      <FilterBar aside={<span className={classes.count}>{countWords(rows.length, loaded, more)}</span>}>
        <TextInput
          ref={field}
          className={classes.search ?? ''}
          aria-label="Search the releases"
          placeholder="Label, tag, range or description  /"
          value={place.text}
          onChange={(event) => onPlace({ ...place, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === 'Escape' && place.text !== '') onPlace({ ...place, text: '' });
            else scroller.current?.focus();
          }}
        />
      </FilterBar>
      <WithPeek
        onClosePeek={closePeek}
        peek={
          place.peek === null ? null : (
            <ReleasePeek
              deploymentId={place.peek}
              provenance={peeked?.provenance ?? null}
              onClose={closePeek}
            />
          )
        }
      >
        {view.fresh > 0 ? (
          <div className={classes.fresh}>
            <ActionButton
              label={`${formatCount(view.fresh)} new`}
              icon={IconArrowUp}
              size="xs"
              onClick={view.toTop}
            />
          </div>
        ) : null}
        <DataGrid
          label={`Releases of ${channel.project} ${channel.name}`}
          scrollRef={scroller}
          columns={releaseColumns}
          slotCount={slots.length}
          slotAt={slotAt}
          rowKey={rowKey}
          onVisible={onVisible}
          current={current < 0 ? null : current}
          onCurrent={onCurrent}
          onOpen={(row) => navigate(pathTo.codePush(row.deploymentId))}
          onPeek={(row, how) =>
            onPlace({
              ...place,
              peek: how === 'key' && place.peek === row.deploymentId ? null : row.deploymentId,
            })
          }
          emptyState={empty}
        />
      </WithPeek>
    </>
  );
}

function countWords(shown: number, loaded: number, more: boolean): string {
  const all = `${formatCount(loaded)}${more ? '+' : ''}`;
  return shown === loaded
    ? `${all} ${loaded === 1 ? 'release' : 'releases'}`
    : `${formatCount(shown)} of ${all}`;
}
