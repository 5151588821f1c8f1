import { Select } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconHandStop,
  IconPlus,
  IconStairsUp,
  IconUpload,
} from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { ask } from './act/open.ts';
import { ChannelBoard } from './board/ChannelBoard.tsx';
import { RolloutRows } from './board/RolloutRows.tsx';
import { rolloutsOf } from './board/rollouts.ts';
import { useBoardCommands } from './board/useBoardCommands.ts';
import classes from './Codepush.module.css';
import type { ReleasePart } from './parts.ts';
import { standingOf } from './standing.ts';

const ALL = 'all';

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Every rollout that is under way, and the board of all channels. */
export function RolloutsPage({ note }: { readonly note: ReleasePart }) {
  const { search } = usePlace();
  const wanted = Number(search.get('project'));
  const projectId = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const text = search.get('q') ?? '';
  const { data, error } = useCall('codepush.board', undefined);
  const filter = useRef<HTMLInputElement>(null);
  useBoardCommands(() => filter.current?.focus());

  const put = (next: { readonly project?: number | null; readonly q?: string }) => {
    const place = new URLSearchParams();
    const project = next.project === undefined ? projectId : next.project;
    const q = next.q ?? text;
    if (project !== null) place.set('project', String(project));
    if (q !== '') place.set('q', q);
    navigate(pathTo.rollouts(place), { replace: next.q !== undefined });
  };
  const projects = useMemo(
    () => [...new Map((data?.channels ?? []).map(({ projectId: id, project }) => [id, project]))],
    [data],
  );
  const own = data?.channels.filter((channel) => projectId === null || channel.projectId === projectId);
  const rollouts = data && own ? rolloutsOf(own, data.rollouts) : [];
  const running = rollouts.filter(({ release }) => standingOf(release) === 'rolling_out');
  const halted = rollouts.length - running.length;
  const production = running.some(({ channel }) => channel.target === 'production');

  if (data?.channels.length === 0) {
    return (
      <Page>
        <PageHeader title="Rollouts" />
        <PageBody>
          <EmptyState
            icon={IconStairsUp}
            title="The CodePush channels of your apps stand here, with every rollout that is under way."
            hint="Open a channel for each operating system and target of an app. Give it the deployment key that installed apps have, and they come along when only their server’s address changes."
            primary={{ label: 'Open a channel', icon: IconPlus, onClick: () => ask({ act: 'openChannel' }) }}
            others={[{ label: 'Import a file', onClick: () => openDialog({ kind: 'import' }) }]}
          />
        </PageBody>
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title="Rollouts"
        count={
          own &&
          [
            `${formatCount(running.length)} under way`,
            ...(halted > 0 ? [`${formatCount(halted)} halted`] : []),
            counted(own.length, 'channel', 'channels'),
          ].join(', ')
        }
        actions={
          <>
            {projects.length > 1 ? (
              <Select
                className={classes.projects ?? ''}
                aria-label="Project"
                leftSection={<IconAdjustmentsHorizontal size={15} stroke={1.75} aria-hidden />}
                data={[
                  { value: ALL, label: 'All projects' },
                  ...projects.map(([id, name]) => ({ value: String(id), label: name })),
                ]}
                value={projectId === null ? ALL : String(projectId)}
                onChange={(value) => put({ project: value === null || value === ALL ? null : Number(value) })}
              />
            ) : null}
            <ActionButton
              label="Halt everything"
              icon={IconHandStop}
              tone={production ? 'prod' : 'default'}
              disabledReason={running.length > 0 ? null : 'No rollout is under way.'}
              onClick={() => ask({ act: 'haltAll', projectId })}
            />
            <ActionButton
              label="Open a channel"
              icon={IconPlus}
              onClick={() => ask({ act: 'openChannel', ...(projectId === null ? {} : { projectId }) })}
            />
            <ActionButton
              label="Release"
              icon={IconUpload}
              tone="primary"
              onClick={() => ask({ act: 'release', channelId: null })}
            />
          </>
        }
      />
      <PageBody>
        {error ? (
          <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
        ) : own ? (
          <>
            <RolloutRows rollouts={rollouts} note={note} />
            <ChannelBoard channels={own} text={text} filterRef={filter} onText={(q) => put({ q })} />
          </>
        ) : (
          <RowSkeleton rows={12} />
        )}
      </PageBody>
    </Page>
  );
}
