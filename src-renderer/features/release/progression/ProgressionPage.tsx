import { useRef } from 'react';
import { useCall } from '../../../api/client.ts';
import { goBack, navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { NoSuchProject } from '../../../ui/NoSuchProject.tsx';
import { Page, PageBody, PageHeader } from '../../../ui/Page.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { useEscape } from '../../../ui/useEscape.ts';
import { ProjectSwitch, useShownProject } from '../ProjectSwitch.tsx';
import { PhaseEditor } from './PhaseEditor.tsx';
import { PlacesTable } from './PlacesTable.tsx';
import classes from './Progression.module.css';

/** How candidates of a project go from environment to environment: its phases, and where they go by themselves. */
export function ProgressionPage({ projectId }: { readonly projectId: number }) {
  const { projects, project } = useShownProject(projectId);
  const known = project !== undefined;
  const steering = useCall('environment.steering', { projectId }, { enabled: known, keepPrevious: false });
  const board = useCall(
    'release.board',
    { projectId, limit: 1 },
    { enabled: known, keepPrevious: false },
  ).data;
  const page = useRef<HTMLDivElement>(null);
  const leave = () => goBack(pathTo.releases(`project=${projectId}`));
  useEscape(page, leave);
  const { data } = steering;
  return (
    <Page>
      <div ref={page} className={classes.whole}>
        <PageHeader
          title="Phases and promotion"
          back={{ label: 'Releases', onClick: leave }}
          actions={
            <ProjectSwitch
              projects={projects}
              projectId={project?.id ?? null}
              onProject={(id) => navigate(pathTo.progression(id), { replace: true })}
            />
          }
        />
        <PageBody>
          {projects && !project ? (
            <NoSuchProject
              action={{ label: 'Go to the releases', onClick: () => navigate(pathTo.releases()) }}
            />
          ) : steering.error ? (
            <ErrorState title={steering.error.message} kept="Nothing was changed." />
          ) : data && board ? (
            board.environments.length === 0 ? (
              <p className={classes.note}>
                The project has no environment yet. Give it some in{' '}
                <a href={`#${pathTo.settings('projects')}`}>its settings</a>, then they can stand in phases.
              </p>
            ) : (
              <>
                <PhaseEditor
                  key={`${projectId} ${JSON.stringify(data.phases)}`}
                  projectId={projectId}
                  steering={data}
                  environments={board.environments}
                />
                <PlacesTable projectId={projectId} steering={data} environments={board.environments} />
              </>
            )
          ) : (
            <RowSkeleton rows={8} />
          )}
        </PageBody>
      </div>
    </Page>
  );
}
