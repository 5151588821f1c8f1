import {
  IconAdjustmentsHorizontal,
  IconGitCompare,
  IconRocket,
  IconScissors,
  IconVersions,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { openDialog } from '../../app/dialogs.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { WithPeek } from '../../ui/PeekDrawer.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { ask } from './act/open.ts';
import { EnvironmentCards } from './board/EnvironmentCards.tsx';
import { ProjectMenu } from './board/ProjectMenu.tsx';
import { ReleasePeek } from './board/ReleasePeek.tsx';
import { ReleaseRows } from './board/ReleaseRows.tsx';
import { useBoard } from './board/useBoard.ts';
import { useBoardCommands } from './board/useBoardCommands.ts';
import { Unreleased } from './changes/Unreleased.tsx';
import { ProjectSwitch, useShownProject } from './ProjectSwitch.tsx';
import { PicksSection } from './pick/PicksSection.tsx';
import { pathOfReleases, type ReleasesPlace, releasesPlaceOf } from './places.ts';
import { TimelineDrawer } from './timeline/TimelineDrawer.tsx';
import { counted } from './words.ts';

/** A project's environments with what runs there, and its releases with their candidates. */
export function ReleasesPage() {
  const place = releasesPlaceOf(usePlace().search);
  const { projects, project, projectId } = useShownProject(place.projectId);
  const { board, releases, error, more, loading, loadMore } = useBoard(projectId, place.text);
  const filter = useRef<HTMLInputElement>(null);
  useBoardCommands(projectId, () => filter.current?.focus());
  const put = (changes: Partial<ReleasesPlace>, replace = true) =>
    navigate(pathOfReleases({ ...place, projectId, ...changes }), { replace });
  const close = () => put({ drawer: null });

  if (projects?.length === 0) {
    return (
      <Page>
        <PageHeader title="Releases" />
        <PageBody>
          <EmptyState
            icon={IconVersions}
            title="The releases of your projects stand here, with their candidates and the environments that they go to."
            hint="Create a project in the settings, import a history, or let a pipeline report through the gateway."
            primary={{ label: 'Create a project', onClick: () => navigate(pathTo.settings('projects')) }}
            others={[{ label: 'Import a file', onClick: () => openDialog({ kind: 'import' }) }]}
          />
        </PageBody>
      </Page>
    );
  }
  const environments = board?.environments ?? [];
  const inDrawer = place.drawer?.kind === 'environment' ? place.drawer.id : null;
  const environment = environments.find(({ environmentId }) => environmentId === inDrawer);
  const peeked = place.drawer?.kind === 'release' ? place.drawer.id : null;
  const drawer =
    project && environment ? (
      <TimelineDrawer
        key={environment.environmentId}
        projectId={project.id}
        project={project.name}
        environment={environment}
        onClose={close}
      />
    ) : peeked !== null ? (
      <ReleasePeek key={peeked} id={peeked} environments={environments} onClose={close} />
    ) : null;
  const held = environments.filter(({ hold }) => hold !== null).length;
  const frozen = environments.filter(({ frozenBy }) => frozenBy.length > 0).length;
  return (
    <Page>
      <PageHeader
        title="Releases"
        count={
          board &&
          [
            counted(environments.length, 'environment', 'environments'),
            ...(frozen > 0 ? [`${frozen} frozen`] : []),
            ...(held > 0 ? [`${held} held`] : []),
          ].join(', ')
        }
        actions={
          <>
            <ProjectSwitch
              leftSection={<IconAdjustmentsHorizontal size={15} stroke={1.75} aria-hidden />}
              projects={projects}
              projectId={projectId}
              onProject={(id) => put({ projectId: id, text: '', drawer: null }, false)}
            />
            <ActionButton
              label="Changes"
              icon={IconGitCompare}
              onClick={() => navigate(pathTo.changes(projectId === null ? '' : `project=${projectId}`))}
            />
            <ActionButton label="Cut" icon={IconScissors} onClick={() => ask({ act: 'cut', projectId })} />
            <ActionButton
              label="Deploy"
              icon={IconRocket}
              tone="primary"
              disabledReason={
                board && environments.length === 0 ? 'The project has no environment yet.' : null
              }
              onClick={() => ask({ act: 'deploy', projectId })}
            />
            {projectId === null ? null : <ProjectMenu projectId={projectId} />}
          </>
        }
      />
      <WithPeek peek={drawer} onClosePeek={close}>
        <PageBody>
          {error || (projects && !project) ? (
            <ErrorState
              title={error?.message ?? 'There is no such project in this workspace.'}
              kept={error?.details.hint ?? 'Nothing was changed.'}
              actions={[{ label: 'Show another project', onClick: () => navigate(pathTo.releases()) }]}
            />
          ) : board && projectId !== null ? (
            <>
              <EnvironmentCards
                projectId={projectId}
                environments={environments}
                shown={inDrawer}
                onTimeline={(id) => put({ drawer: { kind: 'environment', id } })}
              />
              <Unreleased key={projectId} projectId={projectId} />
              <ReleaseRows
                projectId={projectId}
                releases={releases}
                environments={environments}
                more={more}
                loading={loading}
                onMore={loadMore}
                text={place.text}
                filterRef={filter}
                onText={(text) => put({ text })}
                peeked={peeked}
                onPeek={(id) => put({ drawer: { kind: 'release', id } })}
              />
              <PicksSection key={`picks ${projectId}`} projectId={projectId} />
            </>
          ) : (
            <RowSkeleton rows={12} />
          )}
        </PageBody>
      </WithPeek>
    </Page>
  );
}
