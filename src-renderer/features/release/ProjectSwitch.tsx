import { Select } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { type OutputFor, useCall } from '../../api/client.ts';
import { lastProject, rememberProject } from './lastProject.ts';

type Projects = OutputFor<'project.list'>;

/**
 * The project that a screen shows: the one that its address names, else the one that was looked at last, else the first.
 * None when the address names one that is not there.
 */
export function useShownProject(namedId: number | null): {
  /** Undefined until they are read. */
  readonly projects: Projects | undefined;
  readonly project: Projects[number] | undefined;
  readonly projectId: number | null;
} {
  const projects = useCall('project.list', undefined).data;
  const wanted = namedId ?? lastProject();
  const project = projects?.find(({ id }) => id === wanted) ?? (namedId === null ? projects?.[0] : undefined);
  const projectId = project?.id ?? null;
  useEffect(() => {
    if (projectId !== null) rememberProject(projectId);
  }, [projectId]);
  return { projects, project, projectId };
}

/** Chooses another project for the same screen. A click marks the name, so that typing replaces it. */
export function ProjectSwitch({
  projects,
  projectId,
  onProject,
  leftSection,
}: {
  readonly projects: Projects | undefined;
  readonly projectId: number | null;
  readonly onProject: (id: number) => void;
  /** A mark before the name, where the switch stands among buttons. */
  readonly leftSection?: ReactNode;
}) {
  return (
    <Select
      w={190}
      leftSection={leftSection}
      aria-label="Project"
      data={(projects ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={projectId === null ? null : String(projectId)}
      searchable
      selectFirstOptionOnChange
      onClick={(event) => event.currentTarget.select()}
      limit={200}
      nothingFoundMessage="No project has this name."
      onChange={(value) => value !== null && onProject(Number(value))}
    />
  );
}
