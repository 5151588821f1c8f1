import { IconPlus, IconRocket } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { ProjectDialog } from './ProjectDialog.tsx';
import { ProjectMenu } from './ProjectMenu.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';

const HERE = pathTo.settings('projects');
const schemeLabels = { semver: 'SemVer', calver: 'CalVer', free: 'free' } as const;

/** Every project with its counts; the dialog to make or change one is part of the place. */
export function ProjectsSection() {
  const { search } = usePlace();
  const projects = useCall('project.list', undefined);
  const environments = useCall('environment.list', undefined);
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'project.new',
        label: 'New project',
        group: 'Actions',
        icon: IconPlus,
        keys: 'c',
        run: () => navigate(`${HERE}?edit=new`),
      },
    ],
    [],
  );
  useCommands('settings.projects', commands);
  const edit = search.get('edit');
  const edited = projects.data?.find((project) => String(project.id) === edit);
  const deleted = projects.data?.find(({ id }) => String(id) === search.get('delete'));
  const nameOf = (id: number) => environments.data?.find((environment) => environment.id === id)?.name ?? '';
  const add = { label: 'New project', icon: IconPlus, onClick: () => navigate(`${HERE}?edit=new`) };

  return (
    <>
      <SectionHead
        title="Projects"
        note="What is shipped: an app, a fleet’s software or a service. Its version scheme decides which version is newer."
      >
        <ActionButton {...add} tone="primary" />
      </SectionHead>
      {projects.data === undefined ? (
        <RowSkeleton rows={4} label="Loading the projects" />
      ) : projects.data.length === 0 ? (
        <EmptyState
          icon={IconRocket}
          title="The projects of this workspace would be listed here."
          hint="Make one, or import a file that brings its own."
          primary={add}
        />
      ) : (
        <PlainTable
          columns={[
            'Name',
            'Kind',
            'Repository',
            'Versions',
            'Environments',
            { label: 'Releases', end: true },
            { label: 'Deployments', end: true },
            ACTIONS,
          ]}
        >
          {projects.data.map((project) => (
            <tr key={project.id}>
              <td>
                <button
                  type="button"
                  className={classes.link}
                  aria-label={`Edit ${project.name}`}
                  onClick={() => navigate(`${HERE}?edit=${project.id}`)}
                >
                  {project.name}
                </button>
              </td>
              <td className={classes.dim}>
                {project.kind === 'mobile' ? (
                  <a href={`#${pathTo.projectStores(project.id)}`} title="Credentials and delivery">
                    mobile
                  </a>
                ) : (
                  project.kind
                )}
              </td>
              <td className={classes.dim}>
                <span
                  className={`${classes.ellipsis} ${classes.short}`}
                  title={project.repository ?? undefined}
                >
                  {project.repository}
                </span>
              </td>
              <td className={classes.dim}>
                {project.versionScheme === null ? 'not known yet' : schemeLabels[project.versionScheme]}
              </td>
              <td className={classes.dim}>
                <span
                  className={`${classes.ellipsis} ${classes.short}`}
                  title={project.environmentIds.map(nameOf).join(', ') || undefined}
                >
                  {project.environmentIds.map(nameOf).join(', ')}
                </span>
              </td>
              <td data-end>{formatCount(project.releases)}</td>
              <td data-end>
                <a href={`#${pathTo.deployments(`project=${project.id}`)}`}>
                  {formatCount(project.deployments)}
                </a>
              </td>
              <td data-end>
                <ProjectMenu project={project} onDelete={() => navigate(`${HERE}?delete=${project.id}`)} />
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      {environments.data && (edit === 'new' || edited) ? (
        <ProjectDialog
          key={edit}
          project={edited ?? null}
          environments={environments.data}
          onClose={() => navigate(HERE, { replace: true })}
        />
      ) : null}
      {deleted ? (
        <RemoveDialog
          removed={{ kind: 'project', id: deleted.id }}
          onClose={() => navigate(HERE, { replace: true })}
        />
      ) : null}
    </>
  );
}
