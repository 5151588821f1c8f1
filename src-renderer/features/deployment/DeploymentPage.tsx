import { useEffect, useMemo, useRef } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Page, WithSidePanel } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { type TabItem, Tabs } from '../../ui/Tabs.tsx';
import classes from './detail/Detail.module.css';
import { DetailHeader } from './detail/DetailHeader.tsx';
import { DetailRail } from './detail/DetailRail.tsx';
import { EventsPanel } from './detail/EventsPanel.tsx';
import { linkedOf } from './detail/LinkedRows.tsx';
import { RawPanel } from './detail/RawPanel.tsx';
import { RelatedPanel } from './detail/RelatedPanel.tsx';
import { TimelinePanel } from './detail/TimelinePanel.tsx';

const tabs = ['timeline', 'events', 'issues', 'related', 'raw'] as const;
type Tab = (typeof tabs)[number];

const nothing = () => {};

/** One step back: to where the record was opened from, or to the list when it was opened by a link. */
function goBack(): void {
  if (history.length > 1) history.back();
  else navigate(pathTo.deployments());
}

/** Escape leaves the record, unless something inside has used it; what floats over the page is not inside. */
function useEscapeBack(page: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const { target } = event;
      const onPage = target === document.body || target === page.current?.closest('main');
      if (onPage || (target instanceof Node && page.current?.contains(target))) goBack();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [page]);
}

/** Everything known about one deployment. */
export function DeploymentPage({
  target,
}: {
  readonly target: { readonly id: number } | { readonly uid: string };
}) {
  const { data, error } = useCall('deployment.get', target, { keepPrevious: false });
  if (error && !data) {
    const malformed = error.code === 'invalid_input';
    return (
      <Page>
        <ErrorState
          title={malformed ? 'This is not the id of a deployment.' : error.message}
          kept={error.details.hint ?? 'Nothing was changed.'}
          actions={[{ label: 'Go to the deployments', onClick: () => navigate(pathTo.deployments()) }]}
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
  return <RecordPage key={data.id} record={data} />;
}

function RecordPage({ record }: { readonly record: DeploymentDetail }) {
  const { path, search } = usePlace();
  const page = useRef<HTMLDivElement>(null);
  useEscapeBack(page);
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'timeline';
  const wanted = Number(search.get('attempt'));
  const attempt = record.attempts.some((one) => one.attempt === wanted) ? wanted : record.attempt;
  const put = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(name);
    else next.set(name, value);
    const text = String(next);
    navigate(text === '' ? path : `${path}?${text}`, { replace: true });
  };
  const { id } = record;
  useCommands(
    'deployment',
    useMemo(
      (): Command[] => [
        {
          id: 'deployment.notes',
          label: 'Edit the notes of this deployment',
          group: 'Actions',
          keys: 'e',
          run: () => openDialog({ kind: 'notes', id }),
        },
        {
          id: 'deployment.back',
          label: 'Back to the list',
          group: 'List',
          keys: 'Esc',
          shownOnly: true,
          run: nothing,
        },
      ],
      [id],
    ),
  );
  const items: TabItem<Tab>[] = [
    { id: 'timeline', label: 'Timeline' },
    { id: 'events', label: 'Events', count: record.events.length },
    { id: 'issues', label: 'Issues', count: record.issues.length },
    { id: 'related', label: 'Related', count: linkedOf(record).length },
    { id: 'raw', label: 'Raw' },
  ];
  return (
    <Page production={record.tier === 'production'}>
      <div ref={page} className={classes.page}>
        <DetailHeader record={record} onBack={goBack} />
        <Tabs
          label="Parts of this deployment"
          tabs={items}
          value={tab}
          onChange={(next) => put('tab', next === 'timeline' ? null : next)}
        >
          <WithSidePanel panel={<DetailRail record={record} />}>
            <div className={classes.content} data-tab={tab}>
              {tab === 'timeline' ? (
                <TimelinePanel
                  record={record}
                  attempt={attempt}
                  onAttempt={(next) => put('attempt', next === record.attempt ? null : String(next))}
                />
              ) : tab === 'events' ? (
                <EventsPanel events={record.events} />
              ) : tab === 'issues' ? (
                <IssueList issues={record.issues} />
              ) : tab === 'related' ? (
                <RelatedPanel record={record} />
              ) : (
                <RawPanel record={record} />
              )}
            </div>
          </WithSidePanel>
        </Tabs>
      </div>
    </Page>
  );
}
