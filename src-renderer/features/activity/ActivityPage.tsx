import { IconHistory, IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ActivityFilter } from '#shared/features/activity/contract.ts';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import classes from './Activity.module.css';
import { ActivityFilterBar } from './ActivityFilterBar.tsx';
import { ActivityList } from './ActivityList.tsx';
import { filterOf, searchOf } from './activitySearch.ts';
import { ChainBar } from './ChainBar.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { useActivityPages } from './useActivityPages.ts';

/** Entries shown above one that was asked for by its number. */
const CONTEXT = 12;
/** Pages without a match before the search back waits for a click: 2,000 entries each. */
const PATIENCE = 10;

const pathOf = (search: URLSearchParams) => `/activity${search.size > 0 ? `?${search}` : ''}`;

/** The audit log: who did what, when and why, what was refused, and whether the chain holds. */
export function ActivityPage() {
  const { search } = usePlace();
  const filter = useMemo(() => filterOf(search), [search]);
  const openSeq = search.has('seq') ? Number(search.get('seq')) : null;
  const [start, setStart] = useState<number | null>(openSeq === null ? null : openSeq + CONTEXT + 1);
  const [current, setCurrent] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const pages = useActivityPages(filter, start);
  const status = useCall('activity.status', undefined).data;
  const environments = useCall('environment.list', undefined).data;
  const tiers = useMemo(
    () => new Map((environments ?? []).map(({ name, tier }) => [name, tier])),
    [environments],
  );
  const { rows } = pages;

  const onFilter = useCallback(
    (next: ActivityFilter, typing: boolean) => {
      setStart(null);
      setCurrent(null);
      navigate(pathOf(searchOf(next, search)), { replace: typing });
    },
    [search],
  );
  const onOpen = useCallback(
    (seq: number | null) => {
      const next = new URLSearchParams(search);
      if (seq === null) next.delete('seq');
      else next.set('seq', String(seq));
      navigate(pathOf(next), { replace: true });
    },
    [search],
  );

  // An entry that was asked for by its number: the list begins a little above it when it is not in there yet.
  const find = useEffectEvent((seq: number) => {
    const index = rows.findIndex((row) => row.seq === seq);
    if (index >= 0) setCurrent(index);
    else if (start !== seq + CONTEXT + 1) setStart(seq + CONTEXT + 1);
  });
  const loaded = rows.length > 0;
  useEffect(() => {
    if (openSeq !== null && loaded) find(openSeq);
  }, [openSeq, loaded]);

  // How many entries came after the list was read; they are shown on a click, not under the reader's eyes.
  const [seen, setSeen] = useState<number | null>(null);
  const head = status?.headSeq ?? null;
  useEffect(() => {
    if (seen === null && head !== null) setSeen(head);
  }, [seen, head]);
  const fresh = seen === null || head === null ? 0 : Math.max(0, head - seen);
  const showNewest = () => {
    setSeen(head);
    setCurrent(null);
    onOpen(null);
    if (start === null) pages.reload();
    else setStart(null);
  };

  const { loadMore, more, fruitless, loading } = pages;
  const onNearEnd = useCallback(() => {
    if (more && !loading && fruitless < PATIENCE) loadMore();
  }, [more, loading, fruitless, loadMore]);

  const commands = useMemo(
    (): Command[] => [
      {
        id: 'activity.search',
        label: 'Search the log',
        group: 'List',
        icon: IconSearch,
        keys: '/',
        run: () => field.current?.focus(),
      },
      {
        id: 'activity.refused',
        label: filter.refused ? 'Show every entry' : 'Show only what was refused',
        group: 'List',
        icon: IconShieldCheck,
        keys: 'f',
        run: () => onFilter({ ...filter, refused: filter.refused ? undefined : true }, false),
      },
      { id: 'activity.next', label: 'Next entry', group: 'List', keys: 'j', shownOnly: true, run: () => {} },
      {
        id: 'activity.previous',
        label: 'Previous entry',
        group: 'List',
        keys: 'k',
        shownOnly: true,
        run: () => {},
      },
      {
        id: 'activity.open',
        label: 'Open or close the entry',
        group: 'List',
        keys: 'Enter',
        shownOnly: true,
        run: () => {},
      },
    ],
    [filter, onFilter],
  );
  useCommands('activity', commands);

  const filtered = Object.keys(filter).length > 0;
  return (
    <Page>
      <PageHeader
        title="Activity"
        {...(head === null ? {} : { count: head === 1 ? '1 entry' : `${formatCount(head)} entries` })}
        actions={<ExportMenu filter={filter} />}
      />
      <ChainBar />
      <ActivityFilterBar filter={filter} onFilter={onFilter} field={field} />
      {fresh > 0 || (start !== null && head !== null && start <= head) ? (
        <div className={classes.newer}>
          <ActionButton
            label={fresh > 0 ? `${formatCount(fresh)} new, show` : 'Show the newest'}
            size="xs"
            onClick={showNewest}
          />
          {start !== null ? <span>The list begins at #{formatCount(start - 1)}.</span> : null}
        </div>
      ) : null}
      <PageBody flush>
        {pages.error ? (
          <ErrorState
            title={pages.error.message}
            kept="The log itself is untouched."
            actions={[{ label: 'Read it again', onClick: pages.reload }]}
          />
        ) : (
          <ActivityList
            rows={rows}
            tiers={tiers}
            current={current}
            openSeq={openSeq}
            onCurrent={setCurrent}
            onOpen={onOpen}
            onNearEnd={onNearEnd}
            end={<ListEnd pages={pages} />}
            empty={
              loading ? (
                <RowSkeleton rows={12} label="Loading the log" />
              ) : more ? (
                <ListEnd pages={pages} />
              ) : filtered ? (
                <EmptyState
                  icon={IconHistory}
                  title="No entry matches these filters."
                  hint="The log keeps every entry; only the filters hide them."
                  primary={{ label: 'Clear filters', onClick: () => onFilter({}, false) }}
                />
              ) : (
                <EmptyState
                  icon={IconHistory}
                  title="Everything that is done here would be listed: who, what, when and why."
                  hint="The first action in this workspace writes the first entry."
                />
              )
            }
          />
        )}
      </PageBody>
    </Page>
  );
}

/** What stands below the last row: that it was the first entry, or how far back the search has come. */
function ListEnd({ pages }: { readonly pages: ReturnType<typeof useActivityPages> }) {
  if (!pages.more) return <span>This is the beginning of the log.</span>;
  if (pages.fruitless < PATIENCE) return <span>Looking further back</span>;
  return (
    <span className={classes.further}>
      Nothing more down to #{formatCount(pages.lookedTo ?? 0)}.
      <ActionButton label="Look further back" size="xs" busy={pages.loading} onClick={pages.loadMore} />
    </span>
  );
}
