import { IconKey } from '@tabler/icons-react';
import { type ComponentType, useMemo, useRef } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { NoSuchProject } from '../../ui/NoSuchProject.tsx';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import classes from './Credential.module.css';
import { CredentialDialog } from './CredentialDialog.tsx';
import { CredentialTable } from './CredentialTable.tsx';

/** What an app needs to get into its stores: its credentials with their ends, and how its builds are delivered. */
export function ProjectStoresPage({
  id,
  delivery: Delivery,
}: {
  readonly id: number;
  /** How builds get to each store; the shell hands it in. */
  readonly delivery: ComponentType<{ readonly projectId: number }>;
}) {
  const { path, search } = usePlace();
  const page = useRef<HTMLDivElement>(null);
  const projects = useCall('project.list', undefined);
  const project = projects.data?.find((one) => one.id === id);
  const leave = () => {
    if (history.length > 1) history.back();
    else navigate(pathTo.settings('projects'));
  };
  useEscape(page, leave);
  useCommands(
    'project.stores',
    useMemo(
      (): Command[] => [
        {
          id: 'credential.new',
          label: 'New credential of this project',
          group: 'Actions',
          icon: IconKey,
          keys: 'c',
          run: () => navigate(`${path}?credential=new`),
        },
      ],
      [path],
    ),
  );
  if (projects.data && !project) {
    return (
      <Page>
        <NoSuchProject
          action={{ label: 'Go to the projects', onClick: () => navigate(pathTo.settings('projects')) }}
        />
      </Page>
    );
  }
  const asked = search.get('credential');
  return (
    <Page>
      <div ref={page} className={classes.page}>
        <PageHeader
          title={project ? `Credentials and delivery of ${project.name}` : 'Credentials and delivery'}
          back={{ label: 'where you came from', onClick: leave }}
          actions={
            <>
              <ActionButton
                label="Distributions"
                onClick={() => navigate(pathTo.distributions(`project=${id}`))}
              />
              <ActionButton
                label="New credential"
                icon={IconKey}
                tone="primary"
                onClick={() => navigate(`${path}?credential=new`)}
              />
            </>
          }
        />
        <PageBody>
          {project ? (
            <div className={classes.parts}>
              <CredentialTable projectId={id} onNew={() => navigate(`${path}?credential=new`)} />
              <Delivery projectId={id} />
            </div>
          ) : (
            <RowSkeleton rows={6} />
          )}
        </PageBody>
      </div>
      {asked === 'new' ? (
        <CredentialDialog
          projectId={id}
          credential={null}
          onClose={() => navigate(path, { replace: true })}
        />
      ) : null}
    </Page>
  );
}
