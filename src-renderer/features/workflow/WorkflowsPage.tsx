import { useRef } from 'react';
import type { Workflow } from '#shared/features/workflow/model.ts';
import { useCall } from '../../api/client.ts';
import { goBack, navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { NoSuchProject } from '../../ui/NoSuchProject.tsx';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import text from '../../ui/Text.module.css';
import { TrustWord } from '../../ui/TrustMark.tsx';
import { Instant } from '../../ui/time.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import classes from './Workflow.module.css';

/** The workflows of a project: the one that builds its candidates, and the one of each of its environments. */
export function WorkflowsPage({ projectId }: { readonly projectId: number }) {
  const page = useRef<HTMLDivElement>(null);
  const leave = () => goBack(pathTo.settings('projects'));
  useEscape(page, leave);
  const projects = useCall('project.list', undefined);
  const environments = useCall('environment.list', undefined);
  const workflows = useCall('workflow.list', { projectId });
  const trusted = useCall('workflow.trusted', { projectId });
  const project = projects.data?.find(({ id }) => id === projectId);
  if (projects.data && !project) {
    return (
      <Page>
        <NoSuchProject
          action={{ label: 'Go to the projects', onClick: () => navigate(pathTo.settings('projects')) }}
        />
      </Page>
    );
  }
  const own = environments.data?.filter(({ id }) => project?.environmentIds.includes(id)) ?? [];
  const toldOf = (place: number | null) => ({
    workflow: workflows.data?.find(({ environmentId }) => environmentId === place),
    trusted: trusted.data?.find(({ environmentId }) => environmentId === place)?.trusted,
  });
  return (
    <Page>
      <div ref={page}>
        <PageHeader
          title={project ? `Workflows of ${project.name}` : 'Workflows'}
          back={{ label: 'where you came from', onClick: leave }}
        />
        <PageBody>
          {project && environments.data && workflows.data ? (
            <PlainTable label="Workflows" columns={['Of', 'Steps', 'This machine', 'Changed']}>
              <tr>
                <td>
                  <a className={text.link} href={`#${pathTo.workflow(projectId, null)}`}>
                    its builds
                  </a>
                </td>
                <Told {...toldOf(null)} otherwise="none: candidates are ready at once" />
              </tr>
              {own.map(({ id, name, tier }) => (
                <tr key={id}>
                  <td>
                    <a className={text.link} href={`#${pathTo.workflow(projectId, id)}`}>
                      <EnvironmentLabel name={name} tier={tier} />
                    </a>
                  </td>
                  <Told {...toldOf(id)} otherwise="none: deployments are reported from outside" />
                </tr>
              ))}
            </PlainTable>
          ) : (
            <RowSkeleton rows={4} />
          )}
        </PageBody>
      </div>
    </Page>
  );
}

function Told({
  workflow,
  trusted,
  otherwise,
}: {
  readonly workflow: Workflow | undefined;
  /** Whether this machine may run it; unknown until it is asked. */
  readonly trusted: boolean | undefined;
  readonly otherwise: string;
}) {
  if (!workflow) {
    return (
      <>
        <td className={text.dim}>{otherwise}</td>
        <td />
        <td />
      </>
    );
  }
  return (
    <>
      <td>
        <span className={`${classes.steps} ${text.clamp}`}>
          {workflow.steps.map(({ name }) => name).join(', ')}
        </span>
      </td>
      <td>{trusted === undefined ? null : <TrustWord trusted={trusted} />}</td>
      <td className={text.dim}>
        <Instant at={workflow.updatedAt} />
      </td>
    </>
  );
}
