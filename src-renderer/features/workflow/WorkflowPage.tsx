import { useRef } from 'react';
import { useCall } from '../../api/client.ts';
import { goBack, navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import classes from './edit/Editor.module.css';
import { Editor } from './edit/Editor.tsx';
import type { WorkflowTarget } from './target.ts';
import { placeLabel } from './words.ts';

/** Whose workflow it is, by the ids of its place; undefined until it is known, null when there is no such place. */
function useTarget(projectId: number, environmentId: number | null): WorkflowTarget | null | undefined {
  const projects = useCall('project.list', undefined).data;
  const environments = useCall('environment.list', undefined).data;
  if (!projects || !environments) return undefined;
  const project = projects.find(({ id }) => id === projectId);
  const environment = environments.find(({ id }) => id === environmentId);
  if (!project || (environmentId !== null && !environment)) return null;
  const name = environment?.name ?? null;
  return {
    projectId,
    environmentId,
    label: placeLabel(project.name, name),
    project: project.name,
    environment: name,
    tier: environment?.tier ?? null,
    draftKey: `${project.uid} ${environmentId ?? 'builds'}`,
  };
}

/** The workflow of an environment of a project, or with null the one that builds its candidates. */
export function WorkflowPage({
  projectId,
  environmentId,
}: {
  readonly projectId: number;
  readonly environmentId: number | null;
}) {
  const target = useTarget(projectId, environmentId);
  const workflow = useCall('workflow.get', { projectId, environmentId }, { keepPrevious: false });
  const page = useRef<HTMLDivElement>(null);
  const leave = () => goBack(pathTo.workflows(projectId));
  useEscape(page, leave);
  const gone = target === null || workflow.error;
  return (
    <Page production={target?.tier === 'production'}>
      <div ref={page} className={classes.page}>
        {gone ? (
          <ErrorState
            title={workflow.error?.message ?? 'There is no such project or environment in this workspace.'}
            kept="Nothing was changed."
            actions={[{ label: 'Go to the projects', onClick: () => navigate(pathTo.settings('projects')) }]}
          />
        ) : target && workflow.data !== undefined ? (
          <Editor key={target.draftKey} target={target} workflow={workflow.data} onLeave={leave} />
        ) : (
          <RowSkeleton rows={6} />
        )}
      </div>
    </Page>
  );
}
